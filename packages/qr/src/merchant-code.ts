import { crc16 } from './crc.ts'
import { QrFault } from './fault.ts'
import * as limits from './limits.ts'
import { readFields, writeFields, type Field } from './tlv.ts'

/** Where a payment goes in one scheme: a template 26 to 51, its first field the scheme's own name. */
export interface Account {
  readonly id: string
  /** Globally unique identifier: a reversed domain, an AID or a UUID. */
  readonly gui: string
  readonly fields: readonly Field[]
}

export interface Additional {
  readonly bill?: string
  readonly store?: string
  readonly reference?: string
  readonly terminal?: string
  readonly purpose?: string
  /** Fields of 62 that have no name here. */
  readonly others?: readonly Field[]
}

/** A merchant-presented code (EMVCo QRCPS 1.1): who is paid, how much, through which schemes. */
export interface MerchantCode {
  /** Made for one payment; a static one hangs on the wall. */
  readonly dynamic: boolean
  readonly accounts: readonly Account[]
  /** Card schemes, ids 02 to 25, as they stand. */
  readonly cards: readonly Field[]
  /** Merchant category, ISO 18245. */
  readonly category: string
  /** ISO 4217 number, `978`. */
  readonly currency: string
  /** Decimal digits with a point, in whole units: `12.50`. Whoever pays is asked where there is none. */
  readonly amount?: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** ASCII: what is not is refused by other readers. */
  readonly name: string
  readonly city: string
  readonly postCode?: string
  readonly additional?: Additional
  /** Name and city as their own people write them. */
  readonly native?: { readonly language: string; readonly name: string; readonly city?: string }
  /** Everything else: tips and fees (55 to 57), reserved and unreserved templates. */
  readonly others?: readonly Field[]
}

const ASCII = /^[\x20-\x7e]*$/
const ADDITIONAL_IDS = { bill: '01', store: '03', reference: '05', terminal: '07', purpose: '08' } as const
const ADDITIONAL_NAMES = Object.keys(ADDITIONAL_IDS) as (keyof typeof ADDITIONAL_IDS)[]
const byId = (a: Field, b: Field) => (a.id < b.id ? -1 : 1)
const PATTERNS = {
  '52': /^[0-9]{4}$/,
  '53': /^[0-9]{3}$/,
  '54': /^[0-9]+(\.[0-9]*)?$/,
  '58': /^[A-Z]{2}$/,
} as const

/** Writes a code with its checksum. Throws a `QrFault` that names the field: `not_ascii`, `too_long`, `field_wrong`. */
export function writeMerchantCode(code: MerchantCode): string {
  const { accounts, cards, additional = {}, native, others = [] } = code
  if (accounts.length + cards.length === 0) throw new QrFault('field_missing', '26')
  const fields: Field[] = [
    { id: '01', value: code.dynamic ? '12' : '11' },
    ...cards,
    ...accounts.map(account => ({ id: account.id, value: writeAccount(account) })),
    { id: '52', value: fit('52', code.category) },
    { id: '53', value: fit('53', code.currency) },
    { id: '54', value: code.amount === undefined ? '' : fit('54', code.amount) },
    { id: '58', value: fit('58', code.country) },
    { id: '59', value: plain('59', code.name, limits.NAME_LENGTH_MAX) },
    { id: '60', value: plain('60', code.city, limits.CITY_LENGTH_MAX) },
    { id: '61', value: plain('61', code.postCode ?? '', limits.POST_CODE_LENGTH_MAX) },
    { id: '62', value: writeAdditional(additional) },
    { id: '64', value: native ? writeNative(native) : '' },
    ...others,
  ]
  const ids = fields.map(({ id }) => id)
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice !== undefined) throw new QrFault('id_twice', twice)
  if (!code.name) throw new QrFault('field_missing', '59')
  if (!code.city) throw new QrFault('field_missing', '60')
  const body = `000201${writeFields(fields.toSorted(byId))}6304`
  return body + crc16(body)
}

function writeAccount({ id, gui, fields }: Account): string {
  if (!isAccount(id)) throw new QrFault('field_wrong', id)
  return writeFields([{ id: '00', value: plain(`${id}.00`, gui, limits.GUI_LENGTH_MAX) }, ...fields], `${id}.`)
}

function writeAdditional(additional: Additional): string {
  const named = ADDITIONAL_NAMES.map(name => {
    const id = ADDITIONAL_IDS[name]
    return { id, value: plain(`62.${id}`, additional[name] ?? '', limits.ADDITIONAL_LENGTH_MAX) }
  })
  return writeFields([...named, ...(additional.others ?? [])].toSorted(byId), '62.')
}

/** Signs beyond the Basic Multilingual Plane are left out: readers disagree on how long they are. */
function writeNative({ language, name, city = '' }: NonNullable<MerchantCode['native']>): string {
  const basic = (text: string, max: number) => text.replace(/[\u{10000}-\u{10ffff}]/gu, '').slice(0, max)
  if (!/^[A-Z]{2}$/i.test(language)) throw new QrFault('field_wrong', '64.00')
  return writeFields(
    [
      { id: '00', value: language.toUpperCase() },
      { id: '01', value: basic(name, limits.NAME_LENGTH_MAX) },
      { id: '02', value: basic(city, limits.CITY_LENGTH_MAX) },
    ],
    '64.',
  )
}

function fit(id: keyof typeof PATTERNS, value: string): string {
  if (!PATTERNS[id].test(value) || value.length > limits.AMOUNT_LENGTH_MAX) throw new QrFault('field_wrong', id)
  return value
}

function plain(at: string, value: string, max: number): string {
  if (!ASCII.test(value)) throw new QrFault('not_ascii', at)
  if (value.length > max) throw new QrFault('too_long', at)
  return value
}

/**
 * Reads a code strictly. Throws a `QrFault`: `too_long`, `not_tlv`, `format_unknown` (it does not begin as such codes do),
 * `crc_missing`, `crc_wrong`, `id_twice`, `field_missing`, `field_wrong`. Templates nobody knows are kept as they are.
 */
export function readMerchantCode(text: string): MerchantCode {
  const fields = readOuterFields(text)
  const values = new Map(fields.map(({ id, value }) => [id, value]))
  const must = (id: string) => {
    const value = values.get(id)
    if (!value) throw new QrFault('field_missing', id)
    return value
  }
  const way = values.get('01') ?? '11'
  if (way !== '11' && way !== '12') throw new QrFault('field_wrong', '01')
  const [amount, postCode, more, native] = ['54', '61', '62', '64'].map(id => values.get(id))
  const others = fields.filter(({ id }) => isOther(id))
  return {
    dynamic: way === '12',
    ...placesIn(fields),
    category: fit('52', must('52')),
    currency: fit('53', must('53')),
    ...(amount ? { amount: fit('54', amount) } : {}),
    country: fit('58', must('58')),
    name: must('59'),
    city: must('60'),
    ...(postCode ? { postCode } : {}),
    ...(more ? { additional: readAdditional(more) } : {}),
    ...(native ? { native: readNative(native) } : {}),
    ...(others.length > 0 ? { others } : {}),
  }
}

/** The schemes that a code names, where only its outer form must be right: some national codes leave out the shop. */
export function readPlaces(text: string): Pick<MerchantCode, 'accounts' | 'cards'> {
  return placesIn(readOuterFields(text))
}

function readOuterFields(text: string): Field[] {
  if (text.length > limits.TEXT_LENGTH_MAX) throw new QrFault('too_long')
  if (!text.startsWith('000201')) throw new QrFault('format_unknown', '00')
  checkCrc(text)
  return readFields(text)
}

const placesIn = (fields: readonly Field[]) => ({
  accounts: fields.filter(({ id }) => isAccount(id)).map(readAccount),
  cards: fields.filter(({ id }) => id >= '02' && id <= '25'),
})

/** The checksum is the last thing in a code and covers everything before its own digits. */
function checkCrc(text: string): void {
  if (text.slice(-8, -4) !== '6304') throw new QrFault('crc_missing', '63')
  if (text.slice(-4).toUpperCase() !== crc16(text.slice(0, -4))) throw new QrFault('crc_wrong', '63')
}

const isAccount = (id: string) => id >= '26' && id <= '51'
const isOther = (id: string) => (id >= '55' && id <= '57') || (id >= '65' && id <= '99')

function readAccount({ id, value }: Field): Account {
  const [first, ...fields] = readFields(value, `${id}.`)
  if (first?.id !== '00' || first.value === '') throw new QrFault('field_missing', `${id}.00`)
  return { id, gui: first.value, fields }
}

function readAdditional(text: string): Additional {
  const fields = readFields(text, '62.')
  const named = ADDITIONAL_NAMES.flatMap(name => {
    const value = fields.find(({ id }) => id === ADDITIONAL_IDS[name])?.value
    return value ? [[name, value] as const] : []
  })
  const known = new Set<string>(Object.values(ADDITIONAL_IDS))
  const others = fields.filter(({ id }) => !known.has(id))
  return { ...Object.fromEntries(named), ...(others.length > 0 ? { others } : {}) }
}

function readNative(text: string): NonNullable<MerchantCode['native']> {
  const values = new Map(readFields(text, '64.').map(({ id, value }) => [id, value]))
  const [language, name, city] = ['00', '01', '02'].map(id => values.get(id))
  if (!language || !name) throw new QrFault('field_missing', language ? '64.01' : '64.00')
  return { language, name, ...(city ? { city } : {}) }
}
