import type { ChatEvent, ChatRow, PersonCard } from '@plaza/contract'
import { TEXT_LENGTH_MAX } from '@plaza/contract/limits'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { inOrder, matches } from '../engine/alphabet.ts'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { mayWrite } from '../engine/rules.ts'
import { t } from '../i18n.ts'
import { keepRow, tried } from '../screens/open.ts'
import { Avatar, ChatAvatar } from '../ui/avatar.tsx'
import { Button, Empty } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { lineOf, nameOf, titleOf } from '../ui/names.ts'
import { SearchBox } from '../ui/people.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { store, watch } from '../ui/state.ts'
import '../styles/talk.css'

/** Where messages are to go, and a word to go with them. */
export interface Wish {
  chats: string[]
  note: string
}

const TARGETS_MAX = 9
const CHATS_SHOWN = 40
const PEOPLE_SHOWN = 40

/** Chats and people to choose from; several, one after the other or in a new group. */
export function SendTo(props: { events: ChatEvent[]; onDone: (wish?: Wish) => void }) {
  let box!: HTMLDivElement
  let wish: Wish | undefined
  const [query, setQuery] = createSignal('')
  const [chats, setChats] = createSignal<ReadonlySet<string>>(new Set())
  const [people, setPeople] = createSignal<ReadonlySet<string>>(new Set())
  const [note, setNote] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const rows = createMemo(() =>
    (watch('rows'), store().order())
      .flatMap(c => store().rows.get(c) ?? [])
      .filter(row => mayWriteIn(row) && matches(titleOf(row), query()))
      .slice(0, CHATS_SHOWN),
  )
  /** Friends who are not among the chats. */
  const others = createMemo<PersonCard[]>(() => {
    watch('contacts')
    const listed = new Set(rows().map(row => row.peer))
    const friends = [...store().contacts.values()].filter(
      ({ friend, blocked, person }) =>
        friend &&
        !blocked &&
        !listed.has(person.id) &&
        (matches(nameOf(person.id), query()) || person.handle.startsWith(query())),
    )
    return inOrder(friends, contact => nameOf(contact.person.id))
      .slice(0, PEOPLE_SHOWN)
      .map(contact => contact.person)
  })
  const count = () => chats().size + people().size
  const toggle = (set: ReadonlySet<string>, id: string): ReadonlySet<string> => {
    const next = new Set(set)
    if (!next.delete(id) && count() < TARGETS_MAX) next.add(id)
    return next
  }
  /** The people of the choice, where it is of people only: they could be a group. */
  const group = () => {
    const peers = [...chats()].map(c => store().rows.get(c)?.peer)
    const all = [...people(), ...peers.filter(peer => peer !== undefined)]
    return all.length >= 2 && all.length === count() ? all : undefined
  }
  const send = async (into?: string[]) => {
    setBusy(true)
    await tried(async () => {
      const found = into
        ? [await call('POST /chats', { id: uuidv7(), people: into })]
        : await Promise.all([...people()].map(person => call('POST /chats/direct', { person })))
      for (const row of found) keepRow(row)
      wish = { chats: [...(into ? [] : chats()), ...found.map(row => row.c)], note: note().trim() }
      closestDialog(box)?.close()
    })
    setBusy(false)
  }
  return (
    <Sheet title={t('talk.send_to')} onClose={() => props.onDone(wish)}>
      <div class="send-to" ref={box}>
        <SearchBox value={query()} label={t('chats.search')} onInput={setQuery} />
        <div class="group-box send-to-list" role="group" aria-label={t('talk.send_to')}>
          <For each={rows()}>
            {row => (
              <Target
                name={titleOf(row)}
                face={<ChatAvatar c={row.c} />}
                on={chats().has(row.c)}
                onChange={() => setChats(toggle(chats(), row.c))}
              />
            )}
          </For>
          <For each={others()}>
            {person => (
              <Target
                name={nameOf(person.id)}
                face={<Avatar person={person.id} />}
                on={people().has(person.id)}
                onChange={() => setPeople(toggle(people(), person.id))}
              />
            )}
          </For>
          <Show when={rows().length + others().length === 0}>
            <Empty icon="search" title={t('chats.none_found')} />
          </Show>
        </div>
        <p class="send-to-what">
          <Icon name="forward_to" />
          <span>
            {props.events.length === 1 ? lineOf(props.events[0]!) : t('talk.messages', { count: props.events.length })}
          </span>
        </p>
        <input
          class="send-to-note"
          type="text"
          value={note()}
          maxlength={TEXT_LENGTH_MAX}
          aria-label={t('talk.note_to')}
          placeholder={t('talk.note_to')}
          onInput={event => setNote(event.currentTarget.value)}
        />
        <div class="sheet-actions">
          <Show when={group()}>
            {all => (
              <Button busy={busy()} onClick={() => void send(all())}>
                {t('talk.send_group')}
              </Button>
            )}
          </Show>
          <Button kind="primary" busy={busy()} disabled={count() === 0} onClick={() => void send()}>
            {t('talk.send_count', { count: count() })}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}

const mayWriteIn = (row: ChatRow): boolean => mayWrite(row, Date.now())

const Target = (props: {
  name: string
  face: Element | ReturnType<typeof Avatar>
  on: boolean
  onChange: () => void
}) => (
  <label class="cell pick">
    <input type="checkbox" class="hidden-visually" checked={props.on} onChange={() => props.onChange()} />
    <span class="check" classList={{ on: props.on }} />
    {props.face}
    <span class="cell-text">
      <span class="cell-title">{props.name}</span>
    </span>
  </label>
)
