import fc from 'fast-check'
import { hasError, parsePix, createStaticPix } from 'pix-utils'
import { parse as parsePrompt } from 'promptparse'
import promptpay from 'promptpay-qr'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import {
  crc16,
  guiOf,
  plazaAccount,
  plazaPlaceOf,
  QrFault,
  readMerchantCode,
  readLink,
  recognise,
  schemesOf,
  writeLink,
  writeMerchantCode,
  type MerchantCode,
} from '../src/index.ts'

const { Merchant: steplix } = createRequire(import.meta.url)('steplix-emv-qrcps') as {
  Merchant: { Parser: { toEMVQR(text: string): { generatePayload(): string } } }
}

const ORIGIN = 'https://plaza.example.org'
const sticker: MerchantCode = {
  dynamic: false,
  accounts: [plazaAccount('plaza.example.org', { merchant: '1600000017' })],
  cards: [],
  category: '5411',
  currency: '978',
  country: 'ES',
  name: 'Anna Bakery',
  city: 'Madrid',
}
const order: MerchantCode = {
  ...sticker,
  dynamic: true,
  accounts: [plazaAccount('plaza.example.org', { merchant: '1600000017', order: 'K7Q2' })],
  amount: '12.50',
  additional: { bill: 'R-1', terminal: 'T2' },
  native: { language: 'ZH', name: '安娜面包店', city: '马德里' },
}

const faultOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof QrFault) return error.message
  }
  return 'none'
}
/** The same fields under a checksum that fits. */
const sealed = (body: string) => `${body}6304${crc16(`${body}6304`)}`

test('the checksum is CRC-16/CCITT-FALSE', () => {
  expect(crc16('123456789')).toBe('29B1')
  expect(crc16('')).toBe('FFFF')
})

test('an order and a sticker come back as they were written, and say which shop and order', () => {
  for (const code of [sticker, order]) expect(readMerchantCode(writeMerchantCode(code))).toEqual(code)
  expect(plazaPlaceOf(order, 'plaza.example.org')).toEqual({ merchant: '1600000017', order: 'K7Q2' })
  expect(plazaPlaceOf(order, 'plaza.elsewhere.org')).toBeUndefined()
})

test('other readers agree with what we write', () => {
  const text = writeMerchantCode({ ...order, native: { language: 'EN', name: 'Anna' } })
  const prompt = parsePrompt(text, true)
  expect(prompt?.getTagValue('54')).toBe('12.50')
  expect(prompt?.getTagValue('26', '01')).toBe('1600000017')
  expect(prompt?.getTagValue('59')).toBe('Anna Bakery')
  expect(steplix.Parser.toEMVQR(text).generatePayload()).toBe(text)
  expect(parsePrompt(`${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`, true)).toBeNull()
})

test('we read what others write, and say which wallet is meant', () => {
  const pix = createStaticPix({
    merchantName: 'Thales Ogliari',
    merchantCity: 'Sao Miguel',
    pixKey: 'thalesog@test.com',
    transactionAmount: 10.5,
  })
  if (hasError(pix)) throw new Error('pix-utils did not write a code')
  const read = readMerchantCode(pix.toBRCode())
  expect(read).toMatchObject({ currency: '986', country: 'BR', amount: '10.50' })
  expect(schemesOf(read)).toEqual([{ scheme: 'pix', name: 'Pix' }])
  expect(hasError(parsePix(writeMerchantCode(read)))).toBe(false)
  const thai = promptpay('0812345678', { amount: 4.22 })
  expect(recognise(thai, { origin: ORIGIN })).toMatchObject({
    what: 'foreign',
    schemes: [{ scheme: 'promptpay', name: 'PromptPay' }],
  })
})

test.each([
  ['upi://pay?pa=shop@bank&pn=Shop', 'UPI'],
  ['wxp://f2f0abc', 'WeChat Pay'],
  ['https://qr.alipay.com/abc', 'Alipay'],
  ['BCD\n002\n1\nSCT\n\nAnna\nES91', 'SEPA transfer (EPC code)'],
  ['SPC\n0200\n1\nCH44', 'Swiss QR bill'],
  ['bitcoin:bc1qxyz', 'a cryptocurrency'],
])('%s is told by name', (text, name) => {
  expect(recognise(text, { origin: ORIGIN })).toMatchObject({ what: 'foreign', schemes: [{ name }] })
})

test('a code with several schemes names them all; one with a card of a shop too', () => {
  const code: MerchantCode = {
    ...sticker,
    accounts: [
      { id: '26', gui: 'SG.PAYNOW', fields: [{ id: '01', value: '2' }] },
      { id: '51', gui: 'SG.SGQR', fields: [{ id: '01', value: '180307' }] },
    ],
    cards: [{ id: '02', value: '4000123456789012' }],
  }
  expect(schemesOf(readMerchantCode(writeMerchantCode(code))).map(({ name }) => name)).toEqual([
    'PayNow',
    'SGQR',
    'Visa',
  ])
})

test.each([
  ['', 'format_unknown at 00'],
  ['hello', 'format_unknown at 00'],
  ['00020101021', 'crc_missing at 63'],
  [`${writeMerchantCode(order).slice(0, -4)}0000`, 'crc_wrong at 63'],
  [sealed('000201010211'), 'field_missing at 52'],
  [sealed('00020101021101'), 'not_tlv at 01'],
  [sealed('000201010299'), 'field_wrong at 01'],
  [sealed('00020101021101021152045411'), 'id_twice at 01'],
  [sealed('00020101021126040099'), 'not_tlv at 26.00'],
  ['0'.repeat(5000), 'too_long'],
])('%# a code that is not right is refused with its reason', (text, reason) => {
  expect(faultOf(() => readMerchantCode(text))).toBe(reason)
})

test('what other readers would refuse is not written', () => {
  expect(faultOf(() => writeMerchantCode({ ...sticker, name: 'Панадерия' }))).toBe('not_ascii at 59')
  expect(faultOf(() => writeMerchantCode({ ...sticker, name: 'x'.repeat(26) }))).toBe('too_long at 59')
  expect(faultOf(() => writeMerchantCode({ ...sticker, amount: '1,50' }))).toBe('field_wrong at 54')
  expect(faultOf(() => writeMerchantCode({ ...sticker, accounts: [] }))).toBe('field_missing at 26')
  expect(faultOf(() => plazaAccount('a.b', { merchant: 'no spaces' }))).toBe('field_wrong at 26.01')
})

test('a domain longer than a template keeps its nearest names', () => {
  expect(guiOf('plaza.example.org')).toBe('org.example.plaza')
  expect(guiOf('a-rather-long-name.of-a-city.example.org')).toBe('org.example.of-a-city')
})

test('links are read on our own origin only', () => {
  for (const kind of ['order', 'shop', 'person'] as const)
    expect(readLink(writeLink(ORIGIN, { kind, code: 'K7Q2' }), ORIGIN)).toEqual({ kind, code: 'K7Q2' })
  for (const text of [
    'https://plaza.example.org.evil.test/q/o/K7Q2',
    'https://me@plaza.example.org/q/o/K7Q2',
    'http://plaza.example.org/q/o/K7Q2',
    'https://plaza.example.org/q/x/K7Q2',
    'https://plaza.example.org/q/o/K7%2FQ2',
    'not a link',
  ])
    expect(readLink(text, ORIGIN)).toBeUndefined()
})

test('whatever can be written is read as it was, and no text makes the reader fail otherwise than by its own words', () => {
  const ascii = (max: number) =>
    fc.string({ unit: fc.constantFrom(...'ABCxyz 0189.-*/'), minLength: 1, maxLength: max })
  const native = fc.string({ unit: fc.constantFrom(...'安娜面包店Ñé'), minLength: 1, maxLength: 15 })
  const codes = fc.record(
    {
      dynamic: fc.boolean(),
      accounts: fc.constant(order.accounts),
      cards: fc.constantFrom([], [{ id: '15', value: '123' }]),
      category: fc.constant('5411'),
      currency: fc.constant('978'),
      amount: fc.nat(9_999_999).map(cents => (cents / 100).toFixed(2)),
      country: fc.constant('ES'),
      name: ascii(25),
      city: ascii(15),
      postCode: ascii(10),
      additional: fc.record({ bill: ascii(25), purpose: ascii(25) }),
      native: fc.record({ language: fc.constant('ZH'), name: native, city: native }),
      others: fc.constant([{ id: '80', value: 'x' }]),
    },
    { requiredKeys: ['dynamic', 'accounts', 'cards', 'category', 'currency', 'country', 'name', 'city'] },
  )
  fc.assert(
    fc.property(codes, code => {
      expect(readMerchantCode(writeMerchantCode(code))).toEqual(code)
    }),
  )
  const near = fc.tuple(fc.constant(writeMerchantCode(order)), fc.nat(120), fc.string({ maxLength: 3 }))
  fc.assert(
    fc.property(near, ([text, at, put]) => {
      const changed = text.slice(0, at) + put + text.slice(at + put.length)
      expect(faultOf(() => readMerchantCode(sealed(changed.slice(0, -8))))).toEqual(expect.any(String))
      expect(recognise(changed, { origin: ORIGIN }).what).toEqual(expect.any(String))
    }),
  )
})
