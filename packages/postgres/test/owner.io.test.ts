import { expect, test } from 'vitest'
import { AlreadyRunning, ownHome, type Ownership } from '../src/owner.ts'
import { scratch } from './scene.ts'

const ROUNDS = 20
const CLAIMANTS = 6

test('of many that claim a home at the same moment exactly one wins, and the others learn who', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    using place = scratch()
    const all = await Promise.allSettled(Array.from({ length: CLAIMANTS }, () => ownHome(place.dir)))
    const won = all.flatMap((one): Ownership[] => (one.status === 'fulfilled' ? [one.value] : []))
    const lost = all.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []))
    expect(won).toHaveLength(1)
    for (const reason of lost) expect(reason).toBeInstanceOf(AlreadyRunning)
    await won[0]?.release()
  }
})
