import { uuidv7, type SeededDice } from '@plaza/kernel'
import { pause } from '../lib/process.ts'
import type { Answer, Line } from './line.ts'
import type { Record } from './record.ts'
import { PIN, type Person, type Town } from './town.ts'

const THINK_MS = 150
/** Things that wait to be answered by somebody, at most. */
const OPEN_MAX = 50
const CURRENCY = 'EUR'

/** What lies open for anybody: they pick from it as they please, also twice. */
export interface Square {
  readonly transfers: { readonly id: string; readonly to: string }[]
  readonly requests: { readonly id: string; readonly payer: string; readonly asker: string; readonly amount: string }[]
  readonly envelopes: string[]
}

/** Somebody who pays, asks, shares out and collects, one thing after the other, until told to stop. */
export class Citizen {
  readonly #me: Person
  readonly #town: Town
  readonly #line: Line
  readonly #record: Record
  readonly #square: Square
  readonly #dice: SeededDice
  #stopped = false
  /** Number of the next share of the promotion. */
  #share = 1
  readonly done: Promise<void>

  constructor(me: Person, world: { town: Town; line: Line; record: Record; square: Square; dice: SeededDice }) {
    this.#me = me
    this.#town = world.town
    this.#line = world.line
    this.#record = world.record
    this.#square = world.square
    this.#dice = world.dice
    this.done = this.#live()
    // Whoever waits for it hears of a failure; until then it is no alarm.
    this.done.catch(() => {})
  }

  stop(): void {
    this.#stopped = true
  }

  async #live(): Promise<void> {
    const acts = [
      ...Array<() => Promise<void>>(5).fill(() => this.#pay()),
      ...Array<() => Promise<void>>(4).fill(() => this.#answer()),
      () => this.#request(),
      () => this.#payRequest(),
      () => this.#fill(),
      () => this.#open(),
      () => this.#open(),
      () => this.#claim(),
      () => this.#bank('in'),
      () => this.#bank('out'),
    ]
    while (!this.#stopped) {
      await pause(this.#dice.float() * 2 * THINK_MS)
      await this.#dice.pick(acts)()
    }
  }

  async #pay(): Promise<void> {
    const { id, amount, other } = this.#new(40)
    const command = { id, to: other.id, amount, currency: CURRENCY }
    const answer = await this.#confirmed('transfer', command, 'POST /wallet/transfers', command)
    if (!answer.ok) return
    this.#record.transfers.set(id, { from: this.#me.id, to: other.id, amount: BigInt(amount) })
    keep(this.#square.transfers, { id, to: other.id })
  }

  /** Accepts or declines something that was sent to me; mostly it is still pending. */
  async #answer(): Promise<void> {
    const mine = this.#square.transfers.filter(one => one.to === this.#me.id)
    if (mine.length === 0) return
    const { id } = this.#dice.pick(mine)
    const [verb, state] = this.#dice.chance(0.8)
      ? (['accept', 'accepted'] as const)
      : (['decline', 'declined'] as const)
    const answer = await this.#ask(`POST /wallet/transfers/${id}/${verb}`)
    if (answer.ok && answer.body['state'] === state) this.#record.ended.set(id, state)
  }

  async #request(): Promise<void> {
    const { id, amount, other } = this.#new(40)
    const answer = await this.#ask('POST /wallet/requests', { id, to: other.id, amount, currency: CURRENCY })
    if (answer.ok) keep(this.#square.requests, { id, payer: other.id, asker: this.#me.id, amount })
  }

  async #payRequest(): Promise<void> {
    const mine = this.#square.requests.filter(one => one.payer === this.#me.id)
    if (mine.length === 0) return
    const { id, asker, amount } = this.#dice.pick(mine)
    const command = { id, to: asker, amount, currency: CURRENCY }
    const answer = await this.#confirmed('pay_request', command, `POST /wallet/requests/${id}/pay`, {})
    if (answer.ok) this.#record.paid.set(id, { from: this.#me.id, to: asker, amount: BigInt(amount) })
  }

  async #fill(): Promise<void> {
    const { id, amount } = this.#new(80)
    const conversation = this.#town.group
    const count = 1 + this.#dice.below(Math.min(4, Number(amount)))
    const command = { id, to: conversation, amount, currency: CURRENCY }
    const wish = { id, conversation, amount, currency: CURRENCY, kind: 'lucky', count }
    const answer = await this.#confirmed('envelope', command, 'POST /envelopes', wish)
    if (!answer.ok) return
    this.#record.envelopes.set(id, { from: this.#me.id, amount: BigInt(amount) })
    keep(this.#square.envelopes, id)
  }

  async #open(): Promise<void> {
    if (this.#square.envelopes.length === 0) return
    const id = this.#dice.pick(this.#square.envelopes)
    const answer = await this.#ask(`POST /envelopes/${id}/open`)
    const mine = answer.body['mine'] as { amount: string } | undefined
    if (answer.ok && mine) this.#record.shares.set(`${id} ${this.#me.id}`, BigInt(mine.amount))
  }

  async #claim(): Promise<void> {
    const id = this.#town.promotion
    const number = this.#share
    const answer = await this.#ask(`POST /promotions/${id}/claim`, { number })
    const mine = (answer.body['mine'] ?? []) as { number: number; amount: string }[]
    const gift = mine.find(one => one.number === number)
    if (!answer.ok || !gift) return
    this.#record.shares.set(`${id} ${this.#me.id} ${number}`, BigInt(gift.amount))
    this.#share += 1
  }

  async #bank(direction: 'in' | 'out'): Promise<void> {
    const { id, amount } = this.#new(direction === 'in' ? 500 : 200)
    const { link } = this.#me
    const [what, path] = direction === 'in' ? (['top_up', 'top-ups'] as const) : (['withdraw', 'withdrawals'] as const)
    const command = { id, to: link, amount, currency: CURRENCY }
    const wish = { id, link, amount, currency: CURRENCY }
    const answer = await this.#confirmed(what, command, `POST /wallet/bank/${path}`, wish)
    if (answer.ok) this.#record.moves.set(id, { person: this.#me.id, direction, amount: BigInt(amount) })
  }

  /** A new id, noted before anybody hears of it. */
  #new(most: number): { id: string; amount: string; other: Person } {
    const id = uuidv7(Date.now(), this.#dice)
    this.#record.asked.add(id)
    const other = this.#dice.pick(this.#town.people.filter(person => person.id !== this.#me.id))
    return { id, amount: String(1 + this.#dice.below(most)), other }
  }

  /** Confirms a command with the PIN and does it; a confirmation that came too late is made anew. */
  async #confirmed(what: string, command: object, route: string, input: object): Promise<Answer> {
    for (;;) {
      const proof = await this.#ask('POST /wallet/proofs', { command: { do: what, ...command }, pin: PIN })
      if (!proof.ok) return proof
      const answer = await this.#ask(route, { ...input, proof: proof.body['proof'] })
      if (answer.code !== 'proof_expired' || this.#stopped) return answer
    }
  }

  async #ask(route: string, input: object = {}): Promise<Answer> {
    const answer = await this.#line.ask(this.#me.token, route, input)
    if (!answer.ok) this.#record.refused(answer.code)
    return answer
  }
}

function keep<T>(list: T[], one: T): void {
  list.push(one)
  if (list.length > OPEN_MAX) list.shift()
}
