import type { City } from '@plaza/house'
import { showCard } from '@plaza/wallet'
import { cardLater } from './events.ts'
import { TELL_MAX } from './limits.ts'
import { envelopeCard } from './show.ts'
import { envelopeOf, markTold, untold } from './store.ts'

/** Makes an envelope's card show how it stands. What it should show is in its row, so that a crash only delays it. */
export async function tellEnvelope(city: City, id: string): Promise<void> {
  const row = await envelopeOf(city.db, id)
  if (!row) return
  await showCard(city, id, async () => {
    const now = (await envelopeOf(city.db, id)) ?? row
    return {
      ref: id,
      kind: 'envelope',
      conv: now.conv,
      sender: now.sender,
      version: now.version,
      first: language => envelopeCard(now, 'open', language),
      now: language => envelopeCard(now, now.state, language),
    }
  })
  await markTold(city.db, id, row.version)
}

/** The same for whoever just moved the money: that is done, so a card that cannot be shown now is left to the chore. */
export async function tellSoon(city: City, id: string): Promise<void> {
  await tellEnvelope(city, id).catch((error: unknown) => cardLater(city, id, error))
}

/** Chore: cards that a crash or a busy chat kept from being shown. */
export async function tellAllEnvelopes(city: City): Promise<void> {
  for (const { id } of await untold(city.db, TELL_MAX)) await tellEnvelope(city, id)
}
