import type { Sql } from '@plaza/db'
import type { City } from '@plaza/house'
import { assert, derivedId } from '@plaza/kernel'
import { transfer, transferAll, type Refused, type Verdict, type VoidHold } from '@plaza/ledger'
import { canonicalHash } from '@plaza/pay-wire'
import { merchantAccount } from '../accounts.ts'
import { REFUND } from '../codes.ts'
import { refunded } from '../events.ts'
import { notifySoon } from '../notify/look.ts'
import { refundRider } from './riders.ts'
import type { RefundRequest } from './rules.ts'
import { putAbnormal, refundByNumber, type RefundRow, type TradeRow } from './store.ts'
import { tellOrder } from './tell.ts'

/** What a merchant asks for, whichever way it asks. */
export interface RefundWish {
  readonly outRefundNo: string
  readonly amount: bigint
  readonly reason: string
  readonly notifyUrl: string | null
}

/** What happens with a refund or not at all. */
export interface AllTogether {
  /** Holds that are given up before it. */
  readonly before?: readonly VoidHold[]
  readonly also?: Sql
}

export type RefundOutcome =
  | { readonly ok: true; readonly refund: RefundRow }
  | {
      readonly ok: false
      readonly why:
        | 'exists_different'
        | 'not_paid'
        | 'too_late'
        | 'too_many'
        | 'too_much'
        | 'balance_low'
        | 'frozen'
        | 'busy'
    }

/**
 * Gives a part of an order back, once for each number of a refund. A wallet that cannot take it makes the refund
 * `ABNORMAL`: nothing moved, and the same request tries again.
 */
export async function giveBack(
  city: City,
  trade: TradeRow,
  wish: RefundWish,
  { before: first = [], also }: AllTogether = {},
): Promise<RefundOutcome> {
  const { outRefundNo, amount } = wish
  const requestHash = canonicalHash({ trade: trade.id, ...wish, amount: amount.toString() })
  const before = await refundByNumber(city.db, trade.mchid, outRefundNo)
  if (before && !before.requestHash.equals(requestHash)) return no('exists_different')
  if (before && before.state !== 'ABNORMAL') return { ok: true, refund: before }
  if (trade.payment === null) return no('not_paid')
  const id = derivedId('merchants.refund', trade.mchid, outRefundNo)
  const request: RefundRequest = {
    ...wish,
    id,
    trade: trade.id,
    mchid: trade.mchid,
    requestHash,
    notify: city.newId(),
  }
  const back = {
    kind: 'reverse',
    id,
    transfer: trade.payment,
    from: merchantAccount(trade.mchid),
    amount,
    code: REFUND,
    ref: trade.id,
    rider: { name: refundRider.name, request },
    ...(also ? { also } : {}),
  } as const
  const verdict = first.length === 0 ? await transfer(city, back) : why(await transferAll(city, [...first, back]))
  if (!verdict.ok && !cannotTake(verdict)) return no(reasonOf(city, verdict))
  if (!verdict.ok) await putAbnormal(city.db, { ...request, createdAt: city.clock.now() })
  const refund = await refundByNumber(city.db, trade.mchid, outRefundNo)
  assert(refund, 'a refund has its row')
  if (!refund.requestHash.equals(requestHash)) return no('exists_different')
  refunded(city, refund.state)
  notifySoon(city)
  await tellOrder(city, trade.id)
  return { ok: true, refund }
}

/** Of transfers that go together: the one that says why none went, else the last. */
const why = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.find(one => !one.ok && one.code !== 'chain_failed') ?? (verdicts.at(-1) as Verdict)

const no = (why: Exclude<RefundOutcome, { ok: true }>['why']): RefundOutcome => ({ ok: false, why })

/** The payer's wallet is full or closed. */
const cannotTake = ({ code }: Refused) => code === 'above_ceiling' || code === 'closed'

const RIDER_REASONS = {
  order_not_paid: 'not_paid',
  refund_too_late: 'too_late',
  too_many_refunds: 'too_many',
  refund_too_much: 'too_much',
} as const

function reasonOf(city: City, { code, reason }: Refused): Exclude<RefundOutcome, { ok: true }>['why'] {
  switch (code) {
    case 'exists_different':
      return 'exists_different'
    case 'insufficient':
      return 'balance_low'
    case 'frozen':
      return 'frozen'
    case 'over_reversal':
      return 'too_much'
    case 'busy':
    case 'unknown':
      return 'busy'
    case 'rider':
      if (reason !== undefined && reason in RIDER_REASONS) return RIDER_REASONS[reason as keyof typeof RIDER_REASONS]
  }
  city.log.error({ code, reason }, 'ledger refused a refund that should be possible')
  throw new Error(`the ledger refused: ${code} ${reason ?? ''}`)
}
