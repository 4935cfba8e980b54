import { createHash } from 'node:crypto'
import { instant, sql } from '@plaza/db'
import { perCity, type City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { ANSWER_LENGTH_MAX, ASKED_AT_ONCE_MAX, KEPT_MS } from './limits.ts'
import type { Words } from './ports.ts'

const running = perCity(() => ({ asked: new Map<string, Promise<Words>>() }))
/**
 * What a provider says to `wish`: kept from before, or asked now, once for everybody who wishes the same. Refuses
 * `too_many_requests` while many others wait, and `provider_away` when it does not answer.
 */
export async function answerTo(
  city: City,
  wish: readonly (string | Uint8Array)[],
  ask: () => Promise<Words>,
): Promise<Words> {
  const hash = createHash('sha256')
  for (const part of wish) hash.update(String(part.length)).update(':').update(part)
  const asked = hash.digest()
  const kept = await city.db.maybe<{ text: string; found: string | null }>(
    sql`select text, found from languages.answer where asked = ${asked}`,
  )
  if (kept) return { text: kept.text, ...(kept.found === null ? {} : { from: kept.found }) }
  const key = asked.toString('hex')
  const waiting = running(city).asked
  const same = waiting.get(key)
  if (same) return same
  if (waiting.size >= ASKED_AT_ONCE_MAX) throw new Refusal('too_many_requests', { retryMs: 2_000 })
  const answer = askNow(city, asked, ask).finally(() => waiting.delete(key))
  waiting.set(key, answer)
  return answer
}

async function askNow(city: City, asked: Buffer, ask: () => Promise<Words>): Promise<Words> {
  const said = await ask().catch((error: unknown) => {
    city.log.warn({ err: error }, 'a provider of languages is away')
    throw new Refusal('provider_away')
  })
  const words = { ...said, text: said.text.trim().slice(0, ANSWER_LENGTH_MAX) }
  await city.db.run(sql`
    insert into languages.answer (asked, text, found, at)
    values (${asked}, ${words.text}, ${words.from ?? null}, ${instant(city.clock.now())})
    on conflict do nothing`)
  return words
}

/** Chore: forgets what was answered long ago. */
export async function forgetAnswers(city: City): Promise<void> {
  await city.db.run(sql`delete from languages.answer where at < ${instant(city.clock.now() - KEPT_MS)}`)
}
