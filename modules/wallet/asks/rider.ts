import { floatArray, uuidArray } from '@plaza/db'
import type { Decision, Rider } from '@plaza/ledger'
import { lockRequests, payRequests, type RequestRow } from './store.ts'

type Asked = Pick<RequestRow, 'id' | 'state' | 'expiresAt'>
interface Paid {
  readonly id: string
  readonly at: number
}

/** Pays a request that is still open, once: whoever comes second finds it paid, cancelled or over. */
function payOnce(id: string, row: Asked | undefined, nowMs: number): Decision<Asked, Paid> {
  if (row?.state !== 'open' || row.expiresAt <= nowMs) return { ok: false, reason: 'payment_over' }
  return { ok: true, row: { ...row, state: 'paid' }, write: { id, at: nowMs } }
}

export const requestRider: Rider<string, Asked, Paid> = {
  name: 'wallet.request',
  lock: { query: lockRequests, values: ids => [uuidArray([...new Set(ids)])], keyOf: row => row.id },
  keyOf: id => id,
  decide: payOnce,
  write: {
    query: payRequests,
    values: paid => [uuidArray(paid.map(one => one.id)), floatArray(paid.map(one => one.at))],
  },
}
