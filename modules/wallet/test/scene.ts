import type { ChatEvent, Command, Transfer, Wallet } from '@plaza/contract'
import { chat } from '@plaza/chat'
import { contacts, directConversationId, seedFriendships } from '@plaza/contacts'
import { sql } from '@plaza/db'
import { bind } from '@plaza/http'
import { authenticate, createPerson, identity, openSession, type PersonToCreate } from '@plaza/identity'
import { derivedId } from '@plaza/kernel'
import { ledger, transfer, verifyLedger } from '@plaza/ledger'
import { testCity, type TestCity, type TestCityOptions } from '@plaza/testkit'
import Fastify, { type FastifyInstance } from 'fastify'
import { expect } from 'vitest'
import { accountIdOf, cityAccountId, holderFor } from '../accounts.ts'
import { wallet } from '../index.ts'

export const PASSWORD = 'a ship at sea'
export const PIN = '580274'

export interface Answer<Body> {
  readonly status: number
  readonly body: Body
  /** The refusal, when it is one. */
  readonly no: string | undefined
  readonly facts: Record<string, string | number>
}

/** Somebody with a phone in their hand and a wallet in it. */
export interface Citizen {
  readonly id: string
  call<Body = Record<string, never>>(route: string, input?: object): Promise<Answer<Body>>
  wallet(): Promise<Wallet>
  prove(command: Command, pin?: string): Promise<string>
  /** Confirms with the PIN and sends; whatever is in `more` is told to the endpoint in its place. */
  send(to: { id: string }, amount: string, more?: object): Promise<Answer<Transfer>>
  /** Confirms many payments of one amount, one after the other, so that they can be sent at once. */
  ready(to: { id: string }, amount: string, count: number): Promise<(() => Promise<Answer<Transfer>>)[]>
  /** Another device of the same person. */
  also(name: string): Promise<Citizen>
}

export interface Scene extends AsyncDisposable {
  readonly city: TestCity
  person(handle: string, extra?: Partial<PersonToCreate> & { cents?: number; pin?: boolean }): Promise<Citizen>
  befriend(...people: readonly Citizen[]): Promise<void>
  give(who: Citizen, cents: number): Promise<void>
  /** The events of the conversation of two. */
  between(a: Citizen, b: Citizen): Promise<ChatEvent[]>
  /** The facts of the newest state of each card between two. */
  cards(a: Citizen, b: Citizen): Promise<Record<string, unknown>[]>
}

/** A city where people pay each other, over HTTP. Its books are checked when it closes. */
export async function scene(options: Partial<TestCityOptions> = {}): Promise<Scene> {
  const modules = [identity, ledger, contacts, chat, wallet]
  const city = await testCity({ modules, authenticate, ...options })
  const app = Fastify()
  bind(
    app,
    city,
    modules.flatMap(module => module.routes ?? []),
  )
  await app.ready()
  const made: Scene = {
    city,
    async person(handle, { cents = 0, pin = true, ...extra } = {}) {
      const { id } = await createPerson(city, {
        id: derivedId(handle),
        handle,
        name: handle,
        password: PASSWORD,
        ...extra,
      })
      const who = await citizen(app, city, id, 'phone')
      if (cents > 0) await made.give(who, cents)
      if (pin)
        expect((await who.call('PUT /wallet/pin', { pin: PIN, proof: { password: PASSWORD } })).no).toBe(undefined)
      return who
    },
    async befriend(...people) {
      const pairs = people.flatMap((a, i) => people.slice(i + 1).map(b => ({ a: a.id, b: b.id, since: 1 })))
      await seedFriendships(city, pairs)
      await city.settle()
    },
    async give(who, cents) {
      await holderFor(city, who.id)
      const [from, to] = [cityAccountId('bank', 'EUR'), accountIdOf(who.id, 'EUR')]
      expect(await transfer(city, { id: city.newId(), from, to, amount: BigInt(cents) })).toMatchObject({ ok: true })
    },
    async between(a, b) {
      const page = await a.call<{ events: ChatEvent[] }>(`GET /chats/${directConversationId(a.id, b.id)}/messages`)
      return page.body.events ?? []
    },
    async cards(a, b) {
      const events = await made.between(a, b)
      return events.filter(event => event.k === 'card').map(event => event.b['facts'] as Record<string, unknown>)
    },
    async [Symbol.asyncDispose]() {
      const faults = (await verifyLedger(city.db)).faults
      await city.stop()
      await app.close()
      await city[Symbol.asyncDispose]()
      expect(faults).toEqual([])
    },
  }
  return made
}

async function citizen(app: FastifyInstance, city: TestCity, id: string, device: string): Promise<Citizen> {
  const token = await openSession(city, id, { name: device, kind: 'browser' })
  const call: Citizen['call'] = async <Body>(route: string, input: object = {}) => {
    const [method, path] = route.split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string]
    const inUrl = method === 'GET' || method === 'DELETE'
    const answer = await app.inject({
      method,
      url: `/api${path}`,
      headers: { authorization: `Bearer ${token}` },
      ...(inUrl ? { query: input as Record<string, string> } : { payload: input }),
    })
    const body = answer.json<Body & { error?: { code: string; facts: Record<string, string | number> } }>()
    return { status: answer.statusCode, body, no: body.error?.code, facts: body.error?.facts ?? {} }
  }
  const who: Citizen = {
    id,
    call,
    wallet: async () => (await call<Wallet>('GET /wallet')).body,
    async prove(command, pin = PIN) {
      const answer = await call<{ proof: string }>('POST /wallet/proofs', { command, pin })
      if (answer.no) throw new Error(answer.no)
      return answer.body.proof
    },
    async send(to, amount, more = {}) {
      const input = { id: city.newId(), to: to.id, amount, currency: 'EUR', ...more } as Command & { note?: string }
      const { note, ...rest } = input
      const proof = await who.prove({ ...rest, do: 'transfer' })
      return call('POST /wallet/transfers', { ...rest, ...(note === undefined ? {} : { note }), proof })
    },
    async ready(to, amount, count) {
      const sends: (() => Promise<Answer<Transfer>>)[] = []
      for (let i = 0; i < count; i++) {
        const input = { id: city.newId(), to: to.id, amount, currency: 'EUR' }
        const proof = await who.prove({ ...input, do: 'transfer' })
        sends.push(() => call('POST /wallet/transfers', { ...input, proof }))
      }
      return sends
    },
    also: name => citizen(app, city, id, name),
  }
  return who
}

/** What everybody of the city has together, the city itself too: always nothing. */
export async function sumOfAll(city: TestCity): Promise<bigint> {
  const { sum } = await city.db.one<{ sum: bigint }>(sql`select sum(posted)::bigint as sum from ledger.account`)
  return sum
}
