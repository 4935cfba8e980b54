import { wireTime } from '@plaza/pay-wire'
import { wireId } from '../rules.ts'
import type { PayoutRow } from './store.ts'

/** A payout as the wire shows it, in answers and in news. */
export function wirePayout(row: PayoutRow) {
  return {
    mch_id: row.mchid,
    appid: row.appid,
    out_bill_no: row.outBillNo,
    transfer_bill_no: wireId(row.id),
    openid: row.openid,
    state: row.state,
    ...(row.state === 'FAIL' ? { fail_reason: 'OVERDUE_CLOSE' } : {}),
    transfer_amount: Number(row.amount),
    transfer_remark: row.remark,
    create_time: wireTime(row.createdAt),
    update_time: wireTime(row.changedAt),
  }
}
