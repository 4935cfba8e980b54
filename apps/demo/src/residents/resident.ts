import { FRAMES_VERSION, type ChatEvent, type ChatRow, type Down, type PersonCard } from '@plaza/contract'
import type { City } from '@plaza/house'
import { derivedId, Lru, SeededDice } from '@plaza/kernel'
import { who, type ResidentKey } from '../cast.ts'
import * as limits from '../limits.ts'
import { seedOf } from '../seed-of.ts'
import { answerOf } from './answer.ts'
import { HttpDesk } from './http-desk.ts'
import { Line } from './line.ts'
import type { Tokens } from './tokens.ts'

type Send = { id: string; c: string; text: string; re?: number; tries: number }

/**
 * One of the city's programs, with nothing but the public bot API: it answers what people write to it, in groups only
 * where it is mentioned, and accepts who wants to be its friend. The id of an answer follows from the message, so that no
 * restart and no second process makes it answer twice.
 */
export class Resident {
  readonly key: ResidentKey
  readonly #city: City
  readonly #line: Line
  readonly #desk: HttpDesk
  readonly #humanHeard: () => void
  readonly #people = new Lru<string, PersonCard>(limits.KNOWN_PEOPLE_MAX)
  readonly #direct = new Set<string>()
  readonly #waiting = new Map<string, ChatEvent>()
  readonly #answered = new Lru<string, true>(limits.KNOWN_PEOPLE_MAX)
  readonly #sends = new Map<string, Send>()
  readonly #times = new Map<string, number[]>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #u = 0
  #unconfirmed = 0
  #stopped = false

  constructor(
    city: City,
    key: ResidentKey,
    options: { url: string; tokens: Tokens; humanHeard: () => void; firstDay: (desk: HttpDesk) => void },
  ) {
    const { url, tokens } = options
    this.key = key
    this.#city = city
    this.#humanHeard = options.humanHeard
    const token = async () => {
      const made = await tokens.of(key)
      if (made.fresh) this.#after(limits.ANSWER_MS_MAX, () => options.firstDay(this.#desk))
      return made.token
    }
    this.#desk = new HttpDesk(url, token)
    this.#line = new Line({
      url,
      token,
      refused: () => tokens.drop(key),
      opened: () => this.#line.send({ t: 'hello', v: FRAMES_VERSION, u: this.#u }),
      heard: frame => this.#hear(frame),
      chance: () => city.dice.float(),
    })
  }

  start(): void {
    void this.#line.connect()
  }

  stop(): void {
    this.#stopped = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#desk.close()
    this.#line.close()
  }

  /** Says something of its own accord. The same id is the same message. */
  say(c: string, text: string, id: string): void {
    this.#send({ id, c, text, tries: 0 })
  }

  #hear(frame: Down): void {
    switch (frame.t) {
      case 'sync':
        this.#learn(frame.people)
        if (frame.from === 0) void this.#acceptFriends()
        for (const row of frame.rows) this.#look(row)
        if (!frame.more) this.#u = Math.max(this.#u, frame.u)
        return
      case 'row':
        this.#learn(frame.people ?? [])
        this.#look(frame.row)
        return this.#moved(frame.u)
      case 'note':
        if (frame.k === 'request') void this.#acceptFriends()
        return this.#moved(frame.u)
      case 'ev':
        this.#consider(frame)
        return this.#moved(frame.u)
      case 'page':
        for (const event of frame.evs) this.#consider(event)
        return
      case 'lag':
        this.#line.send({ t: 'sync', u: this.#u })
        return
      case 'pong':
        if (frame.u > this.#u) this.#line.send({ t: 'sync', u: this.#u })
        return
      case 'ack':
        this.#sends.delete(frame.id)
        if (frame.u !== undefined) this.#moved(frame.u)
        return
      case 'nak':
        return this.#refused(frame)
      default:
        return
    }
  }

  /** Follows the person's log: a gap is filled by a sync, and now and then the gateway is told how far we are. */
  #moved(u: number | undefined): void {
    if (++this.#unconfirmed >= limits.CONFIRM_EVERY) {
      this.#unconfirmed = 0
      this.#line.send({ t: 'got', u: this.#u })
    }
    if (u === undefined) return
    // Before the first snapshot has come, everything is ahead of us.
    if (this.#u > 0 && u > this.#u + 1) this.#line.send({ t: 'sync', u: this.#u })
    else if (this.#u > 0) this.#u = Math.max(this.#u, u)
  }

  #learn(people: readonly PersonCard[]): void {
    for (const person of people) this.#people.set(person.id, person)
  }

  /** A line of the list: what is unread there and meant for us was said while we were away. */
  #look(row: ChatRow): void {
    if (row.kind === 'direct') this.#direct.add(row.c)
    if (!row.open) return
    if (row.kind === 'direct' && row.last && row.last.q > row.readQ) this.#consider(row.last)
    const { mentionQ } = row
    if (row.kind === 'group' && mentionQ !== undefined)
      this.#line.send({ t: 'pull', id: this.#city.newId(), c: row.c, after: mentionQ - 1, n: 1 })
  }

  #consider(event: ChatEvent): void {
    if (
      event.k !== 'text' ||
      event.recalled !== undefined ||
      event.f === who(this.key).id ||
      this.#answered.get(event.id)
    )
      return
    const mentions = (event.b['mentions'] as string[] | undefined) ?? []
    if (!this.#direct.has(event.c) && !mentions.includes(who(this.key).id)) return
    this.#answered.set(event.id, true)
    void this.#personOf(event.f).then(person => {
      if (!person) this.#answered.delete(event.id)
      if (person?.kind !== 'citizen' && person?.kind !== 'operator') return
      this.#humanHeard()
      if (!this.#stopped && this.#mayAnswer(event.c)) this.#answerSoon(event, person.name)
    })
  }

  /** Reads, types, answers. What comes meanwhile in the same conversation is what gets the answer. */
  #answerSoon(event: ChatEvent, by: string): void {
    const { c } = event
    const pending = this.#waiting.has(c)
    this.#waiting.set(c, event)
    this.#after(limits.SEEN_MS, () => this.#line.send({ t: 'mine', id: this.#city.newId(), c, set: { read: event.q } }))
    if (pending) return
    const dice = new SeededDice(seedOf('pace', this.key, event.id))
    const wait = limits.ANSWER_MS_MIN + dice.below(limits.ANSWER_MS_MAX - limits.ANSWER_MS_MIN)
    this.#after(limits.SEEN_MS + 100, () => this.#line.send({ t: 'typing', c }))
    this.#after(wait, () => {
      const heard = this.#waiting.get(c) as ChatEvent
      this.#waiting.delete(c)
      const text = answerOf(this.key, {
        id: heard.id,
        text: (heard.b as { text?: string }).text ?? '',
        by,
        now: this.#city.clock.now(),
      })
      const quote = this.#direct.has(c) ? {} : { re: heard.q }
      this.#send({ id: derivedId('answer', this.key, heard.id), c, text, tries: 0, ...quote })
    })
  }

  #mayAnswer(c: string): boolean {
    const now = this.#city.clock.now()
    const times = (this.#times.get(c) ?? []).filter(at => at > now - 60_000)
    if (times.length >= limits.ANSWERS_PER_MINUTE_MAX) return false
    this.#times.set(c, [...times, now])
    return true
  }

  #send(send: Send): void {
    const { id, c, text, re } = send
    this.#sends.set(id, send)
    const sent = this.#line.send({ t: 'send', id, c, k: 'text', b: { text }, ...(re === undefined ? {} : { re }) })
    if (!sent) this.#again(send, limits.RECONNECT_MS_MIN)
  }

  #refused({ id, retryMs }: Extract<Down, { t: 'nak' }>): void {
    const send = this.#sends.get(id)
    if (send && retryMs !== undefined) this.#again(send, retryMs)
    else this.#sends.delete(id)
  }

  #again(send: Send, afterMs: number): void {
    this.#sends.delete(send.id)
    if (send.tries < limits.SEND_TRIES_MAX)
      this.#after(afterMs * 2 ** send.tries, () => this.#send({ ...send, tries: send.tries + 1 }))
  }

  async #personOf(id: string): Promise<PersonCard | undefined> {
    const known = this.#people.get(id)
    if (known) return known
    this.#learn(await this.#desk.people([id]))
    return this.#people.get(id)
  }

  async #acceptFriends(): Promise<void> {
    for (const request of await this.#desk.requests()) {
      if (request.to.id === who(this.key).id && request.state === 'open') await this.#desk.accept(request.id)
    }
  }

  #after(ms: number, act: () => void): void {
    if (this.#stopped) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      act()
    }, ms)
    this.#timers.add(timer)
  }
}
