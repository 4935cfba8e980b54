import { bots } from '@plaza/bots'
import { chat } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import type { ChatEvent } from '@plaza/contract'
import { bind } from '@plaza/http'
import { authenticate, createPerson, identity, openSession, type PersonToCreate } from '@plaza/identity'
import { derivedId, systemClock } from '@plaza/kernel'
import { media } from '@plaza/media'
import { installProgram, programs, renewSecret, usePrograms, type Profile } from '@plaza/programs'
import { testCity, type TestCity, type TestCityOptions } from '@plaza/testkit'
import Fastify, { type FastifyInstance } from 'fastify'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { answerPlatform, authorizeAnswer, authorizePage, platform, usePlatform } from '../index.ts'
import { tellFollowers } from '../followers/broadcast.ts'
import { bringing, bringNews } from '../push/look.ts'
import { collect } from '../service/collect.ts'

export const APP = 'wx00000000000000a1'
export const OTHER = 'wx00000000000000b2'
export const CLOSED = 'poll-closed-result'
/** Standing in for the hosts that libraries have built in. */
export const SITE = 'https://poll.test'

const modules = [identity, media, contacts, chat, programs, bots, platform]
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

export interface Answer<Body> {
  readonly status: number
  readonly body: Body
  readonly no: string | undefined
}

export interface Citizen {
  readonly id: string
  readonly token: string
  call<Body = Record<string, never>>(route: string, input?: object): Promise<Answer<Body>>
  /** Writes into a conversation, as their device does. */
  write(conversation: string, text: string): Promise<void>
  /** What a conversation shows, oldest first. */
  read(conversation: string): Promise<ChatEvent[]>
  code(appId?: string): Promise<string>
}

/** What came to a program's server. */
export interface Heard {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Town extends AsyncDisposable {
  readonly city: TestCity
  /** Where servers of programs reach the city. */
  readonly api: string
  readonly secret: string
  readonly otherSecret: string
  /** Made the program APP, and manages it. */
  readonly maker: Citizen
  person(handle: string, more?: Partial<PersonToCreate>): Promise<Citizen>
  /** A request to the compatible API. */
  compat<Body = { errcode: number }>(path: string, query?: Record<string, string>, body?: object): Promise<Body>
  /** Has the news of citizens collected and brought. */
  bring(): Promise<void>
}

/** A city with two programs, whose API listens on a port. */
export async function town(options: Partial<TestCityOptions> = {}): Promise<Town> {
  const city = await testCity({
    modules,
    authenticate,
    clock: systemClock,
    ...options,
    config: { allowPrivateHooks: true, ...options.config },
  })
  usePrograms(city, { key: generateKeyPairSync('ed25519').privateKey, origin: 'https://cage.test' })
  const app = Fastify()
  const door = platformDoor(city)
  await door.listen({ host: '127.0.0.1', port: 0 })
  const api = `http://127.0.0.1:${(door.server.address() as AddressInfo).port}`
  usePlatform(city, { origin: api, masterKeys: [{ n: 1, bytes: new Uint8Array(32).fill(5) }] })
  bind(
    app,
    city,
    modules.flatMap(module => module.routes ?? []),
  )
  await app.ready()
  const person = (handle: string, more: Partial<PersonToCreate> = {}) => citizen(city, app, handle, more)
  const maker = await person('maker')
  await install(city, APP, { owner: maker.id })
  await install(city, OTHER, { names: { en: 'Tides' }, owner: (await person('other')).id })
  return {
    city,
    api,
    maker,
    secret: await renewSecret(city, APP),
    otherSecret: await renewSecret(city, OTHER),
    person,
    async compat(path, query = {}, body) {
      const answer = await fetch(`${api}${path}?${new URLSearchParams(query).toString()}`, {
        method: body ? 'POST' : 'GET',
        body: body ? JSON.stringify(body) : null,
      })
      return (await answer.json()) as never
    },
    async bring() {
      await city.settle()
      // Chores rest for a second; the test's clock may be the machine's.
      await collect(city)
      await tellFollowers(city)
      await bringNews(city)
      await bringing(city)
    },
    async [Symbol.asyncDispose]() {
      await city.stop()
      await door.close()
      await app.close()
      await city[Symbol.asyncDispose]()
    },
  }
}

/** The API and the page for signing in, as the server opens them. */
function platformDoor(city: TestCity): FastifyInstance {
  const app = Fastify()
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.all('/*', async (request, reply) => {
    const url = new URL(request.raw.url ?? '/', 'http://door')
    const body = typeof request.body === 'string' ? request.body : ''
    const answer = await answerPlatform(city, {
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      authorization: request.headers.authorization,
      contentType: request.headers['content-type'],
      body,
      address: request.ip,
    })
    return answer ? reply.status(answer.status).headers(answer.headers).send(answer.body) : reply.status(404).send()
  })
  return app
}

/** What a citizen's browser is shown on the page for signing in, and what its answer does. */
export async function atPage(
  city: TestCity,
  who: Citizen | undefined,
  query: Record<string, string>,
  form?: Record<string, string>,
) {
  const caller = who && (await city.authenticate(who.token))
  const answer = await (form
    ? authorizeAnswer(city, new URLSearchParams(form), caller)
    : authorizePage(city, new URLSearchParams(query), caller))
  const ticket = /name="ticket" value="([^"]+)"/.exec(answer.body)?.[1] ?? ''
  return { ...answer, ticket, to: answer.headers['location'] ? new URL(answer.headers['location']) : undefined }
}

async function citizen(
  city: TestCity,
  app: FastifyInstance,
  handle: string,
  more: Partial<PersonToCreate>,
): Promise<Citizen> {
  const { id } = await createPerson(city, { id: derivedId(handle), handle, name: handle, ...more })
  const token = await openSession(city, id, { name: 'phone', kind: 'browser' })
  const call = async <Body>(route: string, input: object = {}): Promise<Answer<Body>> => {
    const [verb, path] = route.split(' ') as ['GET', string]
    const query = verb === 'GET' || (verb as string) === 'DELETE'
    const answer = await app.inject({
      method: verb,
      url: `/api${path}${query ? `?${new URLSearchParams(input as Record<string, string>).toString()}` : ''}`,
      headers: { authorization: `Bearer ${token}` },
      ...(query ? {} : { payload: input }),
    })
    const body = answer.json<Body & { error?: { code: string } }>()
    return { status: answer.statusCode, body, no: body.error?.code }
  }
  return {
    id,
    token,
    call,
    async write(conversation, text) {
      const acked = new Promise<object>((send, refuse) => {
        const session = {
          caller: { person: id, device: 'd', kind: 'citizen' as const },
          u: 0,
          send,
          sendText: (sent: string) => send(JSON.parse(sent) as object),
        }
        const frame = { t: 'send' as const, id: city.newId(), c: conversation, k: 'text' as const, b: { text } }
        Promise.resolve(chat.frames!.send!(city, session, frame)).catch(refuse)
      })
      expect(await acked).toHaveProperty('t', 'ack')
    },
    async read(conversation) {
      return (await call<{ events: ChatEvent[] }>(`GET /chats/${conversation}/messages`)).body.events
    },
    async code(appId = APP) {
      return (await call<{ code: string }>(`POST /programs/${appId}/login`)).body.code
    },
  }
}

/** A program's own server on this machine; `handle` answers whatever it is asked. */
export async function server(handle: (heard: Heard, response: ServerResponse) => void | Promise<void>) {
  const heard: Heard[] = []
  const http = createServer((request, response) => {
    void readAll(request).then(async body => {
      const { method = '', url = '/', headers } = request
      const one = { method, url: new URL(url, 'http://server'), headers, body }
      heard.push(one)
      await handle(one, response)
    })
  })
  await new Promise<void>(done => http.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/hook`
  return { url, heard, [Symbol.asyncDispose]: async () => void http.close() }
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts).toString()
}

/** Echoes the test of a new address, and answers `success` to everything else. */
export const echoing = (heard: Heard, response: ServerResponse): void =>
  void response.end(heard.method === 'GET' ? (heard.url.searchParams.get('echostr') ?? '') : 'success')

async function install(city: TestCity, appId: string, profile: Partial<Profile>): Promise<void> {
  const logic = Buffer.from(`/* ${appId} */`)
  const files = { 'logic.js': { sha256: sha(logic), bytes: logic.length, type: 'text/javascript' } }
  const pages = [{ path: 'pages/index/index', package: '', window: {} }]
  const part = { root: '', independent: false, logic: 'logic.js', styles: '', assets: {}, pages: ['pages/index/index'] }
  const manifest = {
    format: 1 as const,
    appId,
    version: '1.0.0',
    entry: 'pages/index/index',
    pages,
    window: {},
    packages: [part],
    files,
    app: {},
    apis: [],
    components: [],
  }
  await installProgram(city, {
    appId,
    sourceSha256: sha(logic),
    compiled: { manifest, files: new Map([['logic.js', logic]]) },
    profile: {
      names: { en: 'Poll', zh: '投票' },
      abouts: { en: 'Ask a group.' },
      maker: 'Harbour Makers',
      official: false,
      domains: { web: [SITE] },
      scopes: { 'scope.userInfo': 'To show who voted.' },
      ...(appId === APP
        ? {
            templates: [
              { id: CLOSED, titles: { en: 'A poll is closed' }, fields: [{ key: 'thing1', names: { en: 'Poll' } }] },
            ],
          }
        : {}),
      ...profile,
    },
  })
}
