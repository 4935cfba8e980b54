import { lines } from './signature.ts'

/** A call that a merchant's page or app makes to open the payment. */
export interface ClientPay {
  readonly appId: string
  readonly timeStamp: string
  readonly nonceStr: string
  /** `prepay_id=…` for pages and mini programs, the bare id for apps. */
  readonly package: string
}

/** The text that the merchant's server signs for a client: four lines, whatever the client is. */
export function clientPayText({ appId, timeStamp, nonceStr, package: prepay }: ClientPay): string {
  return lines(appId, timeStamp, nonceStr, prepay)
}

/** The prepay id in a call's package, in either form. */
export const prepayIdOf = (call: Pick<ClientPay, 'package'>): string => call.package.replace(/^prepay_id=/, '')
