import { QrFault } from './fault.ts'
import { CODE_LENGTH_MAX, GUI_LENGTH_MAX } from './limits.ts'
import type { Account, MerchantCode } from './merchant-code.ts'

/** Plaza's own place among the templates. */
const TEMPLATE = '26'
const CODE = /^[A-Za-z0-9_-]+$/

/** What a template of Plaza says: whose shop, and which order of it, if one. */
export interface PlazaPlace {
  readonly merchant: string
  readonly order?: string
}

/**
 * The name of a city in its template: its domain reversed (`plaza.example.org` is `org.example.plaza`), without the
 * farthest names where it is longer than a template holds.
 */
export function guiOf(domain: string): string {
  const names = domain.toLowerCase().split('.').reverse()
  while (names.length > 1 && names.join('.').length > GUI_LENGTH_MAX) names.pop()
  return names.join('.').slice(0, GUI_LENGTH_MAX)
}

/** Template 26 of a city. Nothing in it is signed: details are asked online. Throws `field_wrong` for odd codes. */
export function plazaAccount(domain: string, { merchant, order }: PlazaPlace): Account {
  return {
    id: TEMPLATE,
    gui: guiOf(domain),
    fields: [
      { id: '01', value: fit('01', merchant) },
      ...(order === undefined ? [] : [{ id: '02', value: fit('02', order) }]),
    ],
  }
}

/** What a code says to this city; nothing where it has no template of it. Other cities' codes are theirs. */
export function plazaPlaceOf(code: Pick<MerchantCode, 'accounts'>, domain: string): PlazaPlace | undefined {
  const account = code.accounts.find(({ gui }) => gui.toLowerCase() === guiOf(domain))
  const value = (id: string) => account?.fields.find(field => field.id === id)?.value
  const [merchant, order] = [value('01'), value('02')]
  return merchant === undefined ? undefined : { merchant, ...(order === undefined ? {} : { order }) }
}

function fit(at: string, value: string): string {
  if (!CODE.test(value) || value.length > CODE_LENGTH_MAX) throw new QrFault('field_wrong', `${TEMPLATE}.${at}`)
  return value
}

/** What a link of Plaza leads to: an order to pay, a shop's sticker, or a person who receives. */
export type LinkKind = 'order' | 'shop' | 'person'
export interface PlazaLink {
  readonly kind: LinkKind
  readonly code: string
}

const LETTERS = { order: 'o', shop: 's', person: 'r' } as const satisfies Record<LinkKind, string>

/** `https://<city>/q/o/<code>`: any camera opens it, and the app reads it without going there. */
export function writeLink(origin: string, { kind, code }: PlazaLink): string {
  return `${origin.replace(/\/+$/, '')}/q/${LETTERS[kind]}/${fit('02', code)}`
}

/** The link that a text is, if it is one of this city's. */
export function readLink(text: string, origin: string): PlazaLink | undefined {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return undefined
  }
  if (url.origin !== new URL(origin).origin || url.username || url.password) return undefined
  const [, letter, code = ''] = /^\/q\/([osr])\/([^/]+)\/?$/.exec(url.pathname) ?? []
  const kind = (Object.keys(LETTERS) as LinkKind[]).find(name => LETTERS[name] === letter)
  return kind && CODE.test(code) && code.length <= CODE_LENGTH_MAX ? { kind, code } : undefined
}
