import { createSignal } from 'solid-js'
import { call } from '../engine/api.ts'

interface Offer {
  readonly translate: boolean
  readonly transcribe: boolean
}

const [offer, setOffer] = createSignal<Offer>({ translate: false, transcribe: false })
let asked: Promise<void> | undefined

/** What this city offers to do with messages; nothing until it is known. */
export const offered = offer

/** Asks for it, once while the app is open. */
export function askOffered(): void {
  asked ??= call('GET /languages', {}).then(
    reply => void setOffer(reply),
    () => void (asked = undefined),
  )
}

/** Messages that are shown in other words, too, by their id. */
const [shown, setShown] = createSignal<ReadonlySet<string>>(new Set())
export const isSaidOtherwise = (id: string): boolean => shown().has(id)

export function sayOtherwise(id: string, on: boolean): void {
  const next = new Set(shown())
  if (on) next.add(id)
  else next.delete(id)
  setShown(next)
}
