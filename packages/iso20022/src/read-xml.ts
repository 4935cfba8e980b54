import { SaxesParser } from 'saxes'
import { DEPTH_MAX, ELEMENTS_MAX, MESSAGE_BYTES_MAX } from './limits.ts'

export type UnreadableReason =
  | 'message_too_large'
  | 'message_too_deep'
  | 'message_not_xml'
  | 'message_with_doctype'
  | 'message_of_other_kind'
  | 'element_missing'
  | 'element_wrong'

/** The bytes are not a message of the kind asked for. `where` names the element, never what stands in it. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly reason: UnreadableReason
  readonly where: string
  constructor(reason: UnreadableReason, where = '') {
    super(where ? `${reason}: ${where}` : reason)
    this.reason = reason
    this.where = where
  }
}

export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

interface Growing extends Element {
  children: Element[]
  text: string
}

/**
 * Reads XML 1.0 with namespaces into a tree, strictly. Entities are never expanded beyond XML's own five: a document type
 * of any form is refused at once, as are messages too large or too deep (message_with_doctype, message_too_large,
 * message_too_deep, message_not_xml). Elements outside the namespace of the root keep it in their name.
 */
export function readXml(bytes: Uint8Array | string): { root: Element; namespace: string } {
  const text = decode(bytes)
  const open: Growing[] = []
  let root: Element | undefined
  let namespace = ''
  let count = 0
  const parser = new SaxesParser({ xmlns: true, position: false })
  parser.on('error', () => {
    throw new Unreadable('message_not_xml')
  })
  parser.on('doctype', () => {
    throw new Unreadable('message_with_doctype')
  })
  parser.on('opentag', tag => {
    if (open.length >= DEPTH_MAX || ++count > ELEMENTS_MAX) throw new Unreadable('message_too_deep')
    if (open.length === 0) namespace = tag.uri
    const attributes = Object.fromEntries(Object.values(tag.attributes).map(({ name, value }) => [name, value]))
    open.push({
      name: tag.uri === namespace ? tag.local : `{${tag.uri}}${tag.local}`,
      attributes,
      children: [],
      text: '',
    })
  })
  const said = (part: string) => {
    const current = open.at(-1)
    if (current) current.text += part
  }
  parser.on('text', said)
  parser.on('cdata', said)
  parser.on('closetag', () => {
    const done = open.pop() as Growing
    const parent = open.at(-1)
    if (parent) parent.children.push(done)
    else root = done
  })
  parser.write(text).close()
  if (!root) throw new Unreadable('message_not_xml')
  return { root, namespace }
}

/** UTF-8 only, which every bank takes: bytes that claim to be something else are not guessed at. */
function decode(bytes: Uint8Array | string): string {
  if (bytes.length > MESSAGE_BYTES_MAX) throw new Unreadable('message_too_large')
  let text: string
  try {
    text =
      typeof bytes === 'string' ? bytes.replace(/^\ufeff/, '') : new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Unreadable('message_not_xml')
  }
  const declared = /^<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1]
  if (declared && !/^(utf-8|us-ascii)$/i.test(declared)) throw new Unreadable('message_not_xml')
  // The parser meets a document type too, but only after it has read all of it.
  if (/^\s*(?:<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*)*<!DOCTYPE/i.test(text)) throw new Unreadable('message_with_doctype')
  return text
}
