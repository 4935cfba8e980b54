import type { ChatEvent, ChatRow, PersonCard, PersonKind, SystemBody } from '@plaza/contract'
import { MUTED_UNTIL_LIFTED } from '@plaza/contract/limits'
import { cardLine, isCard } from './cards.tsx'
import { isRich, textOf } from '../engine/rules.ts'
import { fullTime } from '../engine/time.ts'
import { language, listOf, t, type Key } from '../i18n.ts'
import { client, store, watch } from './state.ts'

/** The name I see for a person; asked for when it is not known, drawn again when it comes. */
export function nameOf(id: string): string {
  watch(`person:${id}`)
  const name = store().nameOf(id)
  if (name === undefined) client().people.want(id)
  return name === '' ? t('person.closed') : (name ?? '…')
}

/** My own name for a contact, or theirs; for cards that came from elsewhere. */
export const nameOfCard = (card: PersonCard): string =>
  store().contacts.get(card.id)?.remark || card.name || t('person.closed')

export function titleOf(row: ChatRow): string {
  if (row.kind === 'self') return t('chat.self')
  if (row.kind === 'direct') return row.peer ? nameOf(row.peer) : '…'
  if (row.title) return row.title
  watch(`faces:${row.c}`)
  const others = (store().faces.get(row.c)?.people ?? []).filter(id => id !== store().myId)
  return others.length > 0 ? listOf(others.slice(0, 4).map(nameOf)) : t('chat.group')
}

/** Whom a chat of two is with: a person, or a program or office. */
export function peerKind(row: ChatRow): PersonKind | undefined {
  if (row.kind !== 'direct' || !row.peer) return undefined
  watch(`person:${row.peer}`)
  return store().people.get(row.peer)?.kind
}

/** When a mute ends, for the sentences that tell it: `lifted` for one that somebody has to lift. */
export const untilText = (until = MUTED_UNTIL_LIFTED): string =>
  until < MUTED_UNTIL_LIFTED ? fullTime(until, language()) : 'lifted'

/** The sentence for something that happened in a conversation. */
export function systemText(event: ChatEvent): string {
  const body = event.b as SystemBody
  const me = store().myId
  const who = listOf((body.who ?? []).map(id => (id === me ? t('system.you') : nameOf(id))))
  const mine = event.f === me ? 'yes' : 'no'
  const values = {
    me: mine,
    by: nameOf(event.f),
    one: event.f === me ? t('system.you') : nameOf(event.f),
    who,
    text: body.text || 'none',
    role: body.role ?? 'member',
    on: body.on ? 'yes' : 'no',
    until: untilText(body.until),
  }
  return t(`system.${body.what}` as Key, values)
}

/** A message in one line, for lists, quotes and notices. */
export function lineOf(event: ChatEvent): string {
  if (event.recalled !== undefined) return recalledText(event)
  if (event.k === 'system') return systemText(event)
  if (isRich(event.k)) return richLine(event)
  return (isCard(event) ? cardLine(event) : textOf(event)).replace(/\s+/g, ' ')
}

/** A message that is more than words: its kind, and what it is called or how long it is. */
function richLine(event: ChatEvent): string {
  const { person, ms, emoji, name, title, text } = event.b as Partial<Record<string, string & number>>
  const more =
    (event.k === 'person' && person && nameOf(person)) ||
    (event.k === 'voice' && ms !== undefined && minutesOf(ms)) ||
    (event.k === 'sticker' && emoji) ||
    (name ?? title ?? text ?? '')
  return `[${t(`line.${event.k}` as Key)}] ${more}`.trimEnd()
}

/** A length of sound or film, as players say it. */
export const minutesOf = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor((ms % 60_000) / 1_000)).padStart(2, '0')}`

/** Who took a message back: whoever said it, or somebody who keeps their group clean. */
export function recalledText({ f, recalledBy: by = f }: ChatEvent): string {
  const me = store().myId
  const called = (id: string) => (id === me ? t('system.you') : nameOf(id))
  return by === f
    ? t('system.recalled', { me: f === me ? 'yes' : 'no', by: called(f) })
    : t('system.cleaned', { one: called(by), who: called(f) })
}
