import { batch, createSignal, getOwner, onCleanup } from 'solid-js'
import type { ChatEvent } from '@plaza/contract'
import { call } from '../engine/api.ts'
import type { Client } from '../engine/client.ts'
import { Sessions, type Session } from '../engine/session.ts'
import type { Topics } from '../engine/topics.ts'
import { refusal } from '../i18n.ts'
import { restart, top } from '../router.ts'
import { toast } from './toast.tsx'

const [session, setSession] = createSignal<Session>({ s: 'unknown' })
export { session }

const arrivals = new Set<(event: ChatEvent) => void>()
/** Hears every message of others as it arrives, while the calling screen lives. */
export function onArrival(listener: (event: ChatEvent) => void): void {
  arrivals.add(listener)
  if (getOwner()) onCleanup(() => arrivals.delete(listener))
}

/** Calls are fetched with the first of them. */
const callsLine = () => import('../calls/line.ts')
let called = false

/** Asks what rings, where somebody may have called while this device was away. */
async function lookForCalls(): Promise<void> {
  const reply = called ? undefined : await call('GET /calls').catch(() => undefined)
  if (!called && !reply?.calls.length) return
  called = true
  await (await callsLine()).look(reply)
}

export const sessions = new Sessions(
  next => {
    if (next.s === 'in') next.client.store.topics.around = tell => batch(tell)
    else if (session().s === 'in' && !top().startsWith('/q/')) restart() // whoever opened a code comes back to it
    setSession(next)
  },
  {
    refused: code => toast(refusal(code)),
    arrived: event => arrivals.forEach(listener => listener(event)),
    called: frame => ((called = true), void callsLine().then(line => line.hear(frame))),
    connected: () => void lookForCalls(),
  },
)

/** The signed-in person's client. Screens are only drawn while there is one. */
export function client(): Client {
  const now = session()
  if (now.s !== 'in') throw new Error('no one is signed in')
  return now.client
}
export const store = () => client().store

const watched = new WeakMap<Topics, Map<string, () => void>>()

/** Makes the calling computation run again when the topic is told. */
export function watch(topic: string): void {
  const { topics } = store()
  const signals = watched.get(topics) ?? new Map<string, () => void>()
  watched.set(topics, signals)
  let track = signals.get(topic)
  if (!track) {
    const [read, tell] = createSignal(undefined, { equals: false })
    topics.on(topic, () => tell())
    track = read
    signals.set(topic, track)
  }
  track()
}

const [isWide, setWide] = createSignal(false)
const [isTriple, setTriple] = createSignal(false)
/** List and content side by side. */
export const wide = isWide
/** And details beside them. */
export const triple = isTriple

/** How many panes there is room for, in the text size that was chosen: a media query knows only the browser's. */
function measure(): void {
  const root = document.documentElement
  const rems = innerWidth / Number.parseFloat(getComputedStyle(root).fontSize)
  root.toggleAttribute('data-wide', setWide(rems >= 56.25))
  root.toggleAttribute('data-triple', setTriple(rems >= 75))
}
addEventListener('resize', measure)
measure()

const pointer = matchMedia('(hover: hover) and (pointer: fine)')
const [isFine, setFine] = createSignal(pointer.matches)
pointer.addEventListener('change', () => setFine(pointer.matches))
/** A mouse or trackpad: Enter sends, hovering shows. */
export const fine = isFine

const [minute, setMinute] = createSignal(Date.now())
setInterval(() => setMinute(Date.now()), 30_000)
/** The time, as exact as lists need it. */
export const now = minute
