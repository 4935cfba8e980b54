import { isPayCode } from '@plaza/pay-code'
import { recognise } from '@plaza/qr'
import { isOurs, urlOf } from '../engine/linkify.ts'

/** What a scanned text is to whoever scanned it. */
export type Found =
  /** Ours: it opens here. */
  | { readonly k: 'page'; readonly path: string }
  /** A payment code of other wallets, by the names people know them by. */
  | { readonly k: 'wallet'; readonly names: readonly string[] }
  /** A payment code of which a part is missing or wrong. */
  | { readonly k: 'damaged' }
  /** Somebody's pay code: for tills. */
  | { readonly k: 'till' }
  | { readonly k: 'link'; readonly url: URL }
  | { readonly k: 'text' }

/** Where the scanner stands: the city, and which of its addresses are pages. */
export interface Here {
  readonly origin: string
  readonly port: string
  readonly isPage: (path: string) => boolean
}

/** Tells what a scanned text is. Opens and asks nothing. */
export function lookAt(text: string, here: Here): Found {
  const said = recognise(text, here)
  switch (said.what) {
    case 'shop':
      return { k: 'page', path: said.order ? `/q/o/${said.order}` : pathOfShop(said) }
    case 'foreign':
      return { k: 'wallet', names: said.schemes.map(({ name }) => name) }
    case 'damaged':
      return { k: 'damaged' }
    case 'link':
    case 'unknown':
      return ofAddress(text.trim(), here)
  }
}

const pathOfShop = ({ merchant, amount }: { readonly merchant: string; readonly amount?: string }): string =>
  `/q/s/${[merchant, ...(amount ? [amount] : [])].map(encodeURIComponent).join('/')}`

function ofAddress(text: string, here: Here): Found {
  if (isPayCode(text)) return { k: 'till' }
  const url = urlOf(text)
  if (!url || !/^https?:$/.test(url.protocol)) return { k: 'text' }
  return isOurs(url, here) && here.isPage(url.pathname) ? { k: 'page', path: url.pathname } : { k: 'link', url }
}
