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

/** Stands before a word of a name: the index then knows how many names have it, which weights would not tell it. */
const NAMED = '='

/** What finds a program, as the text of a `tsvector`: the words of its names twice, as such and as any words. */
export function vectorOf(profile: Pick<Profile, 'names' | 'abouts' | 'maker' | 'keywords' | 'pages'>): string {
  const said = (words: Words) => Object.values(words)
  const names = said(profile.names).flatMap(lexemes)
  const rest = [
    ...(profile.keywords ?? []),
    ...(profile.pages ?? []).flatMap(page => said(page.titles)),
    ...said(profile.abouts),
    profile.maker,
  ].flatMap(lexemes)
  const all = new Set([...names.map(word => NAMED + word), ...names, ...rest])
  return [...all]
    .slice(0, WORDS_OF_PROGRAM_MAX)
    .map(word => `'${word}'`)
    .join(' ')
}

/**
 * What is looked for, in names or anywhere, as the text of a `tsquery`; the last word may be a beginning. Undefined where
 * nothing is left of it.
 */
export function queryOf(q: string, where: 'names' | 'anywhere'): string | undefined {
  const before = where === 'names' ? NAMED : ''
  const all = runs(q)
  const words = all.flatMap((run, i) => {
    if (!CJK.test(run)) return [`'${before}${run}'${i === all.length - 1 ? ':*' : ''}`]
    const signs = [...run]
    const pairs = signs.length === 1 ? signs : signs.slice(1).map((sign, n) => signs[n]! + sign)
    return pairs.map(pair => `'${before}${pair}'`)
  })
  return words.length > 0 ? words.slice(0, SEARCH_WORDS_MAX).join(' & ') : undefined
}

/** Notes what finds a program. */
export async function putWords(tx: Queries, appId: string, profile: Profile): Promise<void> {
  await writeWords(tx, appId, { vector: vectorOf(profile), called: calledBy(profile.names) })
}

export const calledBy = (names: Words): string => Object.values(names).join(' ').toLowerCase()
