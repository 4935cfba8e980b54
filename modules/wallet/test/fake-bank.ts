import { BankUnavailable, type BankConnector, type BankEvent, type Outcome, type StatementLine } from '@plaza/banking'

/** A bank in memory that does as it is told: slow, silent, double, refusing or dead. */
export class FakeBank implements BankConnector {
  /** What the next question about a new payment answers; the payment itself is booked or not all the same. */
  mood: 'well' | 'silent' | 'lost' | 'refusing' | 'slow' | 'dead' = 'well'
  readonly booked = new Map<string, { direction: 'credit' | 'debit'; minor: bigint }>()
  readonly refused = new Set<string>()
  readonly accepted = new Set<string>()
  readonly extra: StatementLine[] = []
  asked = 0
  /** The day on which everything is booked. */
  day = '2026-01-01'

  async link({ state }: { state: string }) {
    if (this.mood === 'dead') throw new BankUnavailable('connection_lost')
    return { consent: `consent-${state}`, url: `https://bank.test/agree/${state}` }
  }
  async exchange({ consent }: { consent: string }) {
    return {
      id: consent,
      token: 'token',
      iban: 'DE02120300000000202051',
      holder: 'Anna',
      currency: 'EUR',
      day: '2026-01-01',
    }
  }
  async unlink() {}
  pull = (request: { key: string; amount: { minor: bigint } }) => this.#pay('credit', request)
  push = (request: { key: string; amount: { minor: bigint } }) => this.#pay('debit', request)

  async #pay(
    direction: 'credit' | 'debit',
    { key, amount }: { key: string; amount: { minor: bigint } },
  ): Promise<Outcome> {
    this.asked++
    const known = await this.lookup(key)
    if (known.kind !== 'unknown') return known
    if (this.mood === 'dead' || this.mood === 'lost') return { kind: 'unknown', reason: 'connection_lost' }
    if (this.mood === 'refusing') {
      this.refused.add(key)
      return { kind: 'rejected', reason: 'AM04' }
    }
    if (this.mood === 'slow') {
      this.accepted.add(key)
      return { kind: 'accepted' }
    }
    this.booked.set(key, { direction, minor: amount.minor })
    return this.mood === 'silent' ? { kind: 'unknown', reason: 'timed_out' } : { kind: 'settled' }
  }

  async lookup(key: string): Promise<Outcome> {
    if (this.mood === 'dead') return { kind: 'unknown', reason: 'connection_lost' }
    if (this.refused.has(key)) return { kind: 'rejected', reason: 'AM04' }
    if (this.booked.has(key))
      return this.mood === 'silent' ? { kind: 'unknown', reason: 'timed_out' } : { kind: 'settled' }
    return this.accepted.has(key) ? { kind: 'accepted' } : { kind: 'unknown', reason: 'not_found' }
  }

  async *statement(day: string): AsyncIterable<StatementLine> {
    if (this.mood === 'dead') throw new BankUnavailable('connection_lost')
    const booked = day === this.day ? [...this.booked] : []
    for (const [key, { direction, minor }] of booked)
      yield { kind: 'entry', direction, amount: { minor, currency: 'EUR' }, key, ref: `ref-${key}`, reversal: false }
    if (day === this.day) yield* this.extra
    yield { kind: 'closing', minor: 0n, currency: 'EUR', final: true }
  }

  verifyCallback(raw: Uint8Array, headers: Record<string, unknown>): BankEvent | undefined {
    if (headers['signature'] !== 'good') return undefined
    return JSON.parse(Buffer.from(raw).toString()) as BankEvent
  }
}
