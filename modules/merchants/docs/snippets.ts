/** Code that makes a first order, for each of the SDKs that drive the tests; only the base address is the city's. */
export const snippets = (baseUrl: string): readonly { readonly name: string; readonly code: string }[] => [
  {
    name: 'wechatpay-axios-plugin',
    code: `import { Wechatpay } from 'wechatpay-axios-plugin'
const pay = new Wechatpay({
  baseURL: '${baseUrl}',
  mchid, serial, privateKey, // of your shop, under Keys
  certs: { [platformSerial]: platformCertificate }, // from GET /v3/certificates
})
const { data } = await pay.v3.pay.transactions.native.post(order)`,
  },
  {
    name: 'wechatpay-node-v3',
    code: `import WxPay from 'wechatpay-node-v3'
const pay = new WxPay({ appid, mchid, publicKey: certificate, privateKey, key: apiV3Key })
// Its host is fixed; the hook that it offers sends what it signed here.
const { httpService } = pay
const here = url => url.replace('https://api.mch.weixin.qq.com', '${baseUrl}')
pay.createHttp({
  get: (url, ...rest) => httpService.get(here(url), ...rest),
  post: (url, ...rest) => httpService.post(here(url), ...rest),
})
const answer = await pay.transactions_native(order)`,
  },
  {
    name: 'node-easywechat',
    code: `import { Pay } from 'node-easywechat'
const app = new Pay({
  mch_id: mchid, private_key: 'apiclient_key.pem', certificate: 'apiclient_cert.pem', secret_key: apiV3Key,
  platform_certs: ['platform.pem'], // from GET /v3/certificates
  http: { baseURL: '${baseUrl}' },
})
const answer = await app.getClient().post('/v3/pay/transactions/native', { data: order })`,
  },
]
