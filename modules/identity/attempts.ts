import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { attemptsHeld, wayRefused, type Way } from './events.ts'
import { ATTEMPT_KEPT_MS, ATTEMPT_WAIT_MAX_MS, FAILURES_FREE_BY_ACCOUNT, FAILURES_FREE_BY_ADDRESS } from './limits.ts'
import { waitAfter } from './rules.ts'
import { attemptFreeAt, forgetAttempts, returnAttempt, takeAttempt } from './store.ts'

const waits = (free: number) => Array.from({ length: free + 10 }, (_, i) => waitAfter(i + 1, free, ATTEMPT_WAIT_MAX_MS))
const WAITS = { account: waits(FAILURES_FREE_BY_ACCOUNT), address: waits(FAILURES_FREE_BY_ADDRESS) }

/**
 * Judges one proof of identity and refuses a wrong one, ever more slowly: per account (a handle, known or not) and per
 * network address. Kept in the database, so a restart or another server does not give guesses back.
 */
export async function proven(
  city: City,
  of: { account: string; address: string; way: Way | 'old-password' },
  judge: () => Promise<boolean>,
): Promise<void> {
  const keys = { address: `address ${of.address}`, account: `account ${of.account}` }
  await take(city, 'address', keys.address)
  await take(city, 'account', keys.account)
  let right: boolean
  try {
    right = await judge()
  } catch (error) {
    await Promise.all([returnAttempt(city.db, keys.address), returnAttempt(city.db, keys.account)])
    throw error
  }
  if (!right) {
    wayRefused(city, of.way, 'wrong_credentials')
    throw new Refusal('wrong_credentials')
  }
  await Promise.all([returnAttempt(city.db, keys.address), forgetAttempts(city.db, keys.account)])
}

async function take(city: City, by: 'account' | 'address', key: string): Promise<void> {
  const now = city.clock.now()
  const taken = await takeAttempt(city.db, key, { now, forgetBefore: now - ATTEMPT_KEPT_MS }, WAITS[by])
  if (taken) {
    if (waitsNow(by, taken.failures)) attemptsHeld(city, by, taken.failures)
    return
  }
  const retryMs = Math.max(1, (await attemptFreeAt(city.db, key)) - now)
  throw new Refusal('too_many_requests', { retryMs })
}

const waitsNow = (by: 'account' | 'address', failures: number) => (WAITS[by][failures - 1] ?? ATTEMPT_WAIT_MAX_MS) > 0
