import { QrFault } from './fault.ts'
import { FIELDS_MAX, VALUE_LENGTH_MAX } from './limits.ts'

/** One value under its two-digit id. */
export interface Field {
  readonly id: string
  readonly value: string
}

const HEAD = /^[0-9]{4}$/

/**
 * Reads a level of id, length and value, in order. Lengths count UTF-16 units, as the readers in the field do. Throws
 * `not_tlv` where the text does not add up, and `id_twice`; `within` names the template it is in.
 */
export function readFields(text: string, within = ''): Field[] {
  const fields: Field[] = []
  const seen = new Set<string>()
  for (let at = 0; at < text.length;) {
    const head = text.slice(at, at + 4)
    const id = within + head.slice(0, 2)
    if (!HEAD.test(head) || fields.length >= FIELDS_MAX) throw new QrFault('not_tlv', id)
    const end = at + 4 + Number(head.slice(2))
    if (end > text.length) throw new QrFault('not_tlv', id)
    if (seen.has(id)) throw new QrFault('id_twice', id)
    seen.add(id)
    fields.push({ id: head.slice(0, 2), value: text.slice(at + 4, end) })
    at = end
  }
  return fields
}

/** Writes fields in their order; empty ones are left out. Throws `too_long` and `not_tlv` (an id that is none). */
export function writeFields(fields: readonly Field[], within = ''): string {
  return fields
    .filter(({ value }) => value !== '')
    .map(({ id, value }) => {
      if (!/^[0-9]{2}$/.test(id)) throw new QrFault('not_tlv', within + id)
      if (value.length > VALUE_LENGTH_MAX) throw new QrFault('too_long', within + id)
      return id + String(value.length).padStart(2, '0') + value
    })
    .join('')
}
