import type { WireFaultCode } from '@plaza/pay-wire'
import type { TSchema } from 'typebox'
import { Close, Codepay, H5Prepay, JsapiPrepay, Prepay, Refund, Reverse, Transfer } from '../wire/bodies.ts'
import { Park, Parking, Ride } from '../wire/service-bodies.ts'

/** What the page of the API says about an operation. Fields of bodies come from the schemas that check them. */
export interface Operation {
  readonly title: string
  readonly text: string
  /** Answered with; nothing where it is a 204. */
  readonly answer: string
  readonly body?: TSchema
  readonly example?: object
  /** As a query has it; the parts of the path are examples too. */
  readonly query?: Readonly<Record<string, string>>
  readonly path?: Readonly<Record<string, string>>
  readonly errors: readonly WireFaultCode[]
}

/** What any operation may answer. */
export const COMMON_ERRORS: readonly WireFaultCode[] = [
  'SIGN_ERROR',
  'PARAM_ERROR',
  'FREQUENCY_LIMITED',
  'SYSTEM_ERROR',
]

/** Put in by the page: the number of whoever tries, a number that was not used, and the currency of the city. */
export const MCHID = '$mchid'
export const FRESH = '$fresh'
export const CURRENCY = '$currency'

const order = { out_trade_no: 'ORDER_1' }
const own = { mchid: MCHID }
const prepay = {
  appid: 'app1',
  mchid: MCHID,
  description: 'Two loaves',
  out_trade_no: FRESH,
  notify_url: 'https://shop.example.org/paid',
  amount: { total: 100, currency: CURRENCY },
}
const PREPAY_ERRORS: readonly WireFaultCode[] = ['NO_AUTH', 'INVALID_REQUEST', 'ORDER_PAID', 'ORDER_CLOSED']
const TRANSFERS = '/v3/fund-app/mch-transfer/transfer-bills'
const payout = { out_bill_no: 'PAYOUT_1' }
const car = { plate_number: '1234KLM', plate_color: 'BLUE' }
const parked = '2026-01-31T10:00:00+00:00'
const yesterday = { bill_date: '2026-01-31' }

/** By method and path, in the order of an order's life. */
export const operations: Readonly<Record<string, Operation>> = {
  'GET /v3/certificates': {
    title: 'Certificates of the platform',
    text: 'Encrypted under your APIv3 key. Ask again each day: the next one is listed two weeks before it signs. Who keeps the platform’s public key instead names it in Wechatpay-Serial and is answered under its id.',
    answer: 'data: serial_no, effective_time, expire_time, encrypt_certificate',
    errors: ['INVALID_REQUEST'],
  },
  'POST /v3/pay/transactions/native': {
    title: 'Order, paid by a code',
    text: 'Show code_url as a QR code. The same request again is the same order.',
    answer: 'code_url',
    body: Prepay,
    example: prepay,
    errors: PREPAY_ERRORS,
  },
  'POST /v3/pay/transactions/jsapi': {
    title: 'Order, paid in a mini program',
    text: 'For one payer, whom your program knows by their openid.',
    answer: 'prepay_id',
    body: JsapiPrepay,
    example: { ...prepay, payer: { openid: 'the_openid' } },
    errors: PREPAY_ERRORS,
  },
  'POST /v3/pay/transactions/app': {
    title: 'Order, paid from an app',
    text: 'Your app hands the signed call over to Plaza.',
    answer: 'prepay_id',
    body: Prepay,
    example: prepay,
    errors: PREPAY_ERRORS,
  },
  'POST /v3/pay/transactions/h5': {
    title: 'Order, paid from a web page',
    text: 'Send the browser of the payer to h5_url.',
    answer: 'h5_url',
    body: H5Prepay,
    example: { ...prepay, scene_info: { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } } },
    errors: PREPAY_ERRORS,
  },
  'POST /v3/pay/transactions/codepay': {
    title: 'Payment by the code of a payer',
    text: 'Scan the 18 digits from their phone. 202 with USERPAYING: the payer confirms it, ask again every few seconds.',
    answer: 'the order',
    body: Codepay,
    example: {
      appid: 'app1',
      mchid: MCHID,
      description: 'Two loaves',
      out_trade_no: FRESH,
      payer: { auth_code: '130000000000000000' },
      amount: { total: 100, currency: CURRENCY },
      scene_info: {},
    },
    errors: ['NO_AUTH', 'INVALID_REQUEST', 'AUTH_CODE_INVALID', 'AUTH_CODE_EXPIRED', 'NOT_ENOUGH', 'RULE_LIMIT'],
  },
  'POST /v3/pay/transactions/out-trade-no/{out_trade_no}/reverse': {
    title: 'Take a payment by code back',
    text: 'Paid or not, it is undone.',
    answer: 'appid, mchid, out_trade_no',
    body: Reverse,
    example: own,
    path: order,
    errors: ['NO_AUTH', 'ORDER_NOT_EXIST', 'INVALID_REQUEST', 'NOT_ENOUGH'],
  },
  'GET /v3/pay/transactions/out-trade-no/{out_trade_no}': {
    title: 'An order by your number',
    text: 'How it stands now.',
    answer: 'the order',
    path: order,
    query: own,
    errors: ['NO_AUTH', 'ORDER_NOT_EXIST'],
  },
  'GET /v3/pay/transactions/id/{transaction_id}': {
    title: 'An order by the city’s number',
    text: 'Only orders that were paid have one.',
    answer: 'the order',
    path: { transaction_id: '0'.repeat(32) },
    query: own,
    errors: ['NO_AUTH', 'ORDER_NOT_EXIST'],
  },
  'POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close': {
    title: 'Close an order',
    text: 'Nobody can pay it any more. Again is the same.',
    answer: '',
    body: Close,
    example: own,
    path: order,
    errors: ['NO_AUTH', 'ORDER_NOT_EXIST', 'ORDER_PAID'],
  },
  'POST /v3/refund/domestic/refunds': {
    title: 'Refund',
    text: 'All or a part, at most 50 parts within a year. Keep the same out_refund_no when you try again.',
    answer: 'the refund',
    body: Refund,
    example: {
      out_trade_no: 'ORDER_1',
      out_refund_no: FRESH,
      reason: 'too hard',
      amount: { refund: 50, total: 100, currency: CURRENCY },
    },
    errors: ['INVALID_REQUEST', 'NO_AUTH', 'ORDER_NOT_EXIST', 'RESOURCE_NOT_EXISTS', 'NOT_ENOUGH', 'TRADE_ERROR'],
  },
  'GET /v3/refund/domestic/refunds/{out_refund_no}': {
    title: 'A refund',
    text: 'By your number of it.',
    answer: 'the refund',
    path: { out_refund_no: 'REFUND_1' },
    errors: ['RESOURCE_NOT_EXISTS'],
  },
  [`POST ${TRANSFERS}`]: {
    title: 'Money for a person',
    text: 'Held until they take it, for a day.',
    answer: 'out_bill_no, transfer_bill_no, create_time, state, package_info',
    body: Transfer,
    example: {
      appid: 'app1',
      out_bill_no: FRESH,
      openid: 'the_openid',
      transfer_amount: 100,
      transfer_remark: 'A prize',
    },
    errors: ['INVALID_REQUEST', 'NOT_ENOUGH'],
  },
  [`GET ${TRANSFERS}/out-bill-no/{out_bill_no}`]: {
    title: 'Money for a person, by your number',
    text: 'Whether they took it.',
    answer: 'the transfer',
    path: payout,
    errors: ['RESOURCE_NOT_EXISTS'],
  },
  [`POST ${TRANSFERS}/out-bill-no/{out_bill_no}/cancel`]: {
    title: 'Take it back',
    text: 'While they have not taken it.',
    answer: 'out_bill_no, transfer_bill_no, state, update_time',
    path: payout,
    errors: ['RESOURCE_NOT_EXISTS', 'INVALID_REQUEST'],
  },
  [`GET ${TRANSFERS}/transfer-bill-no/{transfer_bill_no}`]: {
    title: 'Money for a person, by the city’s number',
    text: 'Whether they took it.',
    answer: 'the transfer',
    path: { transfer_bill_no: '0'.repeat(32) },
    errors: ['RESOURCE_NOT_EXISTS'],
  },
  'POST /v3/vehicle/parking/parkings': {
    title: 'A car came in',
    text: 'Whether its parking is paid by itself: state NORMAL, or BLOCKED with block_reason. With real money for car parks that the city verified.',
    answer: 'id, state, block_reason and what was said',
    body: Park,
    example: {
      out_parking_no: FRESH,
      ...car,
      notify_url: 'https://shop.example.org/parked',
      start_time: parked,
      parking_name: 'Harbour',
      free_duration: 900,
    },
    errors: ['NO_AUTH', 'INVALID_REQUEST'],
  },
  'GET /v3/vehicle/parking/services/find': {
    title: 'Whether a car pays by itself',
    text: 'For a payer whom your program knows by their openid: NORMAL, PAUSE or OUT_SERVICE.',
    answer: 'plate_number, plate_color, openid, service_state, service_open_time',
    query: { appid: 'app1', openid: 'the_openid', ...car },
    errors: [],
  },
  'POST /v3/vehicle/transactions/parking': {
    title: 'A car went out',
    text: 'Taken at once, up to what its driver pays unasked: trade_state SUCCESS or PAY_FAIL.',
    answer: 'the payment',
    body: Parking,
    example: {
      appid: 'app1',
      description: 'Parking',
      out_trade_no: FRESH,
      trade_scene: 'PARKING',
      notify_url: 'https://shop.example.org/paid',
      amount: { total: 100, currency: CURRENCY },
      parking_info: {
        parking_id: '0'.repeat(32),
        ...car,
        start_time: parked,
        end_time: parked,
        parking_name: 'Harbour',
        charging_duration: 3600,
        device_id: 'gate1',
      },
    },
    errors: ['NO_AUTH', 'INVALID_REQUEST', 'RESOURCE_NOT_EXISTS'],
  },
  'GET /v3/vehicle/transactions/out-trade-no/{out_trade_no}': {
    title: 'Parking by your number',
    text: 'How it stands.',
    answer: 'the payment',
    path: order,
    errors: ['ORDER_NOT_EXIST'],
  },
  'POST /v3/qrcode/transactions': {
    title: 'A fare',
    text: 'On a contract that a rider signed for your app: taken at once, up to what they pay unasked.',
    answer: 'the payment',
    body: Ride,
    example: {
      appid: 'app1',
      description: 'Line 1',
      out_trade_no: FRESH,
      trade_scene: 'METRO',
      contract_id: '0'.repeat(32),
      amount: { total: 100, currency: CURRENCY },
      metro_info: { start_time: parked, start_station: 'Harbour', end_station: 'Old Town' },
    },
    errors: ['INVALID_REQUEST', 'RESOURCE_NOT_EXISTS'],
  },
  'GET /v3/qrcode/transactions/out-trade-no/{out_trade_no}': {
    title: 'A fare by your number',
    text: 'How it stands.',
    answer: 'the payment',
    path: order,
    errors: ['ORDER_NOT_EXIST'],
  },
  'GET /v3/qrcode/user-services/contract-id/{contract_id}': {
    title: 'Whether a rider may pass',
    text: 'Before a gate shows its code.',
    answer: 'contract_id, user_service_state, block_reason',
    path: { contract_id: '0'.repeat(32) },
    errors: ['RESOURCE_NOT_EXISTS'],
  },
  'GET /v3/bill/tradebill': {
    title: 'Bill of a day’s orders',
    text: 'From ten (UTC) of the next day, 90 days back; in test mode today’s at once. tar_type=GZIP packs it.',
    answer: 'hash_type, hash_value, download_url',
    query: { ...yesterday, bill_type: 'ALL' },
    errors: ['NO_STATEMENT_EXIST', 'STATEMENT_CREATING'],
  },
  'GET /v3/bill/fundflowbill': {
    title: 'Bill of a day’s account',
    text: 'As above.',
    answer: 'hash_type, hash_value, download_url',
    query: { ...yesterday, account_type: 'BASIC' },
    errors: ['NO_STATEMENT_EXIST', 'STATEMENT_CREATING'],
  },
  'GET /v3/billdownload/file': {
    title: 'The file of a bill',
    text: 'The token comes with download_url and is good for five minutes. The file is not signed: compare its hash.',
    answer: 'the file',
    query: { token: 'from_download_url' },
    errors: ['RESOURCE_NOT_EXISTS'],
  },
}
