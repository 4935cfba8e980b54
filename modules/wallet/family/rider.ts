import { uuidArray } from '@plaza/db'
import type { Decision, Rider } from '@plaza/ledger'
import { monthOf } from '../zone.ts'
import { lockMandates, useMandates, useValues, type MandateRow } from './store.ts'

interface Spend {
  readonly mandate: string
  readonly holder: string
  readonly amount: bigint
  /** The city's time zone: its months are those of the cap. */
  readonly zone: string
}
type Locked = Pick<MandateRow, 'id' | 'holder' | 'monthMax' | 'state' | 'used' | 'usedMonth'>
interface Use {
  readonly id: string
  readonly used: bigint
  readonly month: number
}

/** Pays from a family card while it is active and the month's cap holds. */
function spend({ holder, amount, zone }: Spend, row: Locked | undefined, nowMs: number): Decision<Locked, Use> {
  if (row?.state !== 'active' || row.holder !== holder) return { ok: false, reason: 'mandate_over' }
  const month = monthOf(nowMs, zone)
  const used = (row.usedMonth === month ? row.used : 0n) + amount
  if (used > row.monthMax) return { ok: false, reason: 'family' }
  return { ok: true, row: { ...row, used, usedMonth: month }, write: { id: row.id, used, month } }
}

export const mandateRider: Rider<Spend, Locked, Use> = {
  name: 'wallet.mandate',
  lock: {
    query: lockMandates,
    values: spends => [uuidArray([...new Set(spends.map(one => one.mandate))])],
    keyOf: row => row.id,
  },
  keyOf: request => request.mandate,
  decide: spend,
  write: { query: useMandates, values: useValues },
}
