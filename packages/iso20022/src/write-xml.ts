import { type Money, toDecimal } from './amount.ts'
import type { MessageName } from './codes.ts'

/** A piece of XML that is ready: only the functions here make it, so that text can never become markup. */
export class Markup {
  readonly xml: string
  constructor(xml: string) {
    this.xml = xml
  }
}

export type Content = Markup | string | undefined

/** An element with text or elements in it, in the order given. `undefined` stands for an optional part that is not there. */
export function el(name: string, ...content: readonly (Content | readonly Content[])[]): Markup {
  return new Markup(`<${name}>${inner(content)}</${name}>`)
}

/** An element when there is something to say, as optional elements must not be empty. */
export function elIf(name: string, text: string | undefined): Markup | undefined {
  return text === undefined ? undefined : el(name, text)
}

/** An amount with its currency. */
export function amountEl(name: string, money: Money): Markup {
  return new Markup(`<${name} Ccy="${escape(money.currency)}">${toDecimal(money)}</${name}>`)
}

/** Elements nested in each other: `nest('Id/OrgId/Othr', …)`. */
export function nest(path: string, ...content: readonly (Content | readonly Content[])[]): Markup {
  return path
    .split('/')
    .reverse()
    .reduce<Markup>((within, name) => new Markup(`<${name}>${within.xml}</${name}>`), new Markup(inner(content)))
}

/** A whole message, UTF-8. */
export function document(kind: MessageName, body: Markup): string {
  const namespace = `urn:iso:std:iso:20022:tech:xsd:${kind}`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${namespace}">${body.xml}</Document>\n`
}

function inner(content: readonly (Content | readonly Content[])[]): string {
  return content
    .flat()
    .map(part => (part instanceof Markup ? part.xml : part === undefined ? '' : escape(part)))
    .join('')
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, sign => ESCAPES[sign] as string)
}
