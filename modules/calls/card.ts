import { placeOf, postCard, updateCard } from '@plaza/chat'
import type { CardBody } from '@plaza/contract'
import type { City } from '@plaza/house'
import { derivedId } from '@plaza/kernel'
import * as store from './store.ts'

/**
 * Outbox: makes the card of a call show how it stands, in its conversation. Safe to repeat: the first posting is always of
 * the call as it began, and each version is one message. The call's row is locked meanwhile, so that an older state never
 * comes after a newer one.
 */
export async function showCall(city: City, { id }: { id: string }): Promise<void> {
  await city.tx(async tx => {
    const row = await store.lockCall(tx, id)
    if (!row || row.shown >= row.version) return
    const { conv, by: sender } = row
    const first = { ...row, state: 'ringing', why: null, answered_at: null, ended_at: null } as const
    const card = { conv, id: derivedId('calls.card', id), sender, body: cardOf(first) }
    const q = row.q ?? placeOf(await postCard(city, card))
    if (q === undefined) return
    if (row.state !== 'ringing') {
      const version = derivedId('calls.card', id, String(row.version))
      placeOf(await updateCard(city, { conv, id: version, sender, body: cardOf(row), q }))
    }
    await store.cardStands(tx, id, q, row.version)
  })
}

/** What the card says; `ms` is how long they talked. */
function cardOf({ id, kind, state, why, answered_at, ended_at }: store.CallRow): CardBody {
  const ms = answered_at === null || ended_at === null ? undefined : ended_at - answered_at
  const facts = { kind, state, ...(why === null ? {} : { why }), ...(ms === undefined ? {} : { ms }) }
  return { card: 'call', ref: id, text: kind === 'video' ? 'Video call' : 'Voice call', facts }
}
