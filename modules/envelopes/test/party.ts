import { chat, createGroup } from '@plaza/chat'
import { contacts, seedFriendships } from '@plaza/contacts'
import { createPeople, identity } from '@plaza/identity'
import { TestClock } from '@plaza/kernel'
import { balances, ledger, transfer, verifyLedger } from '@plaza/ledger'
import { testCity, type TestCity } from '@plaza/testkit'
import { accountIdOf, cityAccountId, holderFor, wallet } from '@plaza/wallet'
import { expect } from 'vitest'
import { envelopes } from '../index.ts'
import { shareOut, type Kind } from '../rules.ts'
import { fillEnvelope } from '../send.ts'

/** A group of friends with money; the first one's envelopes are opened by all. Its books are checked when it ends. */
export interface Party extends AsyncDisposable {
  readonly city: TestCity
  readonly host: string
  readonly guests: readonly string[]
  readonly conv: string
  /** Puts an envelope into the group; its id. */
  put(kind: Kind, cents: number, count: number, to?: string): Promise<string>
  /** What is in somebody's wallet. */
  cents(person: string): Promise<bigint>
}

const HOST_CENTS = 10_000n

export async function party(size: number): Promise<Party> {
  const city = await testCity({
    modules: [identity, ledger, contacts, chat, wallet, envelopes],
    clock: new TestClock(),
    config: { groupMembersMax: size + 1 },
  })
  const host = city.newId()
  const guests = Array.from({ length: size }, () => city.newId())
  await createPeople(
    city,
    [host, ...guests].map((id, i) => ({ id, handle: `guest_${i}`, name: `Guest ${i}` })),
  )
  await seedFriendships(
    city,
    guests.map(guest => ({ a: host, b: guest, since: 1 })),
  )
  await city.settle()
  const { c: conv } = await createGroup(city, host, { id: city.newId(), title: 'Party', people: guests })
  for (const person of [host, ...guests]) await holderFor(city, person)
  const bank = cityAccountId('bank', 'EUR')
  const gift = { id: city.newId(), from: bank, to: accountIdOf(host, 'EUR'), amount: HOST_CENTS }
  expect(await transfer(city, gift)).toMatchObject({ ok: true })
  return {
    city,
    host,
    guests,
    conv,
    async put(kind, cents, count, to) {
      const id = city.newId()
      const wish = { kind, total: BigInt(cents), count }
      const shares = await shareOut(wish)
      const about = { id, sender: host, conv, person: to ?? null, currency: 'EUR', wish: '', cover: 'red' }
      const verdict = await fillEnvelope(city, { ...about, ...wish, ...shares })
      expect(verdict).toMatchObject({ ok: true })
      return id
    },
    async cents(person) {
      const [balance] = await balances(city, [accountIdOf(person, 'EUR')])
      return balance?.posted ?? 0n
    },
    async [Symbol.asyncDispose]() {
      const { faults } = await verifyLedger(city.db)
      await city[Symbol.asyncDispose]()
      expect(faults).toEqual([])
    },
  }
}
