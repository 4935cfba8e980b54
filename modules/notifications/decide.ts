import { attentionOf, standingAt, unreadOf } from '@plaza/chat'
import { remarksOn } from '@plaza/contacts'
import type { ChatEvent } from '@plaza/contract'
import type { City } from '@plaza/house'
import { known, type Known } from '@plaza/identity'
import { derivedId } from '@plaza/kernel'
import { decided } from './events.ts'
import type { Said } from './hear.ts'
import { CALL_AGE_MAX_MS, MEMBERS_ASKED_MAX } from './limits.ts'
import { judge, namesThem, tells, type Standing } from './rules.ts'
import * as store from './store.ts'
import { addCalls, type Call } from './store-calls.ts'
import { messageOf, topicOf } from './words.ts'

/** What calls one person: the newest message that does, and how many there are. */
interface Calling {
  readonly to: Standing
  readonly event: ChatEvent
  readonly count: number
  readonly names: boolean
}

/** Decides whom what was said calls, as it stands a moment later, and puts the calls in line. Safe to repeat. */
export async function decide(city: City, { c, qs }: Said): Promise<void> {
  const chat = await attentionOf(city, c, MEMBERS_ASKED_MAX)
  if (!chat) return
  const subscriptions = await store.subscriptionsOf(
    city.db,
    chat.members.map(member => member.person),
  )
  if (subscriptions.length === 0) return
  const events = (
    await standingAt(
      city,
      qs.map(q => ({ conv: c, q })),
    )
  ).filter(tells)
  const reached = new Set(subscriptions.map(one => one.person))
  const standings = await standingsOf(
    city,
    c,
    chat.members.filter(member => reached.has(member.person)),
  )
  const answered = await answeredIn(city, events)
  const calling = standings.flatMap(to => callingFor(city, events, to, answered))
  const people = calling.map(({ to }) => to.person)
  const [cards, unread] = await Promise.all([
    known(city, [...people, ...events.map(event => event.f)]),
    unreadOf(city, people),
  ])
  const nicknames = new Map(chat.members.map(member => [member.person, member.nickname]))
  const calls: Call[] = []
  for (const one of calling) {
    const { person, setting } = one.to
    const remark = (await remarksOn(city, person, [one.event.f])).get(one.event.f)
    const message = messageOf({
      event: one.event,
      language: cards.get(person)?.language ?? 'en',
      showText: setting.showText,
      name: remark || nicknames.get(one.event.f) || nameIn(cards, one.event.f),
      group: chat.kind === 'group' ? (chat.title ?? nameIn(cards, one.event.f)) : undefined,
      count: one.count,
      names: one.names,
      unread: unread.get(person) ?? one.count,
    })
    for (const { id, person: whose } of subscriptions)
      if (whose === person)
        calls.push({
          id: derivedId('call', c, String(one.event.q)),
          subscription: id,
          message,
          topic: topicOf(c),
          urgent: chat.kind === 'direct' || one.names,
        })
  }
  await addCalls(city.db, calls, city.clock.now())
}

const nameIn = (cards: ReadonlyMap<string, Known>, person: string): string => cards.get(person)?.card.name ?? ''

async function standingsOf(
  city: City,
  c: string,
  members: readonly Omit<Standing, 'rule' | 'setting' | 'looks'>[],
): Promise<Standing[]> {
  const people = members.map(member => member.person)
  const [settings, rules, looking] = await Promise.all([
    store.settingsOf(city.db, people),
    store.rulesIn(city.db, c, people),
    store.lookingAmong(city.db, people, city.clock.now()),
  ])
  return members.map(member => ({
    ...member,
    setting: settings.get(member.person)!,
    rule: rules.get(member.person) ?? 'all',
    looks: looking.has(member.person),
  }))
}

/** Who wrote what these messages answer. */
async function answeredIn(city: City, events: readonly ChatEvent[]): Promise<Map<number, string>> {
  const places = events.flatMap(({ c, re }) => (re === undefined ? [] : [{ conv: c, q: re }]))
  return new Map((await standingAt(city, places)).map(({ q, f }) => [q, f]))
}

function callingFor(
  city: City,
  events: readonly ChatEvent[],
  to: Standing,
  answered: ReadonlyMap<number, string>,
): Calling[] {
  const calls = events.filter(event => {
    const verdict = judge(event, to, {
      now: city.clock.now(),
      ageMaxMs: CALL_AGE_MAX_MS,
      answered: answered.get(event.re ?? 0),
    })
    decided(city, verdict)
    return verdict === 'call'
  })
  const named = calls.findLast(event => namesThem(event, to.person, answered.get(event.re ?? 0)))
  const event = named ?? calls.at(-1)
  return event ? [{ to, event, count: calls.length, names: named !== undefined }] : []
}
