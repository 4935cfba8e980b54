import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { appended, chat, openDirect, textBody } from '@plaza/chat'
import { contacts, seedFriendships } from '@plaza/contacts'
import type { ChatEvent } from '@plaza/contract'
import type { CityConfig } from '@plaza/house'
import { createBot, createPeople, identity } from '@plaza/identity'
import { testCity } from '@plaza/testkit'
import { bots } from '../index.ts'
import { LOOK_MS } from '../limits.ts'
import { delivering } from '../look.ts'

export interface Call {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly events: ChatEvent[]
}

/** Somebody's server that bots are told to call: answers what `status` says and keeps what it got. */
export async function receiver() {
  const calls: Call[] = []
  const state = { status: 200 }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      calls.push({ headers: request.headers, body, events: (JSON.parse(body) as { events: ChatEvent[] }).events })
      response.writeHead(state.status, state.status === 302 ? { location: '/elsewhere' } : {}).end('thank you')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    calls,
    state,
    url: `http://127.0.0.1:${port}/hook`,
    texts: () => calls.flatMap(call => call.events.map(event => event.b['text'])),
    [Symbol.asyncDispose]: async () => void (server.closeAllConnections(), server.close(), await once(server, 'close')),
  }
}

/** Whether a receiver that follows Standard Webhooks would believe this call. */
export function believes(secret: string, { headers, body }: Call): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const content = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.')
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(content).digest('base64')}`
}

/** Anna, Bo and the bot Bell, which both know. */
export async function scene(webhook: string, config: Partial<CityConfig> = { allowPrivateHooks: true }) {
  const city = await testCity({ modules: [identity, contacts, chat, bots], config })
  const [anna, bo, bell] = [city.newId(), city.newId(), city.newId()]
  await createPeople(city, [
    { id: anna, handle: 'anna', name: 'Anna' },
    { id: bo, handle: 'bo_h', name: 'Bo' },
  ])
  const { webhookSecret } = await createBot(city, { id: bell, handle: 'bell', name: 'Bell', owner: anna, webhook })
  await seedFriendships(city, [
    { a: anna, b: bell, since: 1 },
    { a: bo, b: bell, since: 1 },
  ])
  const say = async (from: string, conv: string, text: string) => {
    const common = { kind: 'text' as const, re: null, origin: undefined, arrivedMs: city.clock.now() }
    const verdict = await appended(city, {
      ...common,
      conv,
      id: city.newId(),
      sender: from,
      body: textBody(text, undefined),
    })
    if (!verdict.ok) throw new Error(verdict.code)
  }
  await city.settle()
  // The bot's own news (its first device) are brought before the story begins: a look passes over a bot that is being served.
  await delivering(city)
  return {
    city,
    anna,
    bo,
    bell,
    secret: webhookSecret as string,
    say,
    withAnna: (await openDirect(city, anna, bell)).c,
    withBo: (await openDirect(city, bo, bell)).c,
    /** Lets time pass and the workers look. */
    async passes(ms: number = LOOK_MS) {
      city.skip(ms)
      await city.settle()
      await delivering(city)
    },
    [Symbol.asyncDispose]: () => city[Symbol.asyncDispose](),
  }
}
