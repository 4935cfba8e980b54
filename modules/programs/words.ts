import type { Queries } from '@plaza/db'
import { SEARCH_WORDS_MAX, WORD_LENGTH_MAX, WORDS_OF_PROGRAM_MAX } from './limits.ts'
import type { Profile, Words } from './rules.ts'
import { writeWords } from './store-search.ts'

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const RUNS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[^\P{L}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|\p{N}+/gu

/** Runs of letters in one script and of digits, in small letters without accents. */
const runs = (text: string): string[] =>
  (text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().match(RUNS) ?? []).map(run =>
    run.slice(0, WORD_LENGTH_MAX),
  )

/** Chinese, Japanese and Korean stand without spaces: each sign and each pair of neighbours is a word. */
function lexemes(text: string): string[] {
  return runs(text).flatMap(run => {
    if (!CJK.test(run)) return [run]
    const signs = [...run]
    return [...signs, ...signs.slice(1).map((sign, i) => signs[i]! + sign)]
  })
}

/** What finds a program, as the text of a `tsvector`: names weigh A, keywords B, titles of pages C, all else D. */
export function vectorOf(profile: Pick<Profile, 'names' | 'abouts' | 'maker' | 'keywords' | 'pages'>): string {
  const said = (words: Words) => Object.values(words)
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['A', said(profile.names)],
    ['B', profile.keywords ?? []],
    ['C', (profile.pages ?? []).flatMap(page => said(page.titles))],
    ['D', [...said(profile.abouts), profile.maker]],
  ]
  const weights = new Map<string, string>()
  for (const [weight, texts] of parts)
    for (const word of texts.flatMap(lexemes))
      if (!weights.has(word) && weights.size < WORDS_OF_PROGRAM_MAX) weights.set(word, weight)
  return [...weights].map(([word, weight]) => `'${word}':1${weight}`).join(' ')
}

/** What is looked for, as the text of a `tsquery`; the last word may be a beginning. Undefined where nothing is left of it. */
export function queryOf(q: string, weight = ''): string | undefined {
  const all = runs(q)
  const words = all.flatMap((run, i) => {
    if (!CJK.test(run)) return [`'${run}':${i === all.length - 1 ? '*' : ''}${weight}`]
    const signs = [...run]
    const pairs = signs.length === 1 ? signs : signs.slice(1).map((sign, n) => signs[n]! + sign)
    return pairs.map(pair => `'${pair}':${weight}`)
  })
  const asked = words.slice(0, SEARCH_WORDS_MAX).map(word => word.replace(/:$/, ''))
  return asked.length > 0 ? asked.join(' & ') : undefined
}

/** Notes what finds a program. */
export async function putWords(tx: Queries, appId: string, profile: Profile): Promise<void> {
  await writeWords(tx, appId, { vector: vectorOf(profile), called: calledBy(profile.names) })
}

export const calledBy = (names: Words): string => Object.values(names).join(' ').toLowerCase()
