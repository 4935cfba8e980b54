import { timingSafeEqual } from 'node:crypto'
import { limits } from '@plaza/contract'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { wayRefused } from '../events.ts'
import { codeDigest } from './send.ts'
import { returnTry, takeTry, type CodeRow } from './store.ts'

/** The code's row, when the code is right; it is not used up yet. A wrong one costs one of its few tries. */
export async function checkCode(city: City, id: string, code: string): Promise<CodeRow> {
  const row = await takeTry(city.db, id, limits.CODE_TRIES_MAX, city.clock.now())
  if (!row) {
    wayRefused(city, 'code', 'code_expired')
    throw new Refusal('code_expired')
  }
  if (!timingSafeEqual(row.hash, codeDigest(id, code))) {
    wayRefused(city, 'code', 'code_wrong')
    throw new Refusal('code_wrong', { left: limits.CODE_TRIES_MAX - row.tries })
  }
  await returnTry(city.db, id)
  return row
}
