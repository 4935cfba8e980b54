import type { CallKind, CallShown, CardBody, Down, IceServer, PersonCard } from '@plaza/contract'
import { createRoot, createSignal } from 'solid-js'
import { call as ask, codeOf } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { unreadOf } from '../engine/rules.ts'
import { refusal, t } from '../i18n.ts'
import { client, store } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { LiveCall } from './live-call.ts'
import { heardOf } from './open.ts'
import { OwnMedia } from './own-media.ts'

type CallFrame = Extract<Down, { t: 'call' | 'signal' }>
type Joined = { call: CallShown; ice: IceServer[]; people: PersonCard[] }

/** How long one reads why a call came to nothing. */
const OVER_MS = 3_000
const EARLY_MAX = 200

const [ringing, setRinging] = createSignal<CallShown | undefined>()
const [live, setLive] = createSignal<LiveCall | undefined>(undefined, { equals: false })
/** A call of mine that is over, for a moment. */
const [over, setOver] = createSignal<CallShown | undefined>()
const [small, setSmall] = createSignal(false)
export { ringing, live, over, small, setSmall }

let drawn = false
let looking = false
/** A call that is being entered, and what its other ends said before the city's answer was here. */
let entering: { peer: string; early: Extract<CallFrame, { t: 'signal' }>[] } | undefined

/** My microphone, camera and screen; let go of when no call needs them. */
export const media = createRoot(
  () =>
    new OwnMedia(() => {
      live()?.sendWhatIsOn()
      setLive(live())
    }),
)

/** What the city tells of calls. */
export async function hear(frame: CallFrame): Promise<void> {
  await draw()
  if (frame.t === 'signal') {
    if (live()?.peer === frame.to) live()?.hear(frame.from, frame.b)
    else if (entering?.peer === frame.to && entering.early.length < EARLY_MAX) entering.early.push(frame)
    return
  }
  const { call } = frame
  heardOf(call)
  const mine = live()
  if (mine?.shown.id === call.id) {
    mine.update(call)
    if (!call.parties.some(party => party.peer === mine.peer)) end(call)
    return
  }
  const rings =
    call.state !== 'ended' && call.asked.some(one => one.person === store().myId && one.answer === undefined)
  if (rings) setRinging(call)
  else if (ringing()?.id === call.id) setRinging(undefined)
}

/** The connection to the city is there (again): what rings, and how does my own call stand? */
export async function look(known?: { calls: CallShown[]; people: PersonCard[] }): Promise<void> {
  if (looking) return
  looking = true
  try {
    const { calls, people } = known ?? (await ask('GET /calls'))
    meet(people)
    for (const call of calls) await hear({ t: 'call', call })
    if (ringing() && !calls.some(call => call.id === ringing()?.id)) setRinging(undefined)
    const mine = live()
    if (mine && !calls.some(call => call.id === mine.shown.id)) end({ ...mine.shown, state: 'ended', why: 'hung_up' })
    else mine?.reconnected()
  } catch {
    // It is asked again with the next connection.
  } finally {
    looking = false
  }
}

/** Rings the people of a chat: the other of two, or those who were chosen. */
export async function start(c: string, kind: CallKind, people?: string[]): Promise<void> {
  const id = uuidv7()
  const body = { id, c, kind, ...(people ? { people } : {}) }
  await enter(kind, people !== undefined, peer => ask('POST /calls', { ...body, peer }))
}

export async function accept(call: CallShown, kind = call.kind): Promise<void> {
  setRinging(undefined)
  await enter(kind, call.asked.length > 1 || call.parties.length > 1, peer =>
    ask('POST /calls/:id/join', { id: call.id, peer }),
  )
  if (live()?.shown.id === call.id) markSeen(call)
}

/** Joins a call that goes on; where this device is in it already, it is shown. */
export async function joinHere(call: CallShown): Promise<void> {
  if (live()?.shown.id === call.id) setSmall(false)
  else await accept(call)
}

/** Rings more members of the group that my call is in. */
export async function addPeople(people: string[]): Promise<void> {
  const mine = live()
  if (!mine) return
  const wish = { id: mine.shown.id, add: uuidv7(), peer: mine.peer, people }
  try {
    const added = await ask('POST /calls/:id/people', wish)
    meet(added.people)
    mine.update(added.call)
  } catch (error) {
    toast(refusal(codeOf(error)))
  }
}

/** Whoever is in a call has seen that there is one: if its card is all that is new in the chat, nothing is. */
function markSeen({ c }: CallShown): void {
  const row = store().rows.get(c)
  const isCall = row?.last?.k === 'card' && (row.last.b as CardBody).card === 'call'
  if (row && isCall && unreadOf(row) === 1) client().mine(c, { read: row.q })
}

export async function decline(call: CallShown): Promise<void> {
  setRinging(undefined)
  await ask('POST /calls/:id/decline', { id: call.id }).catch((error: unknown) => toast(refusal(codeOf(error))))
}

export async function hangUp(): Promise<void> {
  const mine = live()
  if (!mine) return
  end({ ...mine.shown, state: 'ended' })
  setOver(undefined)
  // A city that does not hear it now hears no more beats, which is the same a little later.
  await ask('POST /calls/:id/leave', { id: mine.shown.id, peer: mine.peer }).catch(() => {})
}

/** The microphone first: nobody is rung by somebody who cannot speak. */
async function enter(kind: CallKind, many: boolean, join: (peer: string) => Promise<Joined>): Promise<void> {
  await draw()
  if (live()) await hangUp()
  try {
    await media.open(kind, many)
  } catch (error) {
    const refused = error instanceof DOMException && error.name === 'NotAllowedError'
    return toast(t(refused ? 'call.no_leave' : 'call.no_mic'))
  }
  const peer = uuidv7()
  const mine = (entering = { peer, early: [] as Extract<CallFrame, { t: 'signal' }>[] })
  try {
    const { call, ice, people } = await join(peer)
    meet(people)
    heardOf(call)
    if (call.state === 'ended') return end(call)
    setSmall(false)
    setLive(
      new LiveCall(peer, call, ice, {
        me: store().myId,
        media,
        send: frame => client().tellCall(frame),
        changed: () => setLive(live()),
        look: () => void look(),
      }),
    )
    for (const { from, b } of mine.early) live()?.hear(from, b)
  } catch (error) {
    media.close()
    toast(refusal(codeOf(error)))
  } finally {
    if (entering === mine) entering = undefined
  }
}

function end(call: CallShown): void {
  if (live()) markSeen(call)
  live()?.close()
  media.close()
  setLive(undefined)
  setOver(call)
  setTimeout(() => over() === call && setOver(undefined), OVER_MS)
}

function meet(people: readonly PersonCard[]): void {
  for (const card of people) store().setPerson(card)
}

/** The layer that calls are drawn in lies over everything else, and is fetched with the first of them. */
async function draw(): Promise<void> {
  if (drawn) return
  drawn = true
  await (await import('./layer.tsx')).drawCalls()
}

addEventListener('pagehide', () => {
  const mine = live()
  if (!mine) return
  const body = JSON.stringify({ peer: mine.peer })
  const headers = { 'x-plaza': '1', 'content-type': 'application/json' }
  void fetch(`/api/calls/${mine.shown.id}/leave`, { method: 'POST', body, headers, keepalive: true })
})
