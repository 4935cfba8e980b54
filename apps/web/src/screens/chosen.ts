import { createSignal } from 'solid-js'
import type { ChatEvent } from '@plaza/contract'
import { CHOSEN_MESSAGES_MAX } from '@plaza/contract/limits'

interface Chosen {
  c: string
  /** By their place in the conversation. */
  events: ReadonlyMap<number, ChatEvent>
}

const [chosen, setChosen] = createSignal<Chosen | undefined>()

/** Whether messages of this chat are being chosen. */
export const choosing = (c: string): boolean => chosen()?.c === c

/** What somebody said and is still there; not yet sent, it has no place. */
export const isChoosable = (event: ChatEvent): boolean =>
  event.k !== 'system' && event.recalled === undefined && event.q > 0

export const isChosen = (event: ChatEvent): boolean => chosen()?.events.has(event.q) ?? false

/** The chosen messages in the order in which they were said. */
export const chosenEvents = (): ChatEvent[] => [...(chosen()?.events.values() ?? [])].toSorted((a, b) => a.q - b.q)

/** Begins to choose, with one message. */
export const choose = (event: ChatEvent): void => void setChosen({ c: event.c, events: new Map([[event.q, event]]) })

/** Adds a message, or takes it out again; a full choice takes no more. */
export function toggleChosen(event: ChatEvent): void {
  const { c, events } = chosen() ?? { c: event.c, events: new Map<number, ChatEvent>() }
  const next = new Map(events)
  if (!next.delete(event.q) && next.size < CHOSEN_MESSAGES_MAX) next.set(event.q, event)
  setChosen({ c, events: next })
}

export const stopChoosing = (): void => setChosen(undefined)
