import { QrFault, type QrFaultCode } from './fault.ts'
import { TEXT_LENGTH_MAX } from './limits.ts'
import { readMerchantCode, readPlaces } from './merchant-code.ts'
import { plazaPlaceOf, readLink, type PlazaLink, type PlazaPlace } from './plaza.ts'
import { schemeOfText, schemesOf, type Scheme } from './schemes.ts'

/** What a scanned text is to the wallet of one city. */
export type Scanned =
  | ({ readonly what: 'link' } & PlazaLink)
  | { readonly what: 'shop'; readonly merchant: string; readonly order?: string; readonly amount?: string }
  | { readonly what: 'foreign'; readonly schemes: readonly Scheme[] }
  | { readonly what: 'damaged'; readonly why: QrFaultCode; readonly at: string }
  | { readonly what: 'unknown' }

/** Tells what a scanned text is: ours, somebody else's by name, a payment code that is damaged, or nothing of the kind. */
export function recognise(text: string, city: { readonly origin: string }): Scanned {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > TEXT_LENGTH_MAX) return { what: 'unknown' }
  const link = readLink(trimmed, city.origin)
  if (link) return { what: 'link', ...link }
  if (trimmed.startsWith('000201')) return ofMerchantCode(trimmed, new URL(city.origin).hostname)
  const scheme = schemeOfText(trimmed)
  return scheme ? { what: 'foreign', schemes: [scheme] } : { what: 'unknown' }
}

function ofMerchantCode(text: string, domain: string): Scanned {
  try {
    const places = readPlaces(text)
    if (!plazaPlaceOf(places, domain)) return { what: 'foreign', schemes: schemesOf(places) }
    const code = readMerchantCode(text)
    const place = plazaPlaceOf(code, domain) as PlazaPlace
    return { what: 'shop', ...place, ...(code.amount ? { amount: code.amount } : {}) }
  } catch (error) {
    if (!(error instanceof QrFault)) throw error
    return { what: 'damaged', why: error.code, at: error.at }
  }
}
