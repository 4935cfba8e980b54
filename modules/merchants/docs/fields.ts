import type { TSchema } from 'typebox'

/** A field of a body, as a line of a table. */
export interface Field {
  /** With the objects that it lies in: `amount.total`. */
  readonly name: string
  readonly required: boolean
  readonly type: string
  readonly limits: string
}

interface Shape {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
}

/** The fields that a schema checks, objects before what lies in them. */
export const fieldsOf = (schema: TSchema): Field[] => linesOf(schema, '')

function linesOf({ properties = {}, required = [] }: Shape, before: string): Field[] {
  return Object.entries(properties).flatMap(([key, part]) => {
    const name = before + key
    const line = { name, required: required.includes(key), type: part.type ?? '', limits: limitsOf(part) }
    return [line, ...linesOf(part, `${name}.`)]
  })
}

function limitsOf({ minLength, maxLength, minimum, maximum, pattern }: Shape): string {
  const letters = maxLength === undefined ? '' : `${minLength ?? 0} to ${maxLength} letters`
  const range = minimum === undefined || maximum === undefined ? '' : `${minimum} to ${maximum}`
  return [letters, range, pattern ?? ''].filter(Boolean).join(', ')
}
