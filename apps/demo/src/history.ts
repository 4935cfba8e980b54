import type { SeedConversation } from '@plaza/chat'
import type { Language } from '@plaza/contract'
import { SeededDice } from '@plaza/kernel'
import { demoId, type Townsperson } from './cast.ts'
import { DAY_MS, HISTORY_DAYS, HOUR_MS, RENDER_TRIES, UNREPEATED_MESSAGES } from './limits.ts'
import { beginnings, pauseMs, suits } from './rhythm.ts'
import { renderThread, type Said, type Thread, type Voice } from './script.ts'
import { seedOf } from './seed-of.ts'

/** Threads of one flavour and how to find people for them; undefined when nobody fits. */
export interface Deck {
  readonly threads: readonly Thread[]
  readonly weight: number
  readonly castFor: (thread: Thread, dice: SeededDice, late: boolean) => Map<string, Voice> | undefined
}

/** A chat of the city before it is written: who is in it, what they talk about, and how it stands now. */
export interface ChatPlan {
  readonly key: string
  readonly kind: 'direct' | 'group'
  readonly title?: string
  readonly announcement?: string
  readonly members: readonly { person: Townsperson; role: 'owner' | 'admin' | 'member' }[]
  readonly decks: readonly Deck[]
  /** About how many messages. */
  readonly count: number
  /** The threads come once each, in order: what a service wrote. */
  readonly inOrder?: boolean
  /** The last words, and how long ago they were said. */
  readonly ending?: { readonly thread: Thread; readonly cast: Map<string, Voice>; readonly agoMs: number }
  /** How many messages each of these may not have read; never their own, nor what came before those. */
  readonly unread?: Readonly<Record<string, number>>
  readonly pinnedBy?: readonly string[]
  readonly mutedBy?: readonly string[]
}

type Message = SeedConversation['messages'][number]
type Reaction = NonNullable<SeedConversation['reactions']>[number]
const EMOJIS = ['👍', '❤️', '😂', '🙏', '👏', '😮'] as const
/** From this share of a chat on, people with unread messages hold back in groups, so that there is something to read. */
const LATE = 0.85

/** Lives a chat: the same plan at the same moment is the same conversation. */
export function live(plan: ChatPlan, now: number): SeedConversation {
  const dice = new SeededDice(seedOf('chat', plan.key))
  const until = now - (plan.ending?.agoMs ?? dice.below(9 * DAY_MS))
  const messages: Message[] = []
  const reactions: Reaction[] = []
  const add = (said: readonly Said[], begin: number) => {
    const first = messages.length
    let at = begin
    for (const { from, text, quotes, mentions, cheers } of said) {
      at += messages.length > first ? pauseMs(dice, text) : 0
      for (const { person, emoji } of cheers) reactions.push({ message: messages.length, person, emoji })
      if (plan.members.length > 2 && dice.chance(0.06)) reactions.push(...cheer(plan, messages.length, from, dice))
      messages.push({
        from,
        text,
        at,
        ...(quotes === undefined ? {} : { re: first + quotes }),
        ...(mentions.length > 0 ? { mentions } : {}),
      })
    }
  }
  for (const { said, at } of threads(plan, dice, until, HISTORY_DAYS - 1 - Math.ceil((now - until) / DAY_MS)))
    add(said, Math.max(at, (messages.at(-1)?.at ?? 0) + 90_000))
  dropAfter(messages, reactions, until - 30 * 60_000)
  if (plan.ending) {
    const said = worded(plan.ending.thread, plan.ending.cast, dice, messages)
    add(said ?? [], until)
    shiftBack(messages, said?.length ?? 0, until)
  }
  return conversationOf(plan, messages, reactions, now)
}

/** Threads with their moments. Each deck is gone through in random order before anything of it comes again. */
function* threads(
  plan: ChatPlan,
  dice: SeededDice,
  until: number,
  days: number,
): Generator<{ said: Said[]; at: number }> {
  const all = plan.decks.flatMap(deck => deck.threads)
  if (all.length === 0) return
  const meanLines = all.reduce((sum, thread) => sum + thread.lines.length, 0) / all.length
  const count = plan.inOrder ? all.length : Math.ceil(plan.count / meanLines)
  const moments = beginnings(dice, count, days, until)
  const bags = plan.decks.map(() => ({ left: [] as Thread[], used: [] as Thread[] }))
  const recent: { text: string }[] = []
  for (const [i, at] of moments.entries()) {
    const d = plan.inOrder ? 0 : weighted(plan.decks, dice)
    const deck = plan.decks[d] as Deck
    const bag = bags[d] as Bag
    const late = i > count * LATE
    if (plan.inOrder) {
      const thread = all[i] as Thread
      yield {
        said: renderThread(thread, deck.castFor(thread, dice, late) as Map<string, Voice>, dice),
        at: officeHour(at, i, until),
      }
      continue
    }
    refill(bag, deck, dice)
    const said = draw(bag, deck, at, late, recent, dice)
    if (!said) continue
    recent.push(...said)
    recent.splice(0, recent.length - UNREPEATED_MESSAGES)
    yield { said, at }
  }
}

interface Bag {
  left: Thread[]
  used: Thread[]
}

/** When a third is left, the others come back, except those told most recently. */
function refill(bag: Bag, deck: Deck, dice: SeededDice): void {
  if (bag.left.length >= deck.threads.length / 3) return
  const fresh = new Set(bag.used.slice(-Math.floor(deck.threads.length / 2)))
  bag.left.push(...dice.shuffle(deck.threads.filter(thread => !bag.left.includes(thread) && !fresh.has(thread))))
}

/** Services write while their counters are open; what would come too late today was said yesterday. */
function officeHour(at: number, i: number, until: number): number {
  const hour = new Date(at).setHours(9 + (i % 8))
  return hour < until - HOUR_MS ? hour : hour - DAY_MS
}

/** Takes the first thread of the bag that suits the hour, finds its people and says nothing that was just said. */
function draw(
  bag: Bag,
  deck: Deck,
  at: number,
  late: boolean,
  recent: readonly { text: string }[],
  dice: SeededDice,
): Said[] | undefined {
  for (const [i, thread] of bag.left.entries()) {
    if (!suits(thread.part, at)) continue
    const cast = deck.castFor(thread, dice, late)
    const said = cast && worded(thread, cast, dice, recent)
    if (!said) continue
    bag.left.splice(i, 1)
    bag.used.push(thread)
    return said
  }
  return undefined
}

function worded(
  thread: Thread,
  cast: Map<string, Voice>,
  dice: SeededDice,
  before: readonly { text: string }[],
): Said[] | undefined {
  const heard = new Set(before.slice(-UNREPEATED_MESSAGES).map(message => message.text))
  for (let i = 0; i < RENDER_TRIES; i++) {
    const said = renderThread(thread, cast, dice)
    const texts = new Set(said.map(line => line.text))
    if (texts.size === said.length && !said.some(line => heard.has(line.text))) return said
  }
  return undefined
}

function weighted(decks: readonly Deck[], dice: SeededDice): number {
  let left = dice.float() * decks.reduce((sum, deck) => sum + deck.weight, 0)
  const found = decks.findIndex(deck => (left -= deck.weight) < 0)
  return Math.max(0, found)
}

/** One to four people like a message of a group. */
function cheer(plan: ChatPlan, message: number, from: string, dice: SeededDice): Reaction[] {
  const emoji = dice.pick(EMOJIS)
  const people = new Set(Array.from({ length: 1 + dice.below(4) }, () => dice.pick(plan.members).person))
  return [...people]
    .filter(({ id, kind }) => id !== from && kind === 'citizen')
    .map(({ id }) => ({ message, person: id, emoji }))
}

/** Nothing is said after the moment at which the chat stands. */
function dropAfter(messages: Message[], reactions: Reaction[], until: number): void {
  const end = messages.findIndex(message => message.at > until)
  if (end < 0) return
  messages.splice(end)
  reactions.splice(0, reactions.length, ...reactions.filter(reaction => reaction.message < end))
}

/** The last words end, rather than begin, at their moment. */
function shiftBack(messages: Message[], count: number, until: number): void {
  const late = (messages.at(-1)?.at ?? until) - until
  for (let i = messages.length - count; i < messages.length; i++) {
    const message = messages[i] as Message
    messages[i] = { ...message, at: message.at - late }
  }
}

function conversationOf(plan: ChatPlan, messages: Message[], reactions: Reaction[], now: number): SeedConversation {
  const { kind, title, announcement, members, unread = {}, pinnedBy = [], mutedBy = [] } = plan
  const trailing = (id: string) => messages.length - 1 - messages.findLastIndex(message => message.from === id)
  return {
    ...(kind === 'group' ? { id: demoId('chat', plan.key) } : {}),
    kind,
    ...(title ? { title } : {}),
    ...(announcement ? { announcement } : {}),
    createdAt: Math.min(now - (HISTORY_DAYS + 1) * DAY_MS, (messages[0]?.at ?? now) - DAY_MS),
    members: members.map(({ person, role }) => ({ person: person.id, role })),
    messages,
    reactions,
    unread: Object.fromEntries(Object.entries(unread).map(([id, most]) => [id, Math.min(most, trailing(id))])),
    pinnedBy,
    mutedBy,
  }
}

/** A deck for people who share a language, or speak roles of several: S Spanish, E English, Z Chinese. */
export function crowd(
  threads: readonly Thread[],
  people: readonly Townsperson[],
  options: { weight: number; language?: Language; quiet?: ReadonlySet<string> },
): Deck {
  const speaking: Record<string, Language> = { S: 'es', E: 'en', Z: 'zh' }
  return {
    threads,
    weight: options.weight,
    castFor(thread, dice, late) {
      const free = dice.shuffle(people).filter(person => !(late && options.quiet?.has(person.id)))
      const cast = new Map<string, Voice>()
      for (const role of thread.roles) {
        const language = options.language ?? speaking[role[0] as string]
        const at = free.findIndex(person => person.language === language && !namedIn(thread, person))
        if (at < 0) return undefined
        cast.set(role, ...(free.splice(at, 1) as [Townsperson]))
      }
      return cast
    },
  }
}

/** A deck whose roles are always the same people. */
export function ensemble(threads: readonly Thread[], roles: Readonly<Record<string, Townsperson>>, weight = 1): Deck {
  const players = Object.values(roles)
  const playable = threads.filter(
    thread => thread.roles.every(role => roles[role]) && !players.some(person => namedIn(thread, person)),
  )
  return {
    threads: playable,
    weight,
    castFor: thread => new Map(thread.roles.map(role => [role, roles[role] as Voice])),
  }
}

function namedIn(thread: Thread, person: Townsperson): boolean {
  return person.called.some(name => thread.source.includes(name))
}
