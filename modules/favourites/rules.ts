import type { ChatEvent } from '@plaza/contract'
import { WORDS_LENGTH_MAX } from './limits.ts'

/** The parts of a body that people would look for. */
const SAID = ['text', 'title', 'name', 'address']

/** What a kept message can be found by: its own words, and those of the messages that it passes on. */
export function wordsOf(event: Pick<ChatEvent, 'b'>): string {
  const lines = Array.isArray(event.b['lines']) ? (event.b['lines'] as { name?: unknown; b?: unknown }[]) : []
  const said = [event.b, ...lines, ...lines.map(line => line.b ?? {})] as Record<string, unknown>[]
  return said
    .flatMap(part => SAID.map(field => part[field]).filter(value => typeof value === 'string'))
    .join(' ')
    .toLowerCase()
    .slice(0, WORDS_LENGTH_MAX)
}

/** A pattern that finds exactly these letters anywhere. */
export const patternOf = (query: string): string =>
  `%${query
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`
