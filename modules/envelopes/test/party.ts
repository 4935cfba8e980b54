import { chat, createGroup } from '@plaza/chat'
import { chatApi } from '@plaza/contract'
import { contacts, seedFriendships } from '@plaza/contacts'
import type { Call } from '@plaza/house'
import { createPeople, identity } from '@plaza/identity'
import { TestClock } from '@plaza/kernel'
import { balances, ledger, transfer, verifyLedger } from '@plaza/ledger'
import { testCity, type TestCity } from '@plaza/testkit'
import { accountIdOf, cityAccountId, holderFor, wallet } from '@plaza/wallet'
import { expect } from 'vitest'
import { envelopes } from '../index.ts'
import type { Kind } from '../rules.ts'
import { putEnvelope } from '../send.ts'

/** A group of friends with money; the first one's envelopes are opened by all. Its books are checked when it ends. */
export interface Party extends AsyncDisposable {
  readonly city: TestCity
  readonly host: string
  readonly guests: readonly string[]
  readonly conv: string
  /** Puts an envelope into the group; its id. */
  put(kind: Kind, cents: number, count: number, to?: string): Promise<string>
  /** A call of somebody's, as an endpoint gets it. */
  call<Input>(person: string, input: Input): Call<Input>
  /** Somebody leaves the group. */
  leave(person: string): Promise<void>
  /** A second process of the same city. */
  twin(): Promise<TestCity>
  /** What is in somebody's wallet. */
  cents(person: string): Promise<bigint>
}

const HOST_CENTS = 10_000n
/** Wallets opened at once. */
const OPENED_AT_ONCE = 16
const modules = [identity, ledger, contacts, chat, wallet, envelopes]

export async function party(size: number): Promise<Party> {
  const city = await testCity({
    modules,
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
  const everybody = [host, ...guests]
  for (let i = 0; i < everybody.length; i += OPENED_AT_ONCE)
    await Promise.all(everybody.slice(i, i + OPENED_AT_ONCE).map(person => holderFor(city, person)))
  const bank = cityAccountId('bank', 'EUR')
  const gift = { id: city.newId(), from: bank, to: accountIdOf(host, 'EUR'), amount: HOST_CENTS }
  expect(await transfer(city, gift)).toMatchObject({ ok: true })
  const call = <Input>(person: string, input: Input): Call<Input> => ({
    input,
    by: { person, device: host, kind: 'citizen' },
    session: undefined,
    address: '127.0.0.1',
    requestId: city.newId(),
    setSession() {},
  })
  const leaving = chat.routes?.find(({ endpoint }) => endpoint === chatApi.leave)
  return {
    city,
    host,
    guests,
    conv,
    call,
    async leave(person) {
      await leaving?.handle(city, call(person, { id: conv }) as Call<never>)
      await city.settle()
    },
    twin: () => testCity({ modules, databaseUrl: city.db.url, clock: city.clock, bus: city.bus }),
    async put(kind, cents, count, to) {
      const id = city.newId()
      const wish = { kind, total: BigInt(cents), count, person: to ?? null }
      const verdict = await putEnvelope(city, { id, sender: host, conv, ...wish })
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
