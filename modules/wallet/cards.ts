import { placeOf, postCard, settleDirect, updateCard, type Verdict } from '@plaza/chat'
import type { CardBody, Language } from '@plaza/contract'
import { instant, sql } from '@plaza/db'
import { perCity, type City } from '@plaza/house'
import { languageOf } from '@plaza/identity'
import { derivedId } from '@plaza/kernel'
import { setTimeout as pause } from 'node:timers/promises'
import { cardNotShown } from './events.ts'
import { CARDS_WAITING_MAX, SHOWING_MAX_MS, SHOWING_PAUSE_MS, SHOWING_TRIES_MAX } from './limits.ts'

/** Something that stands in a conversation as a card, as it is at one version of its facts. */
export interface Shown {
  readonly ref: string
  readonly kind: string
  readonly conv: string
  /** The other person of a direct conversation, which is opened if it is not there yet. */
  readonly peer?: string
  readonly sender: string
  readonly version: number
  /** The card at version 0, and as it stands now, in a language. */
  readonly first: (language: Language) => CardBody
  readonly now: (language: Language) => CardBody
}

interface CardRow {
  readonly language: Language
  readonly q: number | null
  readonly shown: number | null
}

/**
 * Makes the card of something show how it stands. Safe to repeat, and in any order: one at a time shows a card, and `read`
 * is asked in its turn, so that an older state never comes after a newer one. Throws when another process shows it for too
 * long, or too many wait: the card comes later.
 */
export function showCard(city: City, ref: string, read: () => Promise<Shown | undefined>): Promise<void> {
  const line = lineOf(city)
  if (line.size >= CARDS_WAITING_MAX) return Promise.reject(new Error('too many cards wait to be shown'))
  const before = line.get(ref) ?? Promise.resolve()
  const mine = before.then(() => showInTurn(city, ref, read))
  const settled = mine.catch(() => {})
  line.set(ref, settled)
  void settled.then(() => line.get(ref) === settled && line.delete(ref))
  return mine
}

/** The last of those who wait in this process for each card; so nobody holds a connection while they wait. */
const lineOf = perCity(() => new Map<string, Promise<void>>())

async function showInTurn(city: City, ref: string, read: () => Promise<Shown | undefined>): Promise<void> {
  const by = city.newId()
  await takeShowing(city, ref, by)
  try {
    await showNow(city, ref, read)
  } finally {
    await city.db.run(sql`delete from wallet.showing where ref = ${ref} and by = ${by}`)
  }
}

/** Takes the turn at a card among all processes. */
async function takeShowing(city: City, ref: string, by: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    const now = city.clock.now()
    const taken = await city.db.run(sql`
      insert into wallet.showing (ref, by, until) values (${ref}, ${by}, ${instant(now + SHOWING_MAX_MS)})
      on conflict (ref) do update set by = excluded.by, until = excluded.until
      where showing.until <= ${instant(now)}`)
    if (taken > 0) return
    if (tries >= SHOWING_TRIES_MAX) throw new Error('another process shows this card: it comes later')
    await pause(SHOWING_PAUSE_MS)
  }
}

async function showNow(city: City, ref: string, read: () => Promise<Shown | undefined>): Promise<void> {
  const thing = await read()
  if (!thing) return
  const card = await cardOf(city, thing)
  const q = card.q ?? (await posted(city, thing, card.language))
  if (q === undefined) return
  if (thing.version > (card.shown ?? 0)) await updated(city, thing, { q, language: card.language })
  else if (card.shown !== null) return
  await city.db.run(sql`update wallet.card set q = ${q}, shown = ${thing.version} where ref = ${ref}`)
}

/** The card's row, kept before anything is posted: a repeat after a crash says the same words. */
async function cardOf(city: City, { ref, kind, conv, sender }: Shown): Promise<CardRow> {
  const language = await languageOf(city, sender)
  await city.db.run(sql`
    insert into wallet.card (ref, kind, conv, sender, language) values (${ref}, ${kind}, ${conv}, ${sender}, ${language})
    on conflict do nothing`)
  return city.db.one<CardRow>(sql`select language, q, shown from wallet.card where ref = ${ref}`)
}

/** The first posting is always of version 0, so that a repeat after a crash is the same message. */
async function posted(
  city: City,
  { ref, conv, sender, peer, first }: Shown,
  language: Language,
): Promise<number | undefined> {
  if (peer) await settleDirect(city, sender, peer)
  const verdict = await postCard(city, { conv, id: derivedId('wallet.card', ref), sender, body: first(language) })
  return placed(city, ref, verdict)
}

async function updated(
  city: City,
  { ref, conv, sender, version, now }: Shown,
  at: { q: number; language: Language },
): Promise<void> {
  const id = derivedId('wallet.card', ref, String(version))
  placed(city, ref, await updateCard(city, { conv, id, sender, body: now(at.language), q: at.q }))
}

/** Where it stands. A conversation that was closed meanwhile has no card; the money is as it is all the same. */
function placed(city: City, ref: string, verdict: Verdict): number | undefined {
  const q = placeOf(verdict)
  if (!verdict.ok) cardNotShown(city, ref, verdict.code)
  return q
}
