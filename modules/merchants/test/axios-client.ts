import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import { expect } from 'vitest'
import type { Heard, Market, Shop } from './scene.ts'

/** Its operations are named by chains of words, in which a path's parts may stand for later. */
export type Chain = {
  readonly [
    word in
      | 'v3'
      | 'certificates'
      | 'pay'
      | 'transactions'
      | 'native'
      | 'outTradeNo'
      | '_out_trade_no_'
      | 'id'
      | '_transaction_id_'
      | 'close'
      | 'codepay'
      | 'fundApp'
      | 'mchTransfer'
      | 'transferBills'
      | 'outBillNo'
      | '_out_bill_no_'
      | 'transferBillNo'
      | '_transfer_bill_no_'
      | 'cancel'
      | 'reverse'
      | 'refund'
      | 'domestic'
      | 'refunds'
      | '_out_refund_no_'
      | 'bill'
      | 'tradebill'
      | 'fundflowbill'
      | 'billdownload'
      | 'file'
  ]: Chain
} & {
  get<Body = Record<string, unknown>>(config?: object): Promise<{ status: number; data: Body }>
  post<Body = Record<string, unknown>>(body: object, config?: object): Promise<{ status: number; data: Body }>
}

export interface Sealed {
  readonly ciphertext: string
  readonly nonce: string
  readonly associated_data: string
}
/** Opens the certificates of the platform with the client's own AES; by serial. */
export interface CertificateList {
  readonly data: readonly { readonly serial_no: string; readonly encrypt_certificate: Sealed }[]
}

export function certsIn(shop: Shop, answer: CertificateList) {
  return Object.fromEntries(
    answer.data.map(({ serial_no: serial, encrypt_certificate: { ciphertext, nonce, associated_data: aad } }) => [
      serial,
      Aes.AesGcm.decrypt(ciphertext, shop.apiKey, nonce, aad),
    ]),
  )
}

export async function axiosClient(town: Market, shop: Shop): Promise<{ client: Chain; certs: Record<string, string> }> {
  const common = { baseURL: town.origin, mchid: shop.mchid, serial: shop.serial, privateKey: shop.privateKey }
  const stranger = new Wechatpay({ ...common, certs: { any: '' } }) as unknown as Chain
  // The first answer cannot be verified by whoever has no certificate yet: this is how its tool gets them.
  const first = await stranger.v3.certificates.get<CertificateList>({ transformResponse: [JSON.parse] })
  const certs = certsIn(shop, first.data)
  const client = new Wechatpay({ ...common, certs }) as unknown as Chain
  expect(Object.keys((await client.v3.certificates.get()).data)).toEqual(['data'])
  return { client, certs }
}

/** What a merchant's server does with news: verify, then open. */
export function readNews(heard: Heard | undefined, shop: Shop, certs: Record<string, string>) {
  const headers = heard?.headers ?? {}
  const header = (name: string) => String(headers[`wechatpay-${name}`])
  const body = heard?.body ?? ''
  const text = Formatter.response(header('timestamp'), header('nonce'), body)
  expect(Rsa.verify(text, header('signature'), certs[header('serial')] ?? '')).toBe(true)
  const news = JSON.parse(body) as { event_type: string; resource: Sealed }
  const { ciphertext, nonce, associated_data: aad } = news.resource
  const resource = JSON.parse(Aes.AesGcm.decrypt(ciphertext, shop.apiKey, nonce, aad)) as Record<string, unknown>
  return { event: news.event_type, resource }
}
