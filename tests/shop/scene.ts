import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { declaredServer, migrateAll, needOf, openShop } from '@plaza/server'
import { createTestDatabase, freePort, provideTemplate, startCity } from '@plaza/testkit'
import pino from 'pino'
import { friendsWithMoney, passwordOf, sessionsOf } from '#tests/browser/lib/money.ts'

const SCRIPT = fileURLToPath(new URL('../../programs/shop-server/server.mjs', import.meta.url))
const SECRET = 'a secret that the operator made'
const PIN = '580274'
const ADDRESS = { name: 'Anna', phone: '+34 600 000 000', street: 'Calle del Farol 7', town: 'Lumar', code: '15001' }

export interface Order {
  readonly no: string
  readonly state: string
  readonly total: number
  readonly history: readonly { readonly state: string }[]
  readonly gift?: { readonly amount: number; readonly state: string; readonly package: string }
  readonly back?: { readonly amount: number }
  readonly error?: string
}

interface Answer<Body> {
  readonly status: number
  readonly body: Body
}

export interface Heard {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A citizen with a wallet, and with a session at the shop. */
export interface Shopper {
  /** Asks the city. */
  city<Body = Record<string, never>>(route: string, input?: object): Promise<Answer<Body>>
  /** Asks the shop's server, as its program does. */
  shop<Body = Order>(route: string, input?: object): Promise<Answer<Body>>
  /** Orders goods at prices that add up to `total`. */
  order(no: string, lines: readonly object[], total: number): Promise<Answer<Order>>
  /** Pays what the shop's server signed, by the host's own calls. */
  pay(call: object): Promise<void>
  cents(): Promise<number>
}

export interface Street extends AsyncDisposable {
  readonly merchant: { readonly mchid: string; readonly deskKey: string }
  /** What the city brought to the shop's server. */
  readonly heard: Heard[]
  /** From now on news get lost on their way, or arrive. */
  lose(on: boolean): void
  shopper(handle: 'anna' | 'bruno'): Promise<Shopper>
  /** Brings something to the shop's server, as anybody could. */
  bring(heard: Heard): Promise<number>
  desk(no: string, state: string): Promise<Answer<Order>>
  kill9(): Promise<void>
  reopen(): Promise<void>
}

/** A city with the bakery in it, whose server is a process of its own behind a wire that can lose things. */
export async function street(): Promise<Street> {
  const log = pino({ level: 'fatal' })
  const home = mkdtempSync(join(tmpdir(), 'plaza-shop-'))
  const database = await createTestDatabase({ template: await provideTemplate('served', url => migrateAll(url, log)) })
  await openShop({ databaseUrl: database.url, home, log })
  await friendsWithMoney(database.url, ['anna', 'bruno'], 12_000n)
  const declared = declaredServer('shop')
  if (!declared) throw new Error('there is no shop')
  const { appId, origin } = declared
  const file = needOf(home, declared)
  const { courierMs: _, ...merchant } = JSON.parse(readFileSync(file, 'utf8')) as Street['merchant'] & {
    courierMs: number
  }
  // Here the desk takes each step, not a clock.
  writeFileSync(file, JSON.stringify(merchant))
  const [shopPort, merchantPort] = [await freePort(), await freePort()]
  const here = `http://127.0.0.1:${shopPort}`
  const heard: Heard[] = []
  let losing = false
  const wire = await openWire(here, heard, () => losing)
  const upstream = `http://127.0.0.1:${(wire.address() as { port: number }).port}`
  const settings = { merchantPort, programServers: [{ appId, secret: SECRET, origin, upstream }] }
  const city = await startCity({ home, databaseUrl: database.url, settings })
  const env = {
    PATH: process.env['PATH'],
    PORT: String(shopPort),
    DATA: join(home, 'programs', appId),
    PLAZA_API: `http://127.0.0.1:${merchantPort}`,
    APP_ID: appId,
    APP_SECRET: SECRET,
    ORIGIN: origin,
  }
  let server = await spawnShop(env)
  const kill9 = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
  const tokens = await sessionsOf(database.url, ['anna', 'bruno'])
  return {
    merchant,
    heard,
    lose: on => void (losing = on),
    shopper: handle =>
      enter({ cityUrl: city.url, shopUrl: here, appId, handle, token: tokens[handle === 'anna' ? 0 : 1] as string }),
    async bring({ path, headers, body }) {
      const kept = Object.entries(headers).filter(([name]) => /^(wechatpay|webhook|content-type)/.test(name))
      const sent = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
      return (await fetch(here + path, { method: 'POST', headers: sent, body })).status
    },
    desk: (no, state) => ask(`${here}/desk/${no}`, 'POST', merchant.deskKey, { state }),
    kill9,
    async reopen() {
      server = await spawnShop(env)
    },
    async [Symbol.asyncDispose]() {
      await kill9()
      await city[Symbol.asyncDispose]()
      wire.closeAllConnections()
      wire.close()
      await database[Symbol.asyncDispose]()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function spawnShop(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const server = spawn(process.execPath, [SCRIPT], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env })
  await once(server, 'message')
  return server
}

/** Between the city and the shop's server: writes down what is brought, and loses it when it should. */
async function openWire(to: string, heard: Heard[], isLosing: () => boolean): Promise<Server> {
  const server = createServer((request, response) => {
    const pass = async () => {
      const body = await textOf(request)
      if (isLosing()) return response.writeHead(503).end()
      heard.push({ path: request.url ?? '', headers: request.headers, body })
      const headers = { ...request.headers } as Record<string, string>
      for (const name of ['host', 'connection', 'content-length', 'transfer-encoding']) delete headers[name]
      const answer = await fetch(to + (request.url ?? ''), { method: 'POST', headers, body })
      return response.writeHead(answer.status).end(await answer.text())
    }
    // Whoever asks may end, and the shop may be killed while it answers.
    pass().catch(() => response.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

async function ask<Body>(url: string, method: string, token: string, input?: object): Promise<Answer<Body>> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await fetch(url, { method, headers, body: input ? JSON.stringify(input) : null })
  return { status: answer.status, body: (await answer.json()) as Body }
}

async function enter(of: { cityUrl: string; shopUrl: string; appId: string; handle: string; token: string }) {
  const { cityUrl, shopUrl, appId, handle, token } = of
  const to = async <Body>(base: string, bearer: string, route: string, input?: object): Promise<Answer<Body>> => {
    const [method, path] = route.split(' ') as [string, string]
    return ask<Body>(base + path, method, bearer, method === 'GET' ? undefined : (input ?? {}))
  }
  const city: Shopper['city'] = (route, input) => to(`${cityUrl}/api`, token, route, input)
  await city('PUT /wallet/pin', { pin: PIN, proof: { password: passwordOf(handle) } })
  const { body: login } = await city<{ code: string }>(`POST /programs/${appId}/login`)
  const { body: known } = await to<{ session: string }>(shopUrl, '', 'POST /login', { code: login.code })
  const who: Shopper = {
    city,
    shop: (route, input) => to(shopUrl, known.session, route, input),
    order: (no, lines, total) => who.shop('POST /orders', { no, lines, total, address: ADDRESS, language: 'en' }),
    async pay(call) {
      const { signType: _, ...prepared } = call as { signType: string }
      const { body: order } = await city<Record<string, string> & { merchant: { id: string } }>('POST /pay/prepared', {
        appId,
        ...prepared,
      })
      const { id, amount, currency, merchant, code } = order
      const command = { do: 'order', id, to: merchant.id, amount, currency }
      const { body } = await city<{ proof: string }>('POST /wallet/proofs', { command, pin: PIN })
      const paid = await city(`POST /pay/orders/${code}/pay`, { proof: body.proof })
      if (paid.status !== 200) throw new Error(`not paid: ${JSON.stringify(paid.body)}`)
    },
    async cents() {
      const { body } = await city<{ balance: { posted: string } }>('GET /wallet')
      return Number(body.balance.posted)
    },
  }
  return who
}
