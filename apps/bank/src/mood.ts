import { sql } from '@plaza/db'
import { isReason, type Reason } from '@plaza/iso20022'
import type { Bank } from './bank.ts'
import { SLOW_MS_MAX } from './limits.ts'

/** How the bank behaves towards the city's channel. Kept in the database: a restart does not cure it. */
export interface Mood {
  /** Every answer waits so long first. */
  readonly slowMs: number
  /** Does what it is asked and never answers. */
  readonly silent: boolean
  /** Takes every message twice and sends every notice twice. */
  readonly double: boolean
  /** Refuses every new payment with this reason. */
  readonly refuse: Reason | null
  /** Drops the connection: before it reads what was asked, or after it did it. */
  readonly dead: 'no' | 'before' | 'after'
  /** Payments stay under way so long. */
  readonly lateMs: number
}

export const GOOD_MOOD: Mood = { slowMs: 0, silent: false, double: false, refuse: null, dead: 'no', lateMs: 0 }

export async function readMood(bank: Bank): Promise<Mood> {
  const row = await bank.db.maybe<{ value: Partial<Mood> }>(sql`select value from bank.setting where name = 'mood'`)
  return { ...GOOD_MOOD, ...row?.value }
}

/** Sets what is named and leaves the rest as it was; undefined when a value makes no sense. */
export async function setMood(bank: Bank, wish: Readonly<Record<string, unknown>>): Promise<Mood | undefined> {
  const mood = { ...(await readMood(bank)), ...wish }
  if (!isMood(mood)) return undefined
  await bank.db.run(sql`
    insert into bank.setting (name, value) values ('mood', ${JSON.stringify(mood)})
    on conflict (name) do update set value = excluded.value`)
  bank.log.info({ mood }, 'mood set')
  return mood
}

function isMood(mood: Readonly<Record<string, unknown>>): mood is Readonly<Record<string, unknown>> & Mood {
  const { slowMs, lateMs, silent, double, refuse, dead } = mood
  const isTime = (ms: unknown) => Number.isInteger(ms) && Number(ms) >= 0 && Number(ms) <= SLOW_MS_MAX
  return (
    Object.keys(mood).length === Object.keys(GOOD_MOOD).length &&
    isTime(slowMs) &&
    isTime(lateMs) &&
    typeof silent === 'boolean' &&
    typeof double === 'boolean' &&
    (refuse === null || (typeof refuse === 'string' && isReason(refuse))) &&
    (dead === 'no' || dead === 'before' || dead === 'after')
  )
}
