import type { Clock, Dice } from '@plaza/kernel'
import { testCity, type TestCity } from '@plaza/testkit'
import { expect } from 'vitest'
import * as door from '../index.ts'
import { openShards } from '../shards.ts'
import type { NewAccount, Transfer, Verdict } from '../index.ts'

/** A transfer whose id may be left to the test. */
export type Unnamed<T = Transfer> = T extends Transfer ? Omit<T, 'id'> & { id?: string } : never

export interface BankOptions {
  readonly clock?: Clock
  readonly dice?: Dice
  readonly shards?: number
  readonly databaseUrl?: string
}

/** A city with a ledger, a source of money and people's accounts by name. */
export interface Bank extends AsyncDisposable {
  readonly city: TestCity
  id(name: string): string
  open(name: string, options?: Partial<NewAccount>): Promise<string>
  /** Gives somebody money from the source. */
  fund(name: string, amount: number): Promise<void>
  pay(from: string, to: string, amount: number, more?: Partial<Transfer>): Promise<Verdict>
  try(transfer: Unnamed): Promise<Verdict>
  balance(name: string): Promise<number>
}

export async function bank(names: readonly string[], options: BankOptions = {}): Promise<Bank> {
  const { shards = 1, ...rest } = options
  const city = await testCity({ modules: [door.ledger], ...rest })
  if (shards > 1) await openShards(city, shards)
  const ids = new Map<string, string>()
  const made: Bank = {
    city,
    id: name => ids.get(name) ?? name,
    async open(name, more = {}) {
      const id = more.id ?? city.newId()
      ids.set(name, id)
      expect(await door.openAccounts(city, [{ currency: 'EUR', kind: 'wallet', ...more, id }])).toEqual(['ok'])
      return id
    },
    fund: async (name, amount) => {
      expect(await made.pay('source', name, amount)).toMatchObject({ code: 'ok' })
    },
    pay: (from, to, amount, more = {}) =>
      made.try({ from: made.id(from), to: made.id(to), amount: BigInt(amount), ...more } as never),
    try: wanted => door.transfer(city, { id: city.newId(), ...wanted } as Transfer),
    balance: async name => Number((await door.balances(city, [made.id(name)]))[0]?.posted),
    [Symbol.asyncDispose]: () => city[Symbol.asyncDispose](),
  }
  await made.open('source', { floor: null, kind: 'source' })
  for (const name of names) await made.open(name)
  return made
}
