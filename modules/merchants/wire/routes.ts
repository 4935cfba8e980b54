import type { City } from '@plaza/house'
import { WireFault } from '@plaza/pay-wire'
import { askFundBill, askTradeBill, downloadBill } from '../bills/ask.ts'
import { apiKeyOf } from '../keys/api-keys.ts'
import { certificateList } from '../keys/platform.ts'
import type { WireCall, WireReply } from './call.ts'
import { createParking, findVehicle, payFare, payParking, queryService, rideService } from './services.ts'
import { close, codepay, prepayAs, queryById, queryByNumber, queryRefund, refund, reverse } from './trades.ts'
import { cancelTransfer, createTransfer, transferById, transferByNumber } from './transfers.ts'

interface WireRoute {
  readonly method: 'GET' | 'POST'
  /** `{name}` parts are taken from the path. */
  readonly path: string
  readonly handle: (city: City, call: WireCall) => Promise<WireReply>
}

/** `GET /v3/certificates`: the platform's certificates, sealed for whoever asks. */
async function certificates(city: City, { number }: WireCall): Promise<WireReply> {
  const apiKey = await apiKeyOf(city, number.mchid)
  if (apiKey === undefined) throw new WireFault('INVALID_REQUEST', 'The merchant has no APIv3 key yet.')
  return { json: await certificateList(city, number.mode, apiKey) }
}

const TRANSFERS = '/v3/fund-app/mch-transfer/transfer-bills'
/** Everything that merchants’ programs may ask. */
export const routes: readonly WireRoute[] = [
  { method: 'GET', path: '/v3/certificates', handle: certificates },
  { method: 'POST', path: '/v3/pay/transactions/native', handle: prepayAs('NATIVE') },
  { method: 'POST', path: '/v3/pay/transactions/jsapi', handle: prepayAs('JSAPI') },
  { method: 'POST', path: '/v3/pay/transactions/app', handle: prepayAs('APP') },
  { method: 'POST', path: '/v3/pay/transactions/h5', handle: prepayAs('MWEB') },
  { method: 'POST', path: '/v3/pay/transactions/codepay', handle: codepay },
  { method: 'POST', path: '/v3/pay/transactions/out-trade-no/{out_trade_no}/reverse', handle: reverse },
  { method: 'GET', path: '/v3/pay/transactions/out-trade-no/{out_trade_no}', handle: queryByNumber },
  { method: 'GET', path: '/v3/pay/transactions/id/{transaction_id}', handle: queryById },
  { method: 'POST', path: '/v3/pay/transactions/out-trade-no/{out_trade_no}/close', handle: close },
  { method: 'POST', path: '/v3/refund/domestic/refunds', handle: refund },
  { method: 'GET', path: '/v3/refund/domestic/refunds/{out_refund_no}', handle: queryRefund },
  { method: 'POST', path: TRANSFERS, handle: createTransfer },
  { method: 'GET', path: `${TRANSFERS}/out-bill-no/{out_bill_no}`, handle: transferByNumber },
  { method: 'POST', path: `${TRANSFERS}/out-bill-no/{out_bill_no}/cancel`, handle: cancelTransfer },
  { method: 'GET', path: `${TRANSFERS}/transfer-bill-no/{transfer_bill_no}`, handle: transferById },
  { method: 'POST', path: '/v3/vehicle/parking/parkings', handle: createParking },
  { method: 'GET', path: '/v3/vehicle/parking/services/find', handle: findVehicle },
  { method: 'POST', path: '/v3/vehicle/transactions/parking', handle: payParking },
  { method: 'GET', path: '/v3/vehicle/transactions/out-trade-no/{out_trade_no}', handle: queryService('PARKING') },
  { method: 'POST', path: '/v3/qrcode/transactions', handle: payFare },
  { method: 'GET', path: '/v3/qrcode/transactions/out-trade-no/{out_trade_no}', handle: queryService('RIDE') },
  { method: 'GET', path: '/v3/qrcode/user-services/contract-id/{contract_id}', handle: rideService },
  { method: 'GET', path: '/v3/bill/tradebill', handle: askTradeBill },
  { method: 'GET', path: '/v3/bill/fundflowbill', handle: askFundBill },
  { method: 'GET', path: '/v3/billdownload/file', handle: downloadBill },
]

const compiled = routes.map(route => ({
  ...route,
  pattern: new RegExp(`^${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}))

/** The operation that a request is for, with the parts of its path; undefined where there is none. */
export function routeOf(
  method: string,
  pathname: string,
): { readonly route: WireRoute; readonly path: Record<string, string> } | undefined {
  for (const route of compiled) {
    const match = route.method === method ? route.pattern.exec(pathname) : null
    if (match) return { route, path: decoded(match.groups ?? {}) }
  }
  return undefined
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]))
  } catch {
    throw new WireFault('PARAM_ERROR', 'The path cannot be read.', {
      field: 'path',
      issue: 'is not UTF-8',
      location: 'url',
    })
  }
}
