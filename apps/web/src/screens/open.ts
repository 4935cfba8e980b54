import type { ChatRow } from '@plaza/contract'
import { call, codeOf } from '../engine/api.ts'
import { refusal } from '../i18n.ts'
import { openFromRoot, push, root, visit } from '../router.ts'
import { client, store, wide } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'

export const openPerson = (id: string): void => push(id === store().myId ? '/me/profile' : `/people/${id}`)

/** Goes to a chat the way one expects: beside the list on a wide screen, over it on a phone. */
export function openChat(c: string): void {
  if (root() === '/chats' && wide()) openFromRoot(`/chats/${c}`)
  else visit(`/chats/${c}`)
}

export function keepRow(row: ChatRow): void {
  if (!store().rows.has(row.c) || (store().rows.get(row.c)?.q ?? 0) <= row.q) {
    store().setRow(row)
    client().db.put('rows', row)
  }
}

/** The conversation with a person: the one that is known here, or one asked for. */
export async function openDirect(person: string): Promise<void> {
  const known = [...store().rows.values()].find(row => row.kind === 'direct' && row.peer === person)
  if (known) return openChat(known.c)
  await tried(async () => {
    const row = await call('POST /chats/direct', { person })
    keepRow(row)
    openChat(row.c)
  })
}

/** Runs what may be refused, and says so kindly. True when it went well. */
export async function tried(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    toast(refusal(codeOf(error)))
    return false
  }
}
