import type { Call, City } from '@plaza/house'
import { parted, tell } from './events.ts'
import { endFriendship, lockPair } from './store.ts'

/** Ends a friendship on both sides; a repeat, or one that never was, is just as ended. */
export async function removeContact(city: City, call: Call<{ id: string }>): Promise<{ done: true }> {
  const [by, other] = [call.by.person, call.input.id]
  const sides = await city.tx(async tx => {
    await lockPair(tx, by, other)
    const ended = await endFriendship(tx, by, other)
    if (ended > 0) await tell.ended(city, tx, { a: by, b: other })
    return ended
  })
  if (sides > 0) parted(city, by, other)
  return { done: true }
}
