import type { InputOf, ProgramCard, programsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { LIKE_LENGTH_MIN, LIST_PAGE_MAX, SEARCH_FOUND_MAX, WORDS_AT_ONCE_MAX } from './limits.ts'
import { cardOf, type ProgramRow } from './rules.ts'
import { calledLike, unworded, withNames, withWords, writeWords } from './store-search.ts'
import { listed } from './store.ts'
import { calledBy, queryOf, vectorOf } from './words.ts'
import { languageFor } from './which.ts'

/** Programs that are open to citizens: first those whose name fits, then what else fits, then names that sound like it. */
export async function findPrograms(
  city: City,
  { input, by, language: spoken }: Call<InputOf<typeof programsApi.programs>>,
): Promise<ReplyOf<typeof programsApi.programs>> {
  const { q = '', after = 0 } = input
  const wanted = after + LIST_PAGE_MAX + 1
  const [language, rows] = await Promise.all([
    languageFor(city, { by, language: spoken }),
    q.trim() === ''
      ? listed(city.db, after, LIST_PAGE_MAX + 1)
      : found(city, q.trim(), Math.min(wanted, SEARCH_FOUND_MAX)).then(all => all.slice(after)),
  ])
  return {
    programs: rows.slice(0, LIST_PAGE_MAX).map((row): ProgramCard => cardOf(row, language)),
    more: rows.length > LIST_PAGE_MAX,
  }
}

async function found(city: City, q: string, wanted: number): Promise<ProgramRow[]> {
  const rows = new Map<string, ProgramRow>()
  const add = async (more: Promise<ProgramRow[]>) => {
    for (const row of await more) if (rows.size < wanted && !rows.has(row.appId)) rows.set(row.appId, row)
  }
  const named = queryOf(q, 'names')
  const any = queryOf(q, 'anywhere')
  if (named !== undefined) await add(withNames(city.db, named, wanted))
  if (any !== undefined && rows.size < wanted) await add(withWords(city.db, any, wanted))
  if (q.length >= LIKE_LENGTH_MIN && rows.size === 0) await add(calledLike(city.db, q.toLowerCase(), wanted))
  return [...rows.values()]
}

/** Notes the words of programs from before there was a search by words. */
export async function wordPrograms(city: City): Promise<void> {
  for (const row of await unworded(city.db, WORDS_AT_ONCE_MAX))
    await writeWords(city.db, row.appId, { vector: vectorOf(row), called: calledBy(row.names) })
}
