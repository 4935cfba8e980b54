import { limits, type ContentWord, type InputOf, type platformApi, type ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { CONTENT_LENGTH_MAX } from './limits.ts'
import { allWords, setWords, wordsIn } from './store.ts'

type Api = typeof platformApi
const NORMAL = 100

export interface ContentVerdict {
  readonly suggest: 'pass' | 'review' | 'risky'
  readonly label: number
  readonly words: readonly ContentWord[]
}

/** What the operator's list of words says of a text. It knows words, not meanings: what passes is not therefore harmless. */
export async function checkContent(city: City, text: string): Promise<ContentVerdict> {
  if (text === '') throw new Refusal('text_empty')
  if (text.length > CONTENT_LENGTH_MAX) throw new Refusal('text_too_long', { max: CONTENT_LENGTH_MAX })
  const words = await wordsIn(city.db, compared(text), limits.CONTENT_WORDS_MAX)
  const worst = words.find(word => word.suggest === 'risky') ?? words[0]
  return worst ? { suggest: worst.suggest, label: worst.label, words } : { suggest: 'pass', label: NORMAL, words }
}

/** One spelling for all: width, case, accents and what stands between letters make no other word. */
const compared = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}\p{P}\p{S}\p{Z}\p{C}]/gu, '')

export async function contentWords(city: City): Promise<ReplyOf<Api['contentWords']>> {
  return { words: await allWords(city.db) }
}

export async function setContentWords(
  city: City,
  { input }: Call<InputOf<Api['setContentWords']>>,
): Promise<ReplyOf<Api['setContentWords']>> {
  const words = input.words.map(one => ({ ...one, word: compared(one.word) })).filter(one => one.word !== '')
  await city.db.tx(tx => setWords(tx, words))
  return { done: true }
}
