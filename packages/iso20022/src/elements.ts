import { type Money, toMinor } from './amount.ts'
import type { MessageName } from './codes.ts'
import { isDay, readDateTime } from './dates.ts'
import { ID_LENGTH_MAX } from './limits.ts'
import { Unreadable, readXml, type Element } from './read-xml.ts'

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:'

/** Reads a message and gives the element below `Document`; of another kind or version, it is refused. */
export function openMessage(bytes: Uint8Array | string, kind: MessageName, body: string): Element {
  const { root, namespace } = readXml(bytes)
  if (namespace !== NAMESPACE + kind || root.name !== 'Document') throw new Unreadable('message_of_other_kind')
  return need(root, body)
}

/** The name of the message that the bytes are, such as `camt.054.001.08`; undefined when they are none. */
export function nameOfMessage(bytes: Uint8Array | string): string | undefined {
  const { root, namespace } = readXml(bytes)
  return root.name === 'Document' && namespace.startsWith(NAMESPACE) ? namespace.slice(NAMESPACE.length) : undefined
}

/** All children of a name. */
export function all(parent: Element, name: string): readonly Element[] {
  return parent.children.filter(child => child.name === name)
}

/** Reads all children of a name, of which there must be one at least. */
export function each<T>(parent: Element, name: string, read: (child: Element) => T): T[] {
  const children = all(parent, name)
  if (children.length === 0) throw new Unreadable('element_missing', `${parent.name}/${name}`)
  return children.map(read)
}

/** The date that must be there, in a choice or alone. */
export function needDay(parent: Element, path: string): string {
  const day = dayIn(parent, path) ?? ''
  if (!isDay(day)) throw wrong(parent, path)
  return day
}

/** The first element on a path such as `Dbtr/Nm`. */
export function find(parent: Element, path: string): Element | undefined {
  let here: Element | undefined = parent
  for (const name of path.split('/')) here = here?.children.find(child => child.name === name)
  return here
}

/** The element that the standard demands there. */
export function need(parent: Element, path: string): Element {
  const found = find(parent, path)
  if (!found) throw new Unreadable('element_missing', `${parent.name}/${path}`)
  return found
}

/** The text there, without space around it; an empty one counts as none. */
export function textAt(parent: Element, path: string): string | undefined {
  return find(parent, path)?.text.trim() || undefined
}

/** The text that must be there. */
export function needText(parent: Element, path: string, lengthMax = ID_LENGTH_MAX): string {
  const text = need(parent, path).text.trim()
  if (text === '' || text.length > lengthMax) throw wrong(parent, path)
  return text
}

/** The amount that must be there, with its currency. */
export function needMoney(parent: Element, path: string): Money {
  const element = need(parent, path)
  const currency = element.attributes['Ccy'] ?? ''
  const minor = /^[A-Z]{3}$/.test(currency) ? toMinor(element.text.trim(), currency) : undefined
  if (minor === undefined) throw wrong(parent, path)
  return { minor, currency }
}

/** The moment that must be there, in epoch ms. */
export function needDateTime(parent: Element, path: string, zone: string): number {
  const at = readDateTime(needText(parent, path), zone)
  if (at === undefined) throw wrong(parent, path)
  return at
}

/** A date, also in a choice of date and moment (DateAndDateTime2Choice); undefined where there is none. */
export function dayIn(parent: Element, path: string): string | undefined {
  const choice = find(parent, path)
  if (!choice) return undefined
  const day = textAt(choice, 'Dt') ?? textAt(choice, 'DtTm')?.slice(0, 10) ?? choice.text.trim()
  if (!isDay(day)) throw wrong(parent, path)
  return day
}

/** What is there is not what the standard says. */
export function wrong(parent: Element, path: string): Unreadable {
  return new Unreadable('element_wrong', `${parent.name}/${path}`)
}
