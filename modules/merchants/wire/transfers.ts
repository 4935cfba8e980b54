import type { City } from '@plaza/house'
import { WireFault } from '@plaza/pay-wire'
import { cancelPayout, makePayout, payoutId } from '../payouts/pay.ts'
import { wirePayout } from '../payouts/show.ts'
import { payoutOf, type PayoutRow } from '../payouts/store.ts'
import { idOfWire } from '../rules.ts'
import { bodyReader, readJson, Transfer } from './bodies.ts'
import type { WireCall, WireReply } from './call.ts'

const readTransfer = bodyReader(Transfer)

/** `POST /v3/fund-app/mch-transfer/transfer-bills`: what the receiver's app needs to take it is `package_info`. */
export async function createTransfer(city: City, { number, body }: WireCall): Promise<WireReply> {
  const payout = await makePayout(city, number, readTransfer(readJson(body)))
  const { out_bill_no, transfer_bill_no, create_time, state } = wirePayout(payout)
  return { json: { out_bill_no, transfer_bill_no, create_time, state, package_info: payout.id } }
}

/** `GET …/transfer-bills/out-bill-no/{out_bill_no}`. */
export async function transferByNumber(city: City, call: WireCall): Promise<WireReply> {
  return { json: wirePayout(await ofNumber(city, call)) }
}

/** `GET …/transfer-bills/transfer-bill-no/{transfer_bill_no}`. */
export async function transferById(city: City, { number, path }: WireCall): Promise<WireReply> {
  const id = idOfWire(path['transfer_bill_no'] ?? '')
  const payout = id === undefined ? undefined : await payoutOf(city.db, id)
  if (payout?.mchid !== number.mchid) throw unknown()
  return { json: wirePayout(payout) }
}

/** `POST …/transfer-bills/out-bill-no/{out_bill_no}/cancel`. */
export async function cancelTransfer(city: City, call: WireCall): Promise<WireReply> {
  const { out_bill_no, transfer_bill_no, state, update_time } = wirePayout(
    await cancelPayout(city, await ofNumber(city, call)),
  )
  return { json: { out_bill_no, transfer_bill_no, state, update_time } }
}

async function ofNumber(city: City, { number, path }: WireCall): Promise<PayoutRow> {
  const payout = await payoutOf(city.db, payoutId(number.mchid, path['out_bill_no'] ?? ''))
  if (!payout) throw unknown()
  return payout
}

const unknown = () => new WireFault('RESOURCE_NOT_EXISTS', 'There is no such transfer.')
