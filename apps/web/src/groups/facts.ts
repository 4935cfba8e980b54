import { createEffect, createMemo, on } from 'solid-js'
import type { Api, ChatRow } from '@plaza/contract'
import { call } from '../engine/api.ts'
import type { Client } from '../engine/client.ts'
import { nameOf } from '../ui/names.ts'
import { client, store, watch } from '../ui/state.ts'

export type GroupFacts = Api['GET /chats/:id/group']['reply']
interface Known {
  readonly facts: GroupFacts
  readonly nicknames: ReadonlyMap<string, string>
}

const keyOf = (c: string): string => `group:${c}`
/** By client: another account on this device has other groups. Undefined where this device was asked and has kept nothing. */
const known = new WeakMap<Client, Map<string, Known | undefined>>()

function allOf(mine: Client): Map<string, Known | undefined> {
  const all = known.get(mine) ?? new Map<string, Known | undefined>()
  known.set(mine, all)
  return all
}

function knownOf(c: string): Known | undefined {
  watch(`group:${c}`)
  return known.get(client())?.get(c)
}

/** What a group shows besides its row, as this device heard it last. */
export const factsOf = (c: string): GroupFacts | undefined => knownOf(c)?.facts

/** A person's name in a chat: my own name for them, what they are called in this group, or their name. */
export function nameIn(c: string, person: string): string {
  watch(`person:${person}`)
  return (!store().contacts.get(person)?.remark && knownOf(c)?.nicknames.get(person)) || nameOf(person)
}

/** Keeps the facts of a group while a screen shows it: read at once, and again whenever something in it was changed. */
export function keepFacts(row: () => ChatRow): void {
  const changed = createMemo<number>(q => (row().last?.k === 'system' ? row().last!.q : q), 0)
  const waiting = createMemo(() => row().waiting)
  const wanted = () => row().kind === 'group' && row().role !== 'gone'
  createEffect(on([wanted, changed, waiting], ([is]) => void (is && refreshFacts(row().c))))
}

/** What this device kept of a group when its chat was open last: for lists of many, which ask the server nothing. */
export async function recallFacts(c: string): Promise<void> {
  const mine = client()
  const all = allOf(mine)
  if (all.has(c)) return
  all.set(c, undefined)
  const before = await mine.db.meta<GroupFacts>(keyOf(c))
  if (before && !all.get(c)) keep(mine, c, before)
}

/** Asks anew. Without a network what was kept here stays. */
export async function refreshFacts(c: string): Promise<void> {
  const mine = client()
  await recallFacts(c)
  const facts = await call('GET /chats/:id/group', { id: c }).catch(() => undefined)
  if (!facts) return
  for (const { person } of facts.leaders) mine.store.setPerson(person)
  keep(mine, c, facts)
  mine.db.remember(keyOf(c), facts)
}

function keep(mine: Client, c: string, facts: GroupFacts): void {
  const nicknames = new Map(facts.nicknames.map(({ person, nickname }) => [person, nickname]))
  allOf(mine).set(c, { facts, nicknames })
  mine.store.topics.touch(`group:${c}`)
}
