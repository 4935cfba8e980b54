import { FRAMES_VERSION, isRich, type Down, type Send } from '@plaza/contract'
import type { City, Module } from '@plaza/house'
import { privacyOf } from '@plaza/identity'
import { admission, hub, type Push, type Session } from '@plaza/realtime'
import { conversationSubject, personSubject } from './announce.ts'
import { append } from './append.ts'
import { changeMine } from './mine.ts'
import { eventsAfter } from './messages.ts'
import { richBody, type RichSend } from './rich.ts'
import { cleanBody, targetOf, type PlainSend } from './rules.ts'
import * as store from './store.ts'
import { sync } from './sync.ts'
import { typingAudience } from './typing.ts'

/** What the chat does with each frame of a socket. */
export const frames: NonNullable<Module['frames']> = {
  async hello(city, session, { u }) {
    const socket = session as Session
    const { person, device } = socket.caller
    // Listen first, read then: whatever commits in between is heard twice rather than never.
    hub(city).join(socket, personSubject(person))
    await city.bus.flush()
    const head = await store.cursorOf(city.db, person)
    socket.send({
      t: 'ok',
      v: FRAMES_VERSION,
      u: head.u,
      me: person,
      dev: device,
      now: city.clock.now(),
      lvl: admission(city).level,
    } satisfies Down)
    await catchUp(city, socket, u)
  },

  async sync(city, session, { u }) {
    await catchUp(city, session as Session, u)
  },

  send(city, session, frame) {
    const socket = session as Session
    const before = preparing.get(socket)
    if (!isRich(frame.k) && !before) return put(city, socket, frame, plainBody(frame))
    // A message whose files are looked up is not overtaken by words that its sender said after it.
    const turn = (before ?? Promise.resolve())
      .catch(() => {})
      .then(async () => {
        const body = isRich(frame.k) ? await richBody(city, socket.caller.person, frame as RichSend) : plainBody(frame)
        put(city, socket, frame, body)
      })
      .finally(() => preparing.get(socket) === turn && preparing.delete(socket))
    preparing.set(socket, turn)
    return turn
  },

  async mine(city, session, { id, c, set }) {
    const { u, q, n } = await changeMine(city, session.caller.person, c, set)
    session.send({ t: 'ack', id, c, q, n, u, at: city.clock.now() } satisfies Down)
  },

  async pull(city, session, { id, c, after, n }) {
    const { events, more } = await eventsAfter(city, c, session.caller.person, after, n)
    session.send({ t: 'page', id, c, evs: events, more } satisfies Down)
  },

  async typing(city, session, { c }) {
    const { person } = session.caller
    const people = await typingAudience(city, c, person)
    if (people.length === 0 || !(await privacyOf(city, [person])).get(person)?.showTyping) return
    const push: Push = { f: JSON.stringify({ t: 'typing', c, p: person } satisfies Down), e: true }
    for (const other of people) city.bus.publish(personSubject(other), push)
  },

  got(_city, session, { u }) {
    const socket = session as Session
    if (u <= socket.u) socket.confirm()
  },

  ping(city, session) {
    session.send({ t: 'pong', u: (session as Session).u, now: city.clock.now() } satisfies Down)
  },
}

/** Sockets with messages whose files are being looked up, in the order in which they came. */
const preparing = new WeakMap<Session, Promise<void>>()

function plainBody(frame: Send): Record<string, unknown> {
  const said = cleanBody(frame as PlainSend)
  return frame.silent ? { ...said, silent: true } : said
}

/** Puts a message in line for the next commit. What the city made of a rich one its sender hears as everybody does, before the ack. */
function put(city: City, socket: Session, frame: Send, body: Record<string, unknown>): void {
  append(
    city,
    {
      conv: frame.c,
      id: frame.id,
      sender: socket.caller.person,
      kind: frame.k,
      body,
      re: targetOf(frame.re),
      origin: isRich(frame.k) ? undefined : socket.origin,
      arrivedMs: city.clock.now(),
    },
    (verdict, u) => {
      if (!verdict.ok)
        return socket.send({
          t: 'nak',
          id: frame.id,
          code: verdict.code,
          ...(verdict.retryMs ? { retryMs: verdict.retryMs } : {}),
        } satisfies Down)
      const { q, n, at } = verdict.event
      if (u !== undefined && u > socket.u) socket.u = u
      socket.sendText(
        `{"t":"ack","id":"${frame.id}","c":"${frame.c}","q":${q},"n":${n},${u === undefined ? '' : `"u":${u},`}"at":${at}}`,
      )
    },
  )
}

/** Catch-ups under way, each with the cursor of one more that was asked for meanwhile. */
const catching = new WeakMap<Session, { again: number | undefined }>()

/** Tells a device what it misses: one answer at a time, and of several questions meanwhile only the last. */
async function catchUp(city: City, socket: Session, u: number): Promise<void> {
  const busy = catching.get(socket)
  if (busy) return void (busy.again = u)
  const turn: { again: number | undefined } = { again: u }
  catching.set(socket, turn)
  try {
    while (turn.again !== undefined && socket.state !== 'closed') {
      const from = turn.again
      turn.again = undefined
      await answer(city, socket, from)
    }
  } finally {
    catching.delete(socket)
  }
}

async function answer(city: City, socket: Session, u: number): Promise<void> {
  // Pushes flow from here on; a client keeps those that run ahead of its cursor until the last page has come.
  socket.open()
  await hearLarge(city, socket)
  for await (const frame of sync(city, socket.caller.person, u)) {
    if (socket.state === 'closed') return
    if (frame.u > socket.u) socket.u = frame.u
    for (const row of frame.rows) hub(city).heardBefore(conversationSubject(row.c), row.q)
    socket.send(frame)
  }
}

/** Listens to the large conversations this person is in, and no longer to others: the hint of a joining or leaving may have been lost. */
async function hearLarge(city: City, socket: Session): Promise<void> {
  const large = await store.largeConversations(city.db, socket.caller.person)
  const subjects = new Set(large.map(({ conv }) => conversationSubject(conv)))
  for (const subject of socket.subjects.keys()) {
    if (subject.startsWith(conversationSubject('')) && !subjects.has(subject)) hub(city).leave(socket, subject)
  }
  for (const subject of subjects) hub(city).join(socket, subject)
  if (subjects.size > 0) await city.bus.flush()
}
