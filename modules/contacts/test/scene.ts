import { type Contact, type FriendRequest, type PersonCard } from '@plaza/contract'
import { bind } from '@plaza/http'
import { createPerson, authenticate, identity, openSession, type PersonToCreate } from '@plaza/identity'
import { derivedId } from '@plaza/kernel'
import { testCity, type TestCity, type TestCityOptions } from '@plaza/testkit'
import Fastify, { type FastifyInstance } from 'fastify'
import { contacts } from '../index.ts'

export interface Answer<Body> {
  readonly status: number
  readonly body: Body
  /** The refusal, when it is one. */
  readonly no: string | undefined
}

/** Somebody with a phone in their hand. */
export interface Citizen {
  readonly id: string
  call<Body = Record<string, never>>(route: string, input?: object): Promise<Answer<Body>>
  ask(to: { id: string }, input?: object): Promise<Answer<FriendRequest>>
  answer(id: string, accept: boolean, input?: object): Promise<Answer<FriendRequest>>
  change(other: { id: string }, what: object): Promise<Answer<Contact>>
  remove(other: { id: string }): Promise<Answer<unknown>>
  book(): Promise<{ contacts: Contact[]; requests: FriendRequest[] }>
  find(query: string): Promise<{ person?: PersonCard; relation?: string; source?: string }>
  at(other: { id: string }): Promise<{ relation: string; contact?: Contact; request?: FriendRequest }>
}

export interface Scene extends AsyncDisposable {
  readonly city: TestCity
  person(handle: string, extra?: Partial<PersonToCreate>): Promise<Citizen>
}

/** A city where people meet, over HTTP. */
export async function scene(options: Partial<TestCityOptions> = {}): Promise<Scene> {
  const city = await testCity({ modules: [identity, contacts], authenticate, ...options })
  const app = Fastify()
  bind(app, city, [...(identity.routes ?? []), ...(contacts.routes ?? [])])
  await app.ready()
  return {
    city,
    person: async (handle, extra = {}) => {
      const { id } = await createPerson(city, { id: derivedId(handle), handle, name: handle, ...extra })
      const token = await openSession(city, id, { name: 'phone', kind: 'browser' })
      return citizen(app, city, id, token)
    },
    async [Symbol.asyncDispose]() {
      // Before the doors close: whoever waits in a long poll is told.
      await city.stop()
      await app.close()
      await city[Symbol.asyncDispose]()
    },
  }
}

function citizen(app: FastifyInstance, city: TestCity, id: string, token: string): Citizen {
  const call: Citizen['call'] = async <Body>(route: string, input: object = {}) => {
    const [method, path] = route.split(' ') as ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string]
    const inUrl = method === 'GET' || method === 'DELETE'
    const answer = await app.inject({
      method,
      url: `/api${path}`,
      headers: { authorization: `Bearer ${token}` },
      ...(inUrl ? { query: input as Record<string, string> } : { payload: input }),
    })
    const body = answer.json<Body & { error?: { code: string } }>()
    return { status: answer.statusCode, body, no: body.error?.code }
  }
  return {
    id,
    call,
    ask: (to, input = {}) =>
      call('POST /contacts/requests', { id: city.newId(), to: to.id, note: 'hello', source: 'handle', ...input }),
    answer: (request, accept, input = {}) => call(`POST /contacts/requests/${request}/answer`, { accept, ...input }),
    change: (other, what) => call(`PATCH /contacts/${other.id}`, what),
    remove: other => call(`DELETE /contacts/${other.id}`),
    book: async () => (await call<Awaited<ReturnType<Citizen['book']>>>('GET /contacts')).body,
    find: async query => (await call<Awaited<ReturnType<Citizen['find']>>>('GET /contacts/find', { query })).body,
    at: async other => (await call<Awaited<ReturnType<Citizen['at']>>>(`GET /contacts/${other.id}`)).body,
  }
}
