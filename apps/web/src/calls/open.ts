import type { CallShown } from '@plaza/contract'
import { createSignal } from 'solid-js'
import { call as ask } from '../engine/api.ts'
import { store } from '../ui/state.ts'

const [open, setOpen] = createSignal<ReadonlyMap<string, CallShown>>(new Map())

/** The call that goes on in a chat, as this device heard of it last. */
export const openIn = (c: string): CallShown | undefined => open().get(c)

/** Asks the city which call goes on in a chat, if any. */
export async function lookIn(c: string): Promise<CallShown | undefined> {
  const { call, people } = await ask('GET /chats/:id/call', { id: c })
  for (const card of people) store().setPerson(card)
  if (call) heardOf(call)
  else setOpen(without(c))
  return call
}

/** How a call stands was told: what is older than what is known is passed over. */
export function heardOf(call: CallShown): void {
  const known = open().get(call.c)
  if (known?.id === call.id && known.version > call.version) return
  if (call.state !== 'ended') setOpen(new Map(open()).set(call.c, call))
  else if (known?.id === call.id) setOpen(without(call.c))
}

function without(c: string): ReadonlyMap<string, CallShown> {
  if (!open().has(c)) return open()
  const rest = new Map(open())
  rest.delete(c)
  return rest
}
