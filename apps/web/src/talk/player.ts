import { createSignal } from 'solid-js'
import type { ChatEvent, VoiceBody } from '@plaza/contract'
import { t } from '../i18n.ts'
import { store } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { fileUrl } from './files.ts'

const RATES = [1, 1.5, 2]
const RATE_KEPT = 'plaza.rate'
/** Voice messages of a chat that this device knows to be heard. */
const HEARD_MAX = 300
const HEARD_KEPT = 'plaza.heard.'

/** One voice at a time, wherever one scrolls. */
const audio = new Audio()
const [playing, setPlaying] = createSignal<string | undefined>()
const [position, setPosition] = createSignal(0)
const [rate, setRate] = createSignal(Number(localStorage.getItem(RATE_KEPT)) || 1)
const [heardTick, tellHeard] = createSignal(undefined, { equals: false })
let current: ChatEvent | undefined
let url: string | undefined

export { playing, position, rate }

audio.addEventListener('timeupdate', () => setPosition(audio.currentTime * 1_000))
audio.addEventListener('pause', () => audio.ended || setPlaying(undefined))
audio.addEventListener('ended', () => {
  setPlaying(undefined)
  setPosition(0)
  const next = current && nextUnheard(current)
  current = undefined
  if (next) void play(next)
})

const heardIn = (c: string): number[] => JSON.parse(localStorage.getItem(HEARD_KEPT + c) ?? '[]') as number[]

/** Whether a voice message of somebody else was heard on this device. */
export function isHeard({ c, q, f }: ChatEvent): boolean {
  heardTick()
  return f === store().myId || heardIn(c).includes(q)
}

function noteHeard({ c, q }: ChatEvent): void {
  localStorage.setItem(HEARD_KEPT + c, JSON.stringify([...heardIn(c).filter(one => one !== q), q].slice(-HEARD_MAX)))
  tellHeard()
}

/** The voice message right after this one, if it was not heard. */
function nextUnheard({ c, q }: ChatEvent): ChatEvent | undefined {
  const after = store()
    .threads.get(c)
    ?.items.filter(item => item.q > q && item.recalled === undefined)
  const next = after?.[0]
  return next?.k === 'voice' && !isHeard(next) ? next : undefined
}

/** Plays a voice message, or goes on where it was paused. */
export async function play(event: ChatEvent): Promise<void> {
  if (current?.id !== event.id) {
    audio.pause()
    const bytes = await fetch(fileUrl(event.c, (event.b as VoiceBody).file))
      .then(answer => (answer.ok ? answer.blob() : undefined))
      .catch(() => undefined)
    if (!bytes) return toast(t('talk.not_here'))
    if (url) URL.revokeObjectURL(url)
    url = URL.createObjectURL(bytes)
    audio.src = url
    current = event
    setPosition(0)
  }
  audio.playbackRate = rate()
  noteHeard(event)
  await audio.play().then(
    () => setPlaying(event.id),
    () => toast(t('talk.no_sound')),
  )
}

export const pause = (): void => audio.pause()

/** Goes to a part of the message that is being played. */
export function seek(event: ChatEvent, part: number): void {
  if (current?.id !== event.id) return
  const length = Number.isFinite(audio.duration) ? audio.duration : (event.b as VoiceBody).ms / 1_000
  audio.currentTime = part * length
}

/** How far the message has been played, from 0 to 1. */
export const partOf = (event: ChatEvent): number =>
  current?.id === event.id ? Math.min(1, position() / Math.max(1, (event.b as VoiceBody).ms)) : (position(), 0)

export function nextRate(): void {
  const next = RATES[(RATES.indexOf(rate()) + 1) % RATES.length]!
  localStorage.setItem(RATE_KEPT, String(next))
  setRate(next)
  audio.playbackRate = next
}
