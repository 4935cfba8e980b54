import { createElement as h, memo, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'

// A page of fixed content in React, the unit of what the client takes: two hundred chats and, behind each, thirty
// messages, with rows that are not drawn again when nothing in them changed, and no list that draws only what is seen. Its
// parts are named as in the client, so that both are driven by the same hands.

const CHATS = 200
const MESSAGES = 30
const WORDS = 'the ferry leaves at nine and we still need bread two lemons a map for grandma'.split(' ')
const text = (seed, length) => Array.from({ length }, (_, i) => WORDS[(seed * 7 + i * 5) % WORDS.length]).join(' ')
const clock = n => `${String(n % 24).padStart(2, '0')}:${String((n * 7) % 60).padStart(2, '0')}`

const chats = Array.from({ length: CHATS }, (_, id) => ({
  id,
  name: text(id, 2),
  last: text(id + 3, 6),
  unread: id % 4,
}))
const messagesOf = id =>
  Array.from({ length: MESSAGES }, (_, q) => ({ q, mine: (id + q) % 3 === 0, text: text(id + q, 4 + (q % 9)) }))

const Row = memo(({ chat, onOpen }) =>
  h(
    'button',
    { className: 'chat-line', onClick: () => onOpen(chat.id) },
    h('span', { className: 'face', style: { background: `hsl(${(chat.id * 47) % 360} 50% 60%)` } }, chat.name[0]),
    h(
      'span',
      { className: 'words' },
      h('span', { className: 'top' }, h('b', null, chat.name), h('time', null, clock(chat.id))),
      h('span', { className: 'last' }, chat.last),
    ),
    chat.unread > 0 && h('span', { className: 'count' }, chat.unread),
  ),
)

const Bubble = memo(({ of }) =>
  h(
    'div',
    { className: 'line' },
    h(
      'div',
      { className: of.mine ? 'bubble mine' : 'bubble' },
      h('p', { className: 'words' }, of.text),
      h('time', null, clock(of.q)),
    ),
  ),
)

function Chat({ id, onBack }) {
  const [messages, setMessages] = useState(() => messagesOf(id))
  const [draft, setDraft] = useState('')
  const send = () => {
    setMessages([...messages, { q: messages.length, mine: true, text: draft }])
    setDraft('')
  }
  return h(
    'main',
    { className: 'page' },
    h('header', null, h('button', { className: 'back', onClick: onBack }, 'Back')),
    h(
      'div',
      { className: 'scroller' },
      h(
        'div',
        null,
        messages.map(one => h(Bubble, { key: one.q, of: one })),
      ),
    ),
    h(
      'footer',
      null,
      h('textarea', {
        'aria-label': 'Message',
        value: draft,
        rows: 1,
        onChange: event => setDraft(event.target.value),
      }),
      h('button', { className: 'send', onClick: send }, 'Send'),
    ),
  )
}

function App() {
  const [list, setList] = useState(chats)
  const [open, setOpen] = useState()
  useEffect(() => {
    let said = 0
    // One message: its chat goes on top.
    globalThis.news = id => {
      said++
      const chat = { id, name: text(id, 2), last: `News ${said}`, unread: 1 }
      setList(before => [chat, ...before.filter(other => other.id !== id)])
    }
  }, [])
  return h(
    'div',
    { className: 'app' },
    h(
      'main',
      { hidden: open !== undefined },
      list.map(chat => h(Row, { key: chat.id, chat, onOpen: setOpen })),
    ),
    open !== undefined && h(Chat, { key: open, id: open, onBack: () => setOpen(undefined) }),
  )
}

const root = createRoot(document.querySelector('#root'))
flushSync(() => root.render(h(App)))
