import type { BankConnector, BankEvent, Outcome, StatementLine } from '@plaza/banking'
import type { BankLink } from '@plaza/contract'
import { useBank } from '@plaza/wallet'
import { expect } from 'vitest'
import type { Citizen, Market } from './scene.ts'

/** A bank in memory: what it was told to pay, and how it answers. */
export class TownBank implements BankConnector {
  mood: 'well' | 'silent' | 'refusing' = 'well'
  readonly paid = new Map<string, bigint>()
  pushes = 0
  /** Whether the day of the statement is over. */
  closed = false

  async link({ state }: { state: string }) {
    return { consent: `consent-${state}`, url: `https://bank.test/agree/${state}` }
  }
  async exchange({ consent }: { consent: string }) {
    const account = { iban: 'DE02120300000000202051', holder: 'Anna', currency: 'EUR', day: '2026-01-01' }
    return { id: consent, token: 'token', ...account }
  }
  async unlink() {}
  async pull(): Promise<Outcome> {
    return { kind: 'rejected', reason: 'AM04' }
  }
  async push({ key, amount }: { key: string; amount: { minor: bigint } }): Promise<Outcome> {
    this.pushes += 1
    if (this.mood === 'refusing') return { kind: 'rejected', reason: 'AC04' }
    this.paid.set(key, amount.minor)
    return this.mood === 'silent' ? { kind: 'unknown', reason: 'timed_out' } : { kind: 'settled' }
  }
  async lookup(key: string): Promise<Outcome> {
    if (this.mood === 'silent') return { kind: 'unknown', reason: 'timed_out' }
    return this.paid.has(key) ? { kind: 'settled' } : { kind: 'unknown', reason: 'not_found' }
  }
  async *statement(): AsyncIterable<StatementLine> {
    for (const [key, minor] of this.closed ? this.paid : [])
      yield { kind: 'entry', direction: 'debit', amount: { minor, currency: 'EUR' }, key, ref: key, reversal: false }
    yield { kind: 'closing', minor: 0n, currency: 'EUR', final: this.closed }
  }
  verifyCallback(): BankEvent | undefined {
    return undefined
  }
}

/** Gives the town a bank, and somebody an account there; answers the link. */
export async function linkBank(town: Market, who: Citizen): Promise<{ bank: TownBank; link: string }> {
  const bank = new TownBank()
  useBank(town.city, bank)
  const link = town.city.newId()
  expect((await who.call<BankLink>('POST /wallet/bank/links', { id: link })).no).toBeUndefined()
  const done = await who.call<BankLink>(`POST /wallet/bank/links/${link}/finish`, { code: 'agreed' })
  expect(done.body).toMatchObject({ state: 'linked', ending: '2051' })
  return { bank, link }
}
