import { perCity, type City } from '@plaza/house'
import { useNonces } from '../keys/store.ts'

interface Waiting {
  readonly mchid: string
  readonly nonce: string
  readonly answer: (fresh: boolean) => void
  readonly fail: (error: unknown) => void
}

/** Those who wait while others are asked about. */
const lines = perCity((): { waiting: Waiting[]; asking: boolean } => ({ waiting: [], asking: false }))

/** Uses a nonce up; false where it was used within the window. Requests of one moment are asked about together. */
export function isFirstUse(city: City, mchid: string, nonce: string): Promise<boolean> {
  return new Promise((answer, fail) => {
    const line = lines(city)
    line.waiting.push({ mchid, nonce, answer, fail })
    if (!line.asking) void askAll(city)
  })
}

async function askAll(city: City): Promise<void> {
  const line = lines(city)
  line.asking = true
  while (line.waiting.length > 0) {
    const asked = line.waiting.splice(0)
    try {
      const fresh = await useNonces(city.db, asked, city.clock.now())
      // Of two with one nonce in the same moment the first has it.
      for (const { mchid, nonce, answer } of asked) answer(fresh.delete(`${mchid} ${nonce}`))
    } catch (error) {
      for (const { fail } of asked) fail(error)
    }
  }
  line.asking = false
}
