import { WORD_LENGTH_MAX, WORDS_ASKED_MAX, WORDS_PER_MESSAGE_MAX } from './limits.ts'

/** Scripts that are written without spaces. */
const SIGNS = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々ー`
/** A run of such signs, a run of other letters and digits, or a pictograph. */
const RUNS = new RegExp(`([${SIGNS}]+)|(?:(?![${SIGNS}])[\\p{L}\\p{N}])+|\\p{Extended_Pictographic}`, 'gu')

/** Text as it is compared: one form for each letter, small, without Latin accents. What marks tell in kana and Hangul stays. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
}

interface Run {
  readonly text: string
  /** Its signs, where it is of a script without spaces. */
  readonly signs: readonly string[] | undefined
}

function* runsOf(folded: string): Generator<Run> {
  for (const [text, signs] of folded.matchAll(RUNS)) yield { text, signs: signs === undefined ? undefined : [...signs] }
}

/** The words under which a text is found: pairs of neighbouring signs and each run's last sign, or whole words. */
export function wordsOf(folded: string): string[] {
  const words = new Set<string>()
  for (const { text, signs } of runsOf(folded)) {
    if (words.size >= WORDS_PER_MESSAGE_MAX) break
    if (!signs) words.add(text.slice(0, WORD_LENGTH_MAX))
    else signs.forEach((sign, i) => words.add(sign + (signs[i + 1] ?? '')))
  }
  return [...words]
}

/** What is asked for, ready for the index. */
export interface Question {
  /** The text of a `tsquery`: all of these words, of which words of letters may be beginnings. */
  readonly query: string
  /** Runs whose pairs must also stand side by side. */
  readonly runs: readonly string[]
  /** A single sign is in too many messages to be looked for everywhere. */
  readonly short: boolean
}

/** A question in the words of the index; undefined when nothing is asked. */
export function questionOf(text: string): Question | undefined {
  const words: string[] = []
  const runs: string[] = []
  let longest = 0
  for (const { text: run, signs } of runsOf(fold(text))) {
    if (words.length >= WORDS_ASKED_MAX) break
    longest = Math.max(longest, [...run].length)
    if (!signs) words.push(`${lexeme(run.slice(0, WORD_LENGTH_MAX))}:*`)
    else if (signs.length === 1) words.push(`${lexeme(run)}:*`)
    else words.push(...signs.slice(1).map((sign, i) => lexeme((signs[i] as string) + sign)))
    if (signs && signs.length > 2) runs.push(run)
  }
  return words.length === 0 ? undefined : { query: words.join(' & '), runs, short: longest < 2 }
}

/** Words have letters, digits and pictographs only: none can end the quotes, and none begins as the two below do. */
export const lexeme = (word: string): string => `'${word}'`
export const conversationWord = (conv: string): string => `:c${conv}`
export const kindWord = (kind: string): string => `:k${kind}`
