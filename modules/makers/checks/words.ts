import type { InputOf, makersApi, ReplyOf } from '@plaza/contract'
import { sql, type Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'

type Api = typeof makersApi

/** Words that an operator wants to know of; small letters, in order. */
export async function wordsListed(db: Queries): Promise<string[]> {
  const rows = await db.rows<{ word: string }>(sql`select word from makers.word order by word collate "C"`)
  return rows.map(row => row.word)
}

export async function listedWords(city: City): Promise<ReplyOf<Api['listedWords']>> {
  return { words: await wordsListed(city.db) }
}

/** The whole list, instead of the one before. */
export async function setListedWords(
  city: City,
  { input }: Call<InputOf<Api['setListedWords']>>,
): Promise<ReplyOf<Api['setListedWords']>> {
  const words = [...new Set(input.words.map(word => word.toLowerCase()))]
  await city.db.tx(async tx => {
    await tx.run(sql`delete from makers.word where word <> all(${words}::text[])`)
    await tx.run(sql`insert into makers.word (word) select unnest(${words}::text[]) on conflict do nothing`)
  })
  return { done: true }
}
