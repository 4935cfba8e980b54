import type { MemberLeft } from '@plaza/chat'
import type { City } from '@plaza/house'
import { change } from './change.ts'
import { LOOK_MAX, RING_MS, SILENT_MS } from './limits.ts'
import { dueCalls, endParties, missRing, missRings, openIn } from './store.ts'

/** Chore: rings that nobody heard are over, and devices that fell silent have left. */
export async function endDueCalls(city: City): Promise<void> {
  const now = city.clock.now()
  const before = { rung: now - RING_MS, heard: now - SILENT_MS }
  for (const { id } of await dueCalls(city.db, before, LOOK_MAX))
    await change(city, id, async tx => {
      await missRings(tx, id, before.rung)
      await endParties(tx, id, { heardBefore: before.heard }, now)
    })
}

/** Whoever is no longer in a group is no longer in its call, on none of their devices. */
export async function endForLeft(city: City, { conv, person }: MemberLeft): Promise<void> {
  const open = await openIn(city.db, conv)
  if (!open) return
  await change(city, open.id, async (tx, _row, now) => {
    await missRing(tx, open.id, person)
    await endParties(tx, open.id, { person }, now)
  })
}
