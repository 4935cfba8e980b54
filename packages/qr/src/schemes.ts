import type { MerchantCode } from './merchant-code.ts'

/** A way to pay that is not ours: a short word for programs and the name that people know it by. */
export interface Scheme {
  readonly scheme: string
  readonly name: string
}

/** Templates by how their identifier begins, in lower case. */
const BY_GUI: readonly (readonly [string, string, string])[] = [
  ['br.gov.bcb.pix', 'pix', 'Pix'],
  ['a000000677010111', 'promptpay', 'PromptPay'],
  ['a000000677010112', 'promptpay', 'PromptPay'],
  ['a000000677010113', 'promptpay', 'PromptPay'],
  ['a000000677010114', 'promptpay', 'PromptPay'],
  ['sg.paynow', 'paynow', 'PayNow'],
  ['sg.sgqr', 'sgqr', 'SGQR'],
  ['sg.com.nets', 'nets', 'NETS'],
  ['a0000006150001', 'duitnow', 'DuitNow'],
  ['id.co.qris', 'qris', 'QRIS'],
  ['a000000524', 'upi', 'UPI'],
  ['a000000727', 'vietqr', 'VietQR'],
  ['hk.com.hkicl', 'fps', 'FPS (Hong Kong)'],
  ['com.p2pqrpay', 'qrph', 'QR Ph'],
  ['tw.com.twqrp', 'twqr', 'TWQR'],
  ['com.mercadolibre', 'mercadopago', 'Mercado Pago'],
]

/** Links and texts that are no merchant-presented code. */
const BY_TEXT: readonly (readonly [RegExp, string, string])[] = [
  [/^upi:\/\//i, 'upi', 'UPI'],
  [/^(weixin|wxp):\/\//i, 'wechatpay', 'WeChat Pay'],
  [/^https?:\/\/(wx\.tenpay|payapp\.weixin\.qq|weixin\.qq|u\.wechat)\.com\//i, 'wechatpay', 'WeChat Pay'],
  [/^(alipays?:\/\/|https?:\/\/(qr|mobilecodec|render|ds)\.alipay(plus)?\.com\/)/i, 'alipay', 'Alipay'],
  [/^https?:\/\/(www\.)?paypal\.(com|me)\//i, 'paypal', 'PayPal'],
  [/^https?:\/\/(www\.)?(venmo\.com|cash\.app)\//i, 'cashapp', 'Cash App or Venmo'],
  [/^(swish:\/\/|c[0-9]{10};)/i, 'swish', 'Swish'],
  [/^BCD\r?\n00[12]\r?\n/, 'epc', 'SEPA transfer (EPC code)'],
  [/^SPC\r?\n0[0-9]{3}\r?\n/, 'swissqr', 'Swiss QR bill'],
  [/^SPD\*[0-9.]+\*/, 'spayd', 'Czech QR payment'],
  [/^(bitcoin|lightning|ethereum|litecoin|monero):/i, 'crypto', 'a cryptocurrency'],
  [/^hQVDUFYwMW/, 'emv_consumer', 'a card wallet (the payer’s own code)'],
]

/** Card schemes by the id of their field (EMVCo QRCPS 1.1, table 4.3). */
const CARDS: readonly (readonly [string, string, string, string])[] = [
  ['02', '03', 'visa', 'Visa'],
  ['04', '05', 'mastercard', 'Mastercard'],
  ['09', '10', 'discover', 'Discover'],
  ['11', '12', 'amex', 'American Express'],
  ['13', '14', 'jcb', 'JCB'],
  ['15', '16', 'unionpay', 'UnionPay'],
]

/** Who a merchant-presented code is for; several, where a shop takes several. Empty where nobody is known. */
export function schemesOf(code: Pick<MerchantCode, 'accounts' | 'cards'>): Scheme[] {
  const found = [
    ...code.accounts.flatMap(({ gui }) => BY_GUI.filter(([start]) => gui.toLowerCase().startsWith(start)).map(nameOf)),
    ...code.accounts.filter(({ gui }) => /^[^@\s]+@[a-z]{3,}$/i.test(gui)).map(() => KHQR),
    ...code.cards.flatMap(({ id }) =>
      CARDS.filter(([first, last]) => id >= first && id <= last).map(([, , scheme, name]) => ({ scheme, name })),
    ),
  ]
  return found.filter((one, i) => found.findIndex(other => other.scheme === one.scheme) === i)
}

/** Who a text that is no merchant-presented code is for, if that can be told. */
export function schemeOfText(text: string): Scheme | undefined {
  const found = BY_TEXT.find(([pattern]) => pattern.test(text))
  return found && nameOf(found)
}

/** Bakong writes an account in the place of an identifier. */
const KHQR: Scheme = { scheme: 'khqr', name: 'KHQR (Bakong)' }

const nameOf = ([, scheme, name]: readonly [unknown, string, string]): Scheme => ({ scheme, name })
