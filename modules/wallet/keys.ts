import { perCity, type City } from '@plaza/house'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { KEY_BYTES } from './limits.ts'
import { insertKey, keysOf } from './store.ts'

const ringOf = perCity(city => {
  let ring: Promise<{ n: number; secret: Buffer }[]> | undefined
  return () => (ring ??= readRing(city).catch((error: unknown) => ((ring = undefined), Promise.reject(error as Error))))
})

/** The keys of the city, the first made by whoever needs one first. */
async function readRing(city: City): Promise<{ n: number; secret: Buffer }[]> {
  const before = await keysOf(city.db)
  if (before.length > 0) return before
  await insertKey(city.db, { n: 1, secret: city.dice.bytes(KEY_BYTES), at: city.clock.now() })
  return keysOf(city.db)
}

/** HMAC-SHA-256 of some words with the city's newest key: `<key number>.<base64url>`. */
export async function seal(city: City, words: readonly string[]): Promise<string> {
  const ring = await ringOf(city)()
  const key = ring[ring.length - 1] as (typeof ring)[number]
  return `${key.n}.${macOf(key.secret, words).toString('base64url')}`
}

/** Whether a seal is of exactly these words, by any key of the city; in constant time. */
export async function sealFits(city: City, given: string, words: readonly string[]): Promise<boolean> {
  const [n, mac = '', ...more] = given.split('.')
  const key = (await ringOf(city)()).find(one => String(one.n) === n)
  const bytes = Buffer.from(mac, 'base64url')
  return (
    more.length === 0 &&
    key !== undefined &&
    bytes.length === KEY_BYTES &&
    timingSafeEqual(bytes, macOf(key.secret, words))
  )
}

/** Each word with its length before it, so that no two lists of words are the same text. */
function macOf(secret: Buffer, words: readonly string[]): Buffer {
  return createHmac('sha256', secret)
    .update(words.map(word => `${word.length}:${word}`).join(''))
    .digest()
}
