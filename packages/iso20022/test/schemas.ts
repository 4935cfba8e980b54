import type { MessageName } from '@plaza/iso20022'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { validateXML } from 'xmllint-wasm'

const own = new URL('./schema/', import.meta.url)
const read = (name: string) => ({ fileName: name, contents: readFileSync(new URL(name, own), 'utf8') })
const shared = ['common.xsd', 'entry.xsd'].map(read)

/**
 * What libxml2 says against this repository's schema of a message: usage guidelines written from the standard, narrower
 * than it in every part. Empty when valid.
 */
export async function schemaFaults(kind: MessageName, ...messages: string[]): Promise<string[]> {
  const result = await validateXML({
    xml: files(messages),
    schema: [read(`${kind}.xsd`)],
    preload: shared,
  })
  return result.errors.map(error => error.message)
}

/** A folder with the files of iso20022.org, which this repository does not copy: `pain.001.001.09.xsd` and so on. */
export const officialFolder = process.env['PLAZA_ISO20022_XSD']

/** What libxml2 says against the standard's own schema. */
export async function officialFaults(kind: MessageName, ...messages: string[]): Promise<string[]> {
  const contents = readFileSync(path.join(officialFolder as string, `${kind}.xsd`), 'utf8')
  const result = await validateXML({
    xml: files(messages),
    schema: [{ fileName: `${kind}.xsd`, contents }],
  })
  return result.errors.map(error => error.message)
}

const files = (messages: string[]) => messages.map((contents, i) => ({ fileName: `message-${i}.xml`, contents }))
