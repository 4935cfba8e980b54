import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser'
import { NESTING_MAX } from './limits.ts'
import type { Problems } from './problems.ts'

export type Json = Readonly<Record<string, unknown>>

/** Reads JSON as the developer tools do: a byte order mark, comments and trailing commas are allowed. Never throws. */
export function readJson(file: string, text: string, problems: Problems): Json {
  if (text.trim() === '') return {}
  if (depthOf(text) > NESTING_MAX) {
    problems.error(file, 'JSON is nested too deeply', `Keep it within ${NESTING_MAX} levels.`)
    return {}
  }
  const errors: ParseError[] = []
  const value: unknown = parse(text, errors, { allowTrailingComma: true, allowEmptyContent: true })
  const first = errors[0]
  if (first) {
    const message = `JSON: ${printParseErrorCode(first.error)}`
    problems.warn(file, message, 'Mend the JSON here; what could be read is used.', placeAt(text, first.offset))
  }
  return isRecord(value) ? value : {}
}

/** Line and column, from 1, of an offset. */
export function placeAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n') }
}

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value that is to be a text. */
export function str(value: unknown, otherwise = ''): string {
  return typeof value === 'string' ? value : otherwise
}

export function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string')
}

function depthOf(text: string): number {
  let depth = 0
  let most = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x7b || code === 0x5b) most = Math.max(most, ++depth)
    else if (code === 0x7d || code === 0x5d) depth--
  }
  return most
}
