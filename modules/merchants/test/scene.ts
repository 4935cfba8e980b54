import { chat } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import type { Command, Merchant, PayOrder } from '@plaza/contract'
import { endPromotion, envelopes, openPromotion, promotionStanding } from '@plaza/envelopes'
import { module } from '@plaza/house'
import { bind } from '@plaza/http'
import { authenticate, createPerson, identity, openSession, type PersonToCreate } from '@plaza/identity'
import { derivedId, systemClock } from '@plaza/kernel'
import { addRider, balances, ledger, transfer, verifyLedger } from '@plaza/ledger'
import { letters, requestText, signText, takeKeyPairsFrom, writeAuthorization, type KeyPair } from '@plaza/pay-wire'
import { testCity, type TestCity, type TestCityOptions } from '@plaza/testkit'
import { accountIdOf, cityAccountId, holderFor, wallet } from '@plaza/wallet'
import Fastify, { type FastifyInstance } from 'fastify'
import { createPrivateKey, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { merchantAccount, openMerchantBooks } from '../accounts.ts'
import { answerWire, merchants, useMerchantDoor, usePromotions, type WireAnswer } from '../index.ts'
import { bringNews, deliveringNews } from '../notify/look.ts'
import { payRider, refundRider } from '../orders/riders.ts'
import type { decidePay, decideRefund } from '../orders/rules.ts'
import type { Mode } from '../store.ts'

export const PASSWORD = 'a ship at sea'
export const PIN = '580274'

export interface Answer<Body> {
  readonly status: number
  readonly body: Body
  /** The refusal, when it is one. */
  readonly no: string | undefined
}

/** Somebody with a phone in their hand and a wallet in it. */
export interface Citizen {
  readonly id: string
  call<Body = Record<string, never>>(route: string, input?: object): Promise<Answer<Body>>
  /** Looks at an order by its code, confirms it with the PIN and pays. */
  pay(code: string): Promise<Answer<PayOrder>>
  /** The confirmation of an order as it is shown, with whatever is put in its place. */
  prove(order: PayOrder, instead?: Partial<Command>): Promise<string>
  cents(): Promise<bigint>
}

/** What a merchant's program is given to begin with. */
export interface Shop {
  readonly merchant: Merchant
  readonly owner: Citizen
  readonly mode: Mode
  readonly mchid: string
  readonly serial: string
  readonly certificate: string
  readonly privateKey: string
  readonly apiKey: string
  /** A request as a merchant's program sends it; parts may be put in place of what is right. */
  ask<Body = Record<string, unknown>>(
    method: 'GET' | 'POST',
    target: string,
    body?: object | string,
    instead?: Instead,
  ): Promise<{ readonly status: number; readonly body: Body; readonly headers: Headers; readonly text: string }>
  /** A native order of so many cents; its code. */
  order(outTradeNo: string, cents: number, more?: object): Promise<string>
  cents(): Promise<bigint>
}

export interface Instead {
  readonly mchid?: string
  readonly serial?: string
  readonly nonce?: string
  readonly timestamp?: string
  readonly privateKey?: string
  /** Which key of the platform the client goes by. */
  readonly platformSerial?: string
  /** Signs another text than what is sent. */
  readonly signedBody?: string
  readonly signedTarget?: string
}

/** What came to a merchant's server. */
export interface Heard {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A merchant's server: keeps what it hears, and answers as it is told. */
export interface Receiver extends AsyncDisposable {
  readonly url: string
  readonly heard: Heard[]
  answer: number
}

export type MarketOptions = Partial<TestCityOptions> & { readonly plant?: Plant }

export interface Market extends AsyncDisposable {
  readonly city: TestCity
  /** The origin of the merchants' API. */
  readonly origin: string
  person(handle: string, extra?: Partial<PersonToCreate> & { cents?: number }): Promise<Citizen>
  shop(owner: Citizen, mode?: Mode): Promise<Shop>
  receiver(): Promise<Receiver>
  /** Brings all news that is due. */
  bring(): Promise<void>
}

/** Faults put in on purpose: the tests must see each of them. */
export interface Plant {
  /** Changes what goes back to merchants. */
  answer?(answer: WireAnswer, city: TestCity): Promise<WireAnswer>
  readonly decidePay?: typeof decidePay
  readonly decideRefund?: typeof decideRefund
}

/** The module as it is, or with a fault in what it decides under the locks. */
const modulesWith = ({ decidePay = payRider.decide, decideRefund = refundRider.decide }: Plant) => [
  identity,
  ledger,
  contacts,
  chat,
  wallet,
  envelopes,
  module({
    ...merchants,
    async start(city) {
      addRider(city, { ...payRider, decide: decidePay } as typeof payRider)
      addRider(city, { ...refundRider, decide: decideRefund } as typeof refundRider)
      await openMerchantBooks(city)
    },
  }),
]

/** So many different key pairs serve all cities of a file, one after the other: no city has as many. */
const KEY_PAIRS = 6
const pairs: Promise<KeyPair>[] = []
let taken = 0
takeKeyPairsFrom(generate => (pairs[taken++ % KEY_PAIRS] ??= generate()))

/** A city with merchants, over HTTP on both its sides. Its books are checked when it closes. */
export async function market({ plant = {}, ...options }: MarketOptions = {}): Promise<Market> {
  const modules = modulesWith(plant)
  const city = await testCity({
    modules,
    authenticate,
    clock: systemClock,
    ...options,
    config: { allowPrivateHooks: true, ...options.config },
  })
  const door = await openWire(city, plant)
  const origin = `http://127.0.0.1:${(door.address() as AddressInfo).port}`
  useMerchantDoor(city, { origin, masterKeys: [{ n: 1, bytes: randomBytes(32) }] })
  usePromotions(city, { open: openPromotion, standing: promotionStanding, end: endPromotion })
  const app = Fastify()
  bind(
    app,
    city,
    modules.flatMap(module => module.routes ?? []),
  )
  await app.ready()
  return {
    city,
    origin,
    async person(handle, { cents = 0, ...extra } = {}) {
      const { id } = await createPerson(city, {
        id: derivedId(handle),
        handle,
        name: handle,
        password: PASSWORD,
        ...extra,
      })
      const who = await citizen(app, city, id)
      await holderFor(city, id)
      if (cents > 0) {
        const [from, to] = [cityAccountId('bank', 'EUR'), accountIdOf(id, 'EUR')]
        expect(await transfer(city, { id: city.newId(), from, to, amount: BigInt(cents) })).toMatchObject({ ok: true })
      }
      expect((await who.call('PUT /wallet/pin', { pin: PIN, proof: { password: PASSWORD } })).no).toBeUndefined()
      return who
    },
    shop: (owner, mode = 'live') => openShop(city, origin, owner, mode),
    receiver: openReceiver,
    async bring() {
      await bringNews(city)
      await deliveringNews(city)
    },
    async [Symbol.asyncDispose]() {
      await deliveringNews(city)
      const { faults } = await verifyLedger(city.db)
      await city.stop()
      await app.close()
      door.closeAllConnections()
      door.close()
      await city[Symbol.asyncDispose]()
      expect(faults).toEqual([])
    },
  }
}

/** The merchants' API on a port of its own, as the server has it. */
async function openWire(city: TestCity, plant: Plant): Promise<Server> {
  const server = createServer((request, response) => {
    void textOf(request).then(async body => {
      const right = await answerWire(city, {
        method: request.method ?? '',
        target: request.url ?? '',
        authorization: request.headers.authorization,
        platformSerial: request.headers['wechatpay-serial'] as string | undefined,
        body,
        address: request.socket.remoteAddress ?? '',
      })
      const answer = (await plant.answer?.(right, city)) ?? right
      response.writeHead(answer.status, { ...answer.headers })
      response.end(answer.body)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

async function openReceiver(): Promise<Receiver> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    void textOf(request).then(body => {
      heard.push({ path: request.url ?? '', headers: request.headers, body })
      response.writeHead(made.answer, made.answer === 302 ? { location: `${made.url}/elsewhere` } : {}).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const made: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    answer: 200,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
  return made
}

async function citizen(app: FastifyInstance, city: TestCity, id: string): Promise<Citizen> {
  const token = await openSession(city, id, { name: 'phone', kind: 'browser' })
  const call: Citizen['call'] = async <Body>(route: string, input: object = {}) => {
    const [method, path] = route.split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string]
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
  const who: Citizen = {
    id,
    call,
    async prove({ id, merchant, amount, currency }, instead = {}) {
      const command = { do: 'order', id, to: merchant.id, amount, currency, ...instead }
      const answer = await call<{ proof: string }>('POST /wallet/proofs', { command, pin: PIN })
      if (answer.no) throw new Error(answer.no)
      return answer.body.proof
    },
    async pay(code) {
      const seen = await call<PayOrder>(`GET /pay/orders/${code}`)
      if (seen.no) return seen
      return call(`POST /pay/orders/${code}/pay`, seen.body.test ? {} : { proof: await who.prove(seen.body) })
    },
    async cents() {
      const [balance] = await balances(city, [accountIdOf(id, 'EUR')])
      return balance?.posted ?? 0n
    },
  }
  return who
}

async function openShop(city: TestCity, origin: string, owner: Citizen, mode: Mode): Promise<Shop> {
  const id = city.newId()
  const wish = { id, name: 'Anna Bakery', nativeName: '安娜面包店', city: 'Madrid', country: 'ES', category: '5411' }
  const made = await owner.call<Merchant>('POST /merchants', wish)
  expect(made.no).toBeUndefined()
  const proof = { password: PASSWORD }
  const added = await owner.call<{ key: { serial: string; certificate: string }; privateKey: string }>(
    `POST /merchants/${id}/keys`,
    { mode, proof },
  )
  expect(added.no).toBeUndefined()
  const renewed = await owner.call<{ apiKey: string }>(`POST /merchants/${id}/api-key`, { mode, proof })
  const mchid = made.body[mode]
  const { serial, certificate } = added.body.key
  const { privateKey } = added.body
  const shop: Shop = {
    merchant: made.body,
    owner,
    mode,
    mchid,
    serial,
    certificate,
    privateKey,
    apiKey: renewed.body.apiKey,
    async ask<Body>(method: 'GET' | 'POST', target: string, body: object | string = '', instead: Instead = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const claim = {
        mchid: instead.mchid ?? mchid,
        nonce: instead.nonce ?? letters(32),
        timestamp: instead.timestamp ?? String(Math.floor(city.clock.now() / 1000)),
        serial: instead.serial ?? serial,
      }
      const key = createPrivateKey(instead.privateKey ?? privateKey)
      const signed = requestText(method, instead.signedTarget ?? target, claim, instead.signedBody ?? text)
      const answer = await fetch(origin + target, {
        method,
        headers: {
          authorization: writeAuthorization({ ...claim, signature: await signText(key, signed) }),
          accept: 'application/json',
          'content-type': 'application/json',
          ...(instead.platformSerial === undefined ? {} : { 'wechatpay-serial': instead.platformSerial }),
        },
        ...(method === 'POST' ? { body: text } : {}),
      })
      const said = await answer.text()
      const json = said.startsWith('{') ? (JSON.parse(said) as Body) : ({} as Body)
      return { status: answer.status, body: json, headers: answer.headers, text: said }
    },
    async order(outTradeNo, cents, more = {}) {
      const answer = await shop.ask<{ code_url?: string }>('POST', '/v3/pay/transactions/native', {
        ...orderOf(shop, outTradeNo, cents),
        ...more,
      })
      return codeIn(answer.body.code_url ?? JSON.stringify(answer.body))
    },
    async cents() {
      const [balance] = await balances(city, [merchantAccount(mchid)])
      return balance?.posted ?? 0n
    },
  }
  return shop
}

/** What every kind of order says. */
export const orderOf = (shop: Pick<Shop, 'mchid'>, outTradeNo: string, cents: number) => ({
  appid: 'app1',
  mchid: shop.mchid,
  description: 'Two loaves 面包',
  out_trade_no: outTradeNo,
  attach: 'table 4',
  notify_url: 'https://shop.example.org/notify',
  amount: { total: cents, currency: 'EUR' },
})

/** The code in an order's link. */
export const codeIn = (link: string): string => /\/q\/o\/([0-9A-Z]{16})$/.exec(link)?.[1] ?? `no link: ${link}`
