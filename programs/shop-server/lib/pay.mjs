// The merchant's side: the API of merchants, spoken by an unmodified client from npm.
import { randomBytes } from 'node:crypto'
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import { no } from './http.mjs'

/** News older than this are somebody's recording. */
const NEWS_AGE_S_MAX = 300
const NONCE_BYTES = 16

/** Opens the account of a merchant (`{ mchid, serial, privateKey, apiKey, currency }`) at the city's API. */
export function openPay({ api, appId, origin, merchant }) {
  const { mchid, serial, privateKey, apiKey, currency } = merchant
  const common = { baseURL: api, mchid, serial, privateKey }
  const opened = ({ ciphertext, nonce, associated_data: about }) => Aes.AesGcm.decrypt(ciphertext, apiKey, nonce, about)
  /** What was sealed for us; undefined when it was sealed for somebody else. */
  function toldIn(resource) {
    try {
      return JSON.parse(opened(resource))
    } catch {
      return undefined
    }
  }
  let known

  /** The client, and the platform's certificates by serial; asked for once, and again when an unknown one signs. */
  async function account() {
    known ??= learn().catch(error => {
      known = undefined
      throw error
    })
    return known
  }
  async function learn() {
    // Whoever has no certificate yet cannot check this one answer by it; its content opens under our own key only.
    const stranger = new Wechatpay({ ...common, certs: { none: '' } })
    const { data } = await stranger.v3.certificates.get({ transformResponse: [JSON.parse] })
    const certs = Object.fromEntries(data.data.map(one => [one.serial_no, opened(one.encrypt_certificate)]))
    return { certs, client: new Wechatpay({ ...common, certs }) }
  }
  // The client's chains of words answer to `then`, so only what they were asked may be awaited, never a chain.
  const trades = ({ client }) => client.v3.pay.transactions
  const bills = ({ client }) => client.v3.fundApp.mchTransfer.transferBills

  return {
    mchid,
    /** What the program hands to `wx.requestPayment`. The same order again is the same order. */
    async prepay(order, description) {
      const { data } = await trades(await account()).jsapi.post({
        appid: appId,
        mchid,
        description,
        out_trade_no: order.no,
        time_expire: new Date(order.until).toISOString(),
        notify_url: `${origin}/pay/news`,
        amount: { total: order.total, currency },
        payer: { openid: order.by },
      })
      const call = {
        timeStamp: String(Math.floor(Date.now() / 1000)),
        nonceStr: randomBytes(NONCE_BYTES).toString('hex'),
        package: `prepay_id=${data.prepay_id}`,
      }
      const text = Formatter.joinedByLineFeed(appId, call.timeStamp, call.nonceStr, call.package)
      return { ...call, signType: 'RSA', paySign: Rsa.sign(text, privateKey) }
    },
    /** How an order stands there; undefined when it never came there. */
    async ask(order) {
      const where = { params: { mchid }, out_trade_no: order.no }
      return orNothing(trades(await account()).outTradeNo._out_trade_no_.get(where), 'ORDER_NOT_EXIST')
    },
    async close(order) {
      await trades(await account()).outTradeNo._out_trade_no_.close.post({ mchid }, { out_trade_no: order.no })
    },
    /** Gives back. The number belongs to the order, so that a repeat gives back once. */
    async refund(order, { amount, reason }) {
      const { client } = await account()
      const { data } = await client.v3.refund.domestic.refunds.post({
        out_trade_no: order.no,
        out_refund_no: `back${order.no}`,
        reason,
        notify_url: `${origin}/pay/news`,
        amount: { refund: amount, total: order.total, currency },
      })
      return data
    },
    /** Has an envelope ready for whoever paid; what they need to open it is `package_info`. */
    async give(order, { amount, remark }) {
      const { data } = await bills(await account()).post({
        appid: appId,
        out_bill_no: `gift${order.no}`,
        openid: order.by,
        transfer_amount: amount,
        transfer_remark: remark,
        user_recv_style: { type: 'RED_PACKET' },
      })
      return data
    },
    async askGift(order) {
      return orNothing(
        bills(await account()).outBillNo._out_bill_no_.get({ out_bill_no: `gift${order.no}` }),
        'RESOURCE_NOT_EXISTS',
      )
    },
    async takeBack(order) {
      await bills(await account()).outBillNo._out_bill_no_.cancel.post({}, { out_bill_no: `gift${order.no}` })
    },
    /** Reads news: the signature must be the platform's over these bytes, the age small, the content ours. Else 401. */
    async news({ request, raw }) {
      const header = name => String(request.headers[`wechatpay-${name}`] ?? '')
      const age = Math.abs(Date.now() / 1000 - Number(header('timestamp')))
      if (!(age <= NEWS_AGE_S_MAX)) throw forged()
      if (!(await account()).certs[header('serial')]) known = undefined
      const certificate = (await account()).certs[header('serial')]
      const text = Formatter.response(header('timestamp'), header('nonce'), raw)
      if (!certificate || !fits(text, header('signature'), certificate)) throw forged()
      const { event_type: event, resource } = JSON.parse(raw)
      const told = toldIn(resource)
      if (told?.mchid !== mchid) throw forged()
      return { event, told }
    },
  }
}

const forged = () =>
  Object.assign(no(401, 'forged'), { answer: { code: 'FAIL', message: 'The signature does not fit.' } })

function fits(text, signature, certificate) {
  try {
    return Rsa.verify(text, signature, certificate)
  } catch {
    return false
  }
}

/** The answer's data; undefined when the other side says that there is no such thing. */
async function orNothing(asked, word) {
  try {
    return (await asked).data
  } catch (error) {
    if (codeOf(error) === word) return undefined
    throw error
  }
}

/** The word with which the API of merchants refused; undefined when it was not reached. */
export const codeOf = error => error?.response?.data?.code
