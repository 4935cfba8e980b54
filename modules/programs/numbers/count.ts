import type { InputOf, programsApi, ReplyOf } from '@plaza/contract'
import { gathered, perCity, type Call, type City } from '@plaza/house'
import { assert, Lru, Refusal } from '@plaza/kernel'
import { createHmac } from 'node:crypto'
import {
  DAY_MS,
  OPEN_STEPS_MS,
  OPENINGS_AT_ONCE_MAX,
  OPENINGS_WAITING_MAX,
  SALT_BYTES,
  SALT_DAYS,
  SALTS_KEPT,
} from '../limits.ts'
import { isLooking } from '../store-releases.ts'
import { addReport, countOpenings, dropSalts, saltOf, type Opening } from './store.ts'

const salts = perCity(() => new Lru<string, Buffer>(SALTS_KEPT))

/** A day as it is counted: `2026-11-29`, UTC. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** All openings of one moment are counted together: the counters of a program that many open are one row. */
const count = gathered(
  city => async (openings: readonly Opening[]) => {
    await city.tx(tx => countOpenings(tx, openings))
    return openings.map(() => undefined)
  },
  { atOnceMax: OPENINGS_AT_ONCE_MAX, waitingMax: OPENINGS_WAITING_MAX },
)

/**
 * Counts an opening. Who opened is known to the numbers only as a hash under the salt of the day, which is gone after eight
 * days, so that people of a day and those who come again can be counted and nobody can be looked up later. Refuses `busy`.
 */
export async function countOpen(
  city: City,
  { appId, version, person, trial }: Pick<Opening, 'appId' | 'version' | 'person' | 'trial'>,
): Promise<void> {
  const now = city.clock.now()
  const [day, dayBefore, weekBefore] = [now, now - DAY_MS, now - 7 * DAY_MS].map(dayOf) as [string, string, string]
  const hash = (salt: Buffer, ...of: string[]) => createHmac('sha256', salt).update(of.join('\n')).digest('hex')
  const before = async (then: string) => {
    const salt = await saltFor(city, then)
    return { day: then, hash: salt ? hash(salt, appId, person) : null }
  }
  const salt = await saltFor(city, day, true)
  assert(salt, 'a day that has begun has its salt')
  await count(city, {
    person,
    appId,
    version,
    trial,
    at: now,
    day,
    hash: { program: hash(salt, appId, person), version: hash(salt, appId, version, person) },
    before: [await before(dayBefore), await before(weekBefore)],
  })
}

async function saltFor(city: City, day: string, make = false): Promise<Buffer | undefined> {
  const known = salts(city).get(day)
  if (known) return known
  const salt = await saltOf(city.db, day, make ? city.dice.bytes(SALT_BYTES) : undefined)
  if (salt) salts(city).set(day, salt)
  return salt
}

/** Chore: what could tell who came goes. */
export async function dropOldSalts(city: City): Promise<void> {
  await dropSalts(city.db, dayOf(city.clock.now() - SALT_DAYS * DAY_MS))
}

/** Adds what the caller's client saw to the counters of a version; who it was is not kept. */
export async function reportProgram(
  city: City,
  { input, by }: Call<InputOf<typeof programsApi.reportProgram>>,
): Promise<ReplyOf<typeof programsApi.reportProgram>> {
  const { appId, version, openMs, errors = 0, payments = 0 } = input
  if (await isLooking(city.db, appId, by.person)) return { done: true }
  const step = openMs === undefined ? undefined : OPEN_STEPS_MS.findIndex(upTo => openMs <= upTo)
  const slow = OPEN_STEPS_MS.map((_, i) => (i === step ? 1 : 0))
  const day = dayOf(city.clock.now())
  if (!(await addReport(city.db, { appId, version, day, errors, payments, slow }))) throw new Refusal('not_found')
  return { done: true }
}
