import fc from 'fast-check'
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin'
import { beforeAll, expect, test } from 'vitest'
import {
  answerText,
  billFile,
  billHash,
  canonicalHash,
  certifyKey,
  clientPayText,
  emitJson,
  letters,
  majorUnits,
  makeAuthority,
  makeCertified,
  makeKeyPair,
  mustBeFresh,
  notifyBody,
  openField,
  openSealed,
  prepayIdOf,
  readAuthorization,
  readPublicKey,
  readWireTime,
  requestText,
  sealField,
  sealText,
  signatureFits,
  signedHeaders,
  signText,
  TRADE_SUM_TITLES,
  TRADE_TITLES,
  WireFault,
  wireTime,
  writeAuthorization,
  zipBill,
  type Certified,
} from '../src/index.ts'

const NOW = Date.UTC(2026, 0, 1)
const YEAR_MS = 365 * 86_400_000
const life = { fromMs: NOW - 1000, untilMs: NOW + YEAR_MS }
const API_KEY = 'abcdefghijklmnopqrstuvwxyz012345'

let authority: Certified
let platform: Certified
beforeAll(async () => {
  authority = await makeAuthority('Plaza test authority', life)
  platform = await makeCertified('Plaza pay', authority, life)
})

const faultOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof WireFault) return `${error.status} ${error.code}: ${error.detail?.issue ?? ''}`
  }
  return 'none'
}

test('the published example of a client pay call: its signature fits our text, and no other', () => {
  const key = createPublicKey({ key: Buffer.from(PUBLISHED_KEY, 'base64'), format: 'der', type: 'spki' })
  const call = {
    appId: 'wx8888888888888888',
    timeStamp: '1414561699',
    nonceStr: '5K8264ILTKCH16CQ2502SI8ZNMTM67VS',
    package: 'prepay_id=wx201410272009395522657a690389285100',
  }
  expect(signatureFits(key, clientPayText(call), PUBLISHED_SIGNATURE)).toBe(true)
  expect(signatureFits(key, clientPayText({ ...call, timeStamp: '1414561698' }), PUBLISHED_SIGNATURE)).toBe(false)
  expect(prepayIdOf(call)).toBe(prepayIdOf({ package: 'wx201410272009395522657a690389285100' }))
})

test('a request signed by a real client is read and verified; one bit of anything and it is not', async () => {
  const { privateKey, publicKey } = await makeKeyPair()
  const [method, target, timestamp, nonce, body] = ['POST', '/v3/pay?x=1', '1767225600', 'n0nce', '{"a":"ñ"}'] as const
  const signature = Rsa.sign(Formatter.request(method, target, timestamp, nonce, body), privateKey)
  const read = readAuthorization(Formatter.authorization('1600000017', nonce, signature, timestamp, 'AB12'))
  expect(read).toEqual({ mchid: '1600000017', nonce, timestamp, serial: 'AB12', signature })
  expect(readAuthorization(writeAuthorization(read))).toEqual(read)
  const key = createPublicKey(publicKey)
  const fits = (m: string, t: string, b: string, n = nonce as string) =>
    signatureFits(key, requestText(m, t, { timestamp, nonce: n }, b), read.signature)
  expect(fits(method, target, body)).toBe(true)
  expect([
    fits('GET', target, body),
    fits(method, '/v3/pay?x=2', body),
    fits(method, target, '{"a":"n"}'),
    fits(method, target, body, 'n1nce'),
  ]).toEqual([false, false, false, false])
})

test.each([
  [undefined, 'the header is missing'],
  ['Bearer abc', 'the scheme must be WECHATPAY2-SHA256-RSA2048'],
  ['WECHATPAY2-SHA256-RSA2048 mchid="1"', 'nonce_str is missing or malformed'],
  [`WECHATPAY2-SHA256-RSA2048 ${'x'.repeat(3000)}`, 'the header is too long'],
  [
    'WECHATPAY2-SHA256-RSA2048 mchid="1",nonce_str="a",timestamp="soon",serial_no="A",signature="AA=="',
    'timestamp is missing or malformed',
  ],
  [
    'WECHATPAY2-SHA256-RSA2048 mchid="1",nonce_str="a",timestamp="1",serial_no="A",signature="<>"',
    'signature is missing or malformed',
  ],
])('%# an Authorization header that cannot be: %s', (header, issue) => {
  expect(faultOf(() => readAuthorization(header))).toBe(`401 SIGN_ERROR: ${issue}`)
})

test('parts of the header may come in any order and with spaces, a serial in either case', () => {
  const header =
    'WECHATPAY2-SHA256-RSA2048 signature="AA==", serial_no="ab12", timestamp="1", nonce_str="n", mchid="1600000017"'
  expect(readAuthorization(header)).toMatchObject({ serial: 'AB12', mchid: '1600000017' })
})

test('five minutes either way is fresh, a second more is not', () => {
  const at = (seconds: number) => faultOf(() => mustBeFresh({ timestamp: String(NOW / 1000 + seconds) }, NOW))
  expect([at(300), at(-300)]).toEqual(['none', 'none'])
  expect([at(301), at(-301)].every(said => said.startsWith('401 SIGN_ERROR'))).toBe(true)
})

test('answers are signed so that a real client verifies them, the empty one too; and never twice alike', async () => {
  const key = { serial: platform.serial, key: createPrivateKey(platform.privateKey) }
  for (const body of ['', '{"code_url":"https://x/é"}']) {
    const headers = await signedHeaders(key, { body, nowMs: NOW })
    const {
      'Wechatpay-Timestamp': at = '',
      'Wechatpay-Nonce': nonce = '',
      'Wechatpay-Signature': signature = '',
    } = headers
    expect(Rsa.verify(Formatter.response(at, nonce, body), signature, platform.certificate)).toBe(true)
    expect(answerText(at, nonce, body)).toBe(Formatter.response(at, nonce, body))
    expect((await signedHeaders(key, { body, nowMs: NOW }))['Wechatpay-Nonce']).not.toBe(nonce)
    // A client that keeps headers in a map of its own finds them by these very letters.
    expect(Object.keys(headers).map(name => name.replace('Wechatpay-', ''))).toEqual([
      'Timestamp',
      'Nonce',
      'Serial',
      'Signature',
      'Signature-Type',
    ])
  }
})

test('signing leaves the event loop free: it turns while signatures are made', async () => {
  const key = createPrivateKey(platform.privateKey)
  let made = 0
  const all = Array.from({ length: 200 }, () => signText(key, 'text').then(() => made++))
  await new Promise(resolve => setImmediate(resolve))
  expect(made).toBeLessThan(200)
  await Promise.all(all)
})

test('what is sealed is opened by real clients and by nobody with another key, nonce, data or bit', () => {
  const text = '{"amount":1,"名":"安娜"}'
  const sealed = sealText(API_KEY, text, 'transaction')
  expect(Aes.AesGcm.decrypt(sealed.ciphertext, API_KEY, sealed.nonce, sealed.associated_data)).toBe(text)
  expect(openSealed(API_KEY, sealed)).toBe(text)
  const flipped = Buffer.from(sealed.ciphertext, 'base64')
  flipped[0] = (flipped[0] as number) ^ 1
  for (const other of [
    { ...sealed, nonce: 'x'.repeat(12) },
    { ...sealed, associated_data: 'refund' },
    { ...sealed, ciphertext: flipped.toString('base64') },
  ])
    expect(() => openSealed(API_KEY, other)).toThrow()
  expect(() => openSealed(API_KEY.toUpperCase(), sealed)).toThrow()
  expect(sealText(API_KEY, text, 'transaction').nonce).not.toBe(sealed.nonce)
})

test('a notify is an envelope whose resource only its merchant opens', () => {
  const resource = { out_trade_no: 'A1' }
  const news = {
    id: 'n1',
    createdAtMs: NOW,
    event: 'TRANSACTION.SUCCESS',
    summary: 'paid',
    about: 'transaction',
    resource,
  }
  const body = JSON.parse(notifyBody(API_KEY, news)) as { resource: Parameters<typeof openSealed>[1] }
  expect(body).toMatchObject({
    id: 'n1',
    create_time: '2026-01-01T00:00:00+00:00',
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    resource: { original_type: 'transaction', algorithm: 'AEAD_AES_256_GCM', associated_data: 'transaction' },
  })
  expect(JSON.parse(openSealed(API_KEY, body.resource))).toEqual(resource)
})

test('sensitive fields go both ways with a real client, and say whose they are not', async () => {
  const key = createPrivateKey(platform.privateKey)
  expect(openField(key, Rsa.encrypt('Ana Müller', platform.certificate), 'user_name')).toBe('Ana Müller')
  expect(Rsa.decrypt(sealField(createPublicKey(platform.certificate), '安娜'), platform.privateKey)).toBe('安娜')
  const other = createPrivateKey((await makeKeyPair()).privateKey)
  const field = sealField(createPublicKey(platform.certificate), 'Ana')
  expect(faultOf(() => openField(other, field, 'user_name'))).toMatch(/^400 PARAM_ERROR/)
})

test('certificates are real ones: of the authority, with forty digits of serial, and for the key they say', async () => {
  const { privateKey, publicKey } = await makeKeyPair()
  const made = await certifyKey('1600000017', publicKey, authority, life)
  const read = new X509Certificate(made.certificate)
  expect(read.verify(createPublicKey(authority.certificate))).toBe(true)
  expect(read.checkIssued(new X509Certificate(authority.certificate))).toBe(true)
  expect(read.checkPrivateKey(createPrivateKey(privateKey))).toBe(true)
  expect(made.serial).toMatch(/^[1-7][0-9A-F]{39}$/)
  expect(read.serialNumber).toBe(made.serial)
  expect(Date.parse(read.validTo)).toBe(life.untilMs)
  expect(new X509Certificate(authority.certificate).ca).toBe(true)
  expect(read.ca).toBe(false)
  expect(await readPublicKey(made.certificate)).toBe(publicKey)
  expect(await readPublicKey(publicKey)).toBe(publicKey)
})

test('what is no key, too short or of another kind is not taken', async () => {
  expect(await readPublicKey('hello')).toBeUndefined()
  expect(await readPublicKey((await makeKeyPair(1024)).publicKey)).toBeUndefined()
  expect(await readPublicKey((await makeKeyPair()).privateKey)).toBeUndefined()
  expect(await readPublicKey('x'.repeat(20_000))).toBeUndefined()
})

test('the same request in another order has the same hash, another one has not', () => {
  expect(canonicalHash({ a: 1, b: { c: [1, 2], d: 'x' } })).toEqual(canonicalHash({ b: { d: 'x', c: [1, 2] }, a: 1 }))
  expect(canonicalHash({ a: 1, b: null })).toEqual(canonicalHash({ a: 1 }))
  for (const other of [{ a: '1' }, { a: [1] }, { a: { 0: 1 } }, { a: 2 }, {}])
    expect(canonicalHash(other)).not.toEqual(canonicalHash({ a: 1 }))
})

test('an answer is as JSON.stringify writes it, and stays so when a client reads and writes it again', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), value => {
      const text = emitJson(value)
      expect(JSON.stringify(JSON.parse(text))).toBe(text)
    }),
    { numRuns: 50 },
  )
  expect(emitJson({ 名: '安娜 <&> é' })).toBe('{"名":"安娜 <&> é"}')
})

test('a bill is read by a real client as it was written', () => {
  const row = TRADE_TITLES.map((_, i) => (i === 6 ? 'A, 1`' : String(i)))
  const file = billFile({
    columns: TRADE_TITLES,
    rows: [row, row],
    sumColumns: TRADE_SUM_TITLES,
    sums: ['2', '1.00', '0.00', '0.00', '0.00', '1.00', '0.00'],
  })
  const text = file.toString('utf8')
  expect(text.startsWith('\uFEFF交易时间,')).toBe(true)
  expect(text.endsWith('\r\n')).toBe(true)
  expect(text.split('\r\n')[1]).toMatch(/^`0,`1,.*,`A  1 ,/)
  const { rows, summary } = Formatter.castCsvBill(file) as {
    rows: Record<string, string>[]
    summary: Record<string, string>
  }
  expect(rows).toHaveLength(2)
  expect(rows[0]).toMatchObject({ 交易时间: '0', 费率备注: '26' })
  expect(summary).toMatchObject({ 总交易单数: '2' })
  expect(gunzipSync(zipBill(file)).equals(file)).toBe(true)
  expect(billHash(Buffer.from('abc'))).toBe('a9993e364706816aba3e25717850c26c9cd0d89d')
})

test.each([
  [1250n, 2, '12.50'],
  [5n, 2, '0.05'],
  [-5n, 2, '-0.05'],
  [500n, 0, '500'],
  [1234n, 3, '1.234'],
])('%s with %s places is %s', (amount, places, text) => expect(majorUnits(amount, places)).toBe(text))

test('moments are RFC 3339 both ways', () => {
  expect(readWireTime(wireTime(NOW))).toBe(NOW)
  expect(readWireTime('2026-01-01T08:00:00+08:00')).toBe(NOW)
  for (const text of ['2026-01-01', 'tomorrow', '2026-13-01T00:00:00Z', '']) expect(readWireTime(text)).toBeUndefined()
})

test('letters are fair and not repeated', () => {
  expect(letters(32)).toMatch(/^[A-Za-z0-9]{32}$/)
  expect(new Set(Array.from({ length: 200 }, () => letters(12))).size).toBe(200)
})

// From the documentation of the original: a key made to be shown, and what it signs.
const PUBLISHED_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsG5BcprUqiy7/i4ED3tiXmCIcJGnHGxrSfpOV1gxDaLgP9mIbBMbh5h8S+Uwn9EfelsVkA2C18S9WDTGG4wAnqwEK/zWi411ls+2whhJrTH5EksvFWr/l2BhYG3hIsYaoQSp8Gn1XBpMFwAb3VYED49SmVhRHwfOpxWMZcIQXf5TDeuKBPO2/EPIEEkimr6/K7qTZP/nSfTMX2ywfDnG8d6EHOOqrbSD8McO7bDtut2IEpx8/6VhSkzPR1XHoSpt8i6uCmt9TV2Tce8mNxSb5E8ZNNBxaCiDpCe6B1Uks9XfwXBVdCdI+KNmoifHVeGPI1V8gpvHWqETiFCdOqS1HQIDAQAB'
const PUBLISHED_SIGNATURE =
  'POmTZCzk7fj+FeSwbU4rNghygFOzwpoaQt9SBW8blDAPZCVJ7wVnDVisx6t1ryyBpB3NmOwiNaT+hHi7YthYZzr0kvL5kWKSnpssyWBofnjqbFWBSV8JaFx7Ia2qnsgdVYALisYjLBr+bj69YXuyWiBxYFx+JylH6wW4w55Rziatoa4rwrdlrpgE2yRTxDu9wSZ4VCdUYSMj2ctyAy2fOiCcP00VGjihJWGCXXjeVm2YQyFZXB7KqGPhncdHaFmJzIvL8SbWKSc36cUKSuHhZ5n+oZVU8Vf+lb/eJibzTWxBIAJbtQplKojG48ukd7QFtRUd3b2EkOjzmeJ26zMlfA=='
