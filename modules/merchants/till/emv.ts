import type { City } from '@plaza/house'
import { placesOf } from '@plaza/ledger'
import { majorUnits } from '@plaza/pay-wire'
import { plazaAccount, writeMerchantCode } from '@plaza/qr'
import type { MerchantRow } from '../store.ts'

/** ISO 4217 numbers of currencies that cities use; any other is written as "no currency", and asked of the city. */
const NUMBERS: Readonly<Record<string, string>> = {
  AED: '784',
  ARS: '032',
  AUD: '036',
  BDT: '050',
  BGN: '975',
  BOB: '068',
  BRL: '986',
  CAD: '124',
  CHF: '756',
  CLP: '152',
  CNY: '156',
  COP: '170',
  CRC: '188',
  CZK: '203',
  DKK: '208',
  DOP: '214',
  EGP: '818',
  EUR: '978',
  GBP: '826',
  GHS: '936',
  GTQ: '320',
  HKD: '344',
  HNL: '340',
  HUF: '348',
  IDR: '360',
  ILS: '376',
  INR: '356',
  ISK: '352',
  JPY: '392',
  KES: '404',
  KRW: '410',
  KZT: '398',
  LKR: '144',
  MAD: '504',
  MXN: '484',
  MYR: '458',
  NGN: '566',
  NIO: '558',
  NOK: '578',
  NPR: '524',
  NZD: '554',
  PEN: '604',
  PHP: '608',
  PKR: '586',
  PLN: '985',
  PYG: '600',
  RON: '946',
  RSD: '941',
  RUB: '643',
  RWF: '646',
  SAR: '682',
  SEK: '752',
  SGD: '702',
  THB: '764',
  TND: '788',
  TRY: '949',
  TWD: '901',
  TZS: '834',
  UAH: '980',
  UGX: '800',
  USD: '840',
  UYU: '858',
  UZS: '860',
  VND: '704',
  XAF: '950',
  XOF: '952',
  ZAR: '710',
  ZMW: '967',
}
const NO_CURRENCY = '999'
/** Language of the native name where nothing better is known: "undetermined" has no two letters, so the country's own. */
const NATIVE_LANGUAGES: Readonly<Record<string, string>> = {
  CN: 'ZH',
  TW: 'ZH',
  HK: 'ZH',
  JP: 'JA',
  KR: 'KO',
  GR: 'EL',
}

/** What a code is for: a shop's wall, or one order of it. */
export interface EmvWish {
  readonly shop: string
  readonly currency: string
  readonly order?: { readonly code: string; readonly amount: bigint; readonly terminal: string | null }
}

/** The EMVCo text of a shop (any amount) or of an order (its amount), in which Plaza's own template says the codes. */
export function emvOf(city: City, merchant: MerchantRow, { shop, currency, order }: EmvWish): string {
  const { hostname } = new URL(city.config.publicUrl)
  const { name, nativeName, country, category } = merchant
  return writeMerchantCode({
    dynamic: order !== undefined,
    accounts: [plazaAccount(hostname, { merchant: shop, ...(order ? { order: order.code } : {}) })],
    cards: [],
    category,
    currency: NUMBERS[currency] ?? NO_CURRENCY,
    ...(order ? { amount: majorUnits(order.amount, placesOf(currency)) } : {}),
    country,
    name,
    city: merchant.city,
    ...(order?.terminal ? { additional: { terminal: order.terminal } } : {}),
    ...(nativeName ? { native: { language: NATIVE_LANGUAGES[country] ?? country, name: nativeName } } : {}),
  })
}
