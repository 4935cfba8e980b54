import { SaxesParser } from 'saxes'

const FIELDS_MAX = 40
const XML_BYTES_MAX = 64 * 1024

/** Writes a flat message: text as CDATA, numbers bare. */
export function writeXml(fields: Readonly<Record<string, string | number>>): string {
  const parts = Object.entries(fields).map(([name, value]) =>
    typeof value === 'number' ? `<${name}>${value}</${name}>` : `<${name}>${cdata(value)}</${name}>`,
  )
  return `<xml>${parts.join('')}</xml>`
}

/** An end of CDATA inside is cut in two; what XML cannot say at all is left out. */
const cdata = (text: string): string =>
  `<![CDATA[${text
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex -- these are what XML 1.0 forbids
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

/** The fields of the first level of a message; undefined when it is no such message. What lies deeper is left out. */
export function readXml(text: string): Record<string, string> | undefined {
  if (text.length > XML_BYTES_MAX || text.includes('<!DOCTYPE')) return undefined
  const fields: Record<string, string> = {}
  const path: string[] = []
  let value = ''
  let fine = true
  const parser = new SaxesParser()
  parser.on('error', () => (fine = false))
  parser.on('doctype', () => (fine = false))
  parser.on('opentag', ({ name }) => {
    path.push(name)
    value = ''
  })
  parser.on('text', part => (value += part))
  parser.on('cdata', part => (value += part))
  parser.on('closetag', ({ name }) => {
    if (path.length === 2 && Object.keys(fields).length < FIELDS_MAX) fields[name] = value.trim()
    path.pop()
  })
  parser.write(text).close()
  return fine ? fields : undefined
}
