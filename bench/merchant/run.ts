import { createPrivateKey, randomUUID, X509Certificate, type KeyObject } from 'node:crypto'
import { Agent, request } from 'node:http'
import { parseArgs } from 'node:util'
import { letters, openSealed, requestText, signText, signatureFits, writeAuthorization } from '@plaza/pay-wire'
import { startPinned } from '../lib/pinned-server.ts'

// Signed answers to merchants beside the rate at which the same core signs, and what the event loop does meanwhile: see
// bench/README.md.
//   node --import tsx bench/merchant/run.ts [--rounds 3] [--requests 1000] [--callers 24]

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    requests: { type: 'string', default: '1000' },
    callers: { type: 'string', default: '24' },
  },
})
const SIGN_MS = 2_000
/** Until then the compiler still works on what is measured. */
const WARM_ROUNDS = 2
const RATIO_MIN = 0.9
const LOOP_P99_MAX_MS = 20

interface Town {
  readonly port: number
  readonly merchantPort: number
  readonly barePort: number
  readonly token: string
  readonly password: string
}
interface Signing {
  readonly perSecond: number
  readonly eachUs: number
}
interface Shop {
  readonly mchid: string
  readonly serial: string
  readonly key: KeyObject
  readonly apiKey: string
}
interface Heard {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const say = (text: string) => process.stdout.write(`${text}\n`)
const agent = new Agent({ keepAlive: true, maxSockets: Number(values.callers) })
const server = await startPinned<Town>(new URL('./server.ts', import.meta.url))
let passed = false
try {
  passed = await measure(server.town)
} finally {
  agent.destroy()
  await server[Symbol.asyncDispose]()
}
process.exit(passed ? 0 : 1)

async function measure(town: Town): Promise<boolean> {
  const shop = await openShop(town)
  const platform = await platformKeys(town, shop)
  await makeOrder(town, shop)
  const ratios: number[] = []
  const bares: number[] = []
  const delays: number[] = []
  const cpu: number[] = []
  for (let i = 0; i < WARM_ROUNDS; i++) await round(town, shop, platform)
  for (let i = 0; i < Number(values.rounds); i++) {
    const found = await round(town, shop, platform)
    const { before, answers, after, loopP99Ms, loopMaxMs, answerUs, bareUs, bareAnswers } = found
    const signs = (before.perSecond + after.perSecond) / 2
    const signUs = Math.min(before.eachUs, after.eachUs)
    cpu.push(signUs / answerUs)
    say(
      `CPU of an answer ${answerUs.toFixed(0)} us, of a bare one that is only signed ${bareUs.toFixed(0)} us, of a signature ${signUs.toFixed(0)} us`,
    )
    ratios.push(answers / signs)
    bares.push(bareAnswers / signs)
    delays.push(loopP99Ms)
    const loop = `event loop p99 ${loopP99Ms.toFixed(1)} ms (worst ${loopMaxMs.toFixed(0)})`
    say(`${answers.toFixed(0)} answers/s, ${signs.toFixed(0)} signatures/s: ${(answers / signs).toFixed(2)}; ${loop}`)
  }
  const middle = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN
  const [ratio, loop] = [middle(ratios), middle(delays)]
  say(
    `middle: ratio ${ratio.toFixed(2)} (wanted ${RATIO_MIN}), by CPU ${middle(cpu).toFixed(2)}, a bare server's ${middle(bares).toFixed(2)}, event loop p99 ${loop.toFixed(1)} ms (wanted ${LOOP_P99_MAX_MS})`,
  )
  return ratio >= RATIO_MIN && loop <= LOOP_P99_MAX_MS
}

/** So many questions about an order, signed beforehand, between two looks at how fast the core signs. */
async function round(town: Town, shop: Shop, platform: ReadonlyMap<string, KeyObject>) {
  const target = `/v3/pay/transactions/out-trade-no/BENCH1?mchid=${shop.mchid}`
  const ready: string[] = []
  for (let i = 0; i < Number(values.requests); i++) ready.push(await authorization(shop, 'GET', target, ''))
  const before = await server.order<Signing>(`sign ${SIGN_MS}`)
  await server.order('watch')
  const { heard, perSecond: answers } = await answered([...ready], header =>
    ask(town.merchantPort, 'GET', target, '', { authorization: header }),
  )
  const { cpuUs, ...loop } = await server.order<Watched>('watched')
  const after = await server.order<Signing>(`sign ${SIGN_MS}`)
  for (const one of heard) mustBeSigned(one, platform)
  await server.order('watch')
  const bare = await answered(ready, header => ask(town.barePort, 'GET', target, '', { authorization: header }))
  const bareUs = (await server.order<Watched>('watched')).cpuUs / bare.heard.length
  return { before, answers, after, answerUs: cpuUs / heard.length, bareUs, bareAnswers: bare.perSecond, ...loop }
}

interface Watched {
  readonly loopP99Ms: number
  readonly loopMaxMs: number
  readonly cpuUs: number
}

/** So many callers at once ask until nothing is left to ask. */
async function answered(ready: string[], askOne: (header: string) => Promise<Heard>) {
  const heard: Heard[] = []
  const began = performance.now()
  const caller = async () => {
    for (let header = ready.pop(); header !== undefined; header = ready.pop()) heard.push(await askOne(header))
  }
  await Promise.all(Array.from({ length: Number(values.callers) }, caller))
  return { heard, perSecond: (heard.length * 1000) / (performance.now() - began) }
}

/** Every answer counts only with a signature that fits. */
function mustBeSigned({ status, headers, body }: Heard, platform: ReadonlyMap<string, KeyObject>): void {
  const key = platform.get(headers['wechatpay-serial'] ?? '')
  const text = `${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${body}\n`
  const fits = key && signatureFits(key, text, headers['wechatpay-signature'] ?? '')
  if (status !== 200 || !fits) throw new Error(`an answer is wrong: ${status} ${body}`)
}

// ---- a merchant ----

async function openShop(town: Town): Promise<Shop> {
  const call = async <T>(verb: string, path: string, input: object): Promise<T> => {
    const headers = { authorization: `Bearer ${town.token}`, 'content-type': 'application/json' }
    const { status, body } = await ask(town.port, verb, `/api${path}`, JSON.stringify(input), headers)
    if (status !== 200) throw new Error(`${path}: ${status} ${body}`)
    return JSON.parse(body) as T
  }
  const id = randomUUID()
  const wish = { id, name: 'Bench', city: 'Madrid', country: 'ES', category: '5411' }
  const { test: mchid } = await call<{ test: string }>('POST', '/merchants', wish)
  const proof = { password: town.password }
  const keys = `/merchants/${id}/keys`
  const made = await call<{ key: { serial: string }; privateKey: string }>('POST', keys, { mode: 'test', proof })
  const { apiKey } = await call<{ apiKey: string }>('POST', `/merchants/${id}/api-key`, { mode: 'test', proof })
  return { mchid, serial: made.key.serial, key: createPrivateKey(made.privateKey), apiKey }
}

async function platformKeys(town: Town, shop: Shop): Promise<Map<string, KeyObject>> {
  const { body } = await signedAsk(town, shop, 'GET', '/v3/certificates', '')
  const { data } = JSON.parse(body) as {
    data: { serial_no: string; encrypt_certificate: Parameters<typeof openSealed>[1] }[]
  }
  return new Map(
    data.map(one => [one.serial_no, new X509Certificate(openSealed(shop.apiKey, one.encrypt_certificate)).publicKey]),
  )
}

async function makeOrder(town: Town, shop: Shop): Promise<void> {
  const body = JSON.stringify({
    appid: 'bench',
    mchid: shop.mchid,
    description: 'Bench',
    out_trade_no: 'BENCH1',
    notify_url: 'https://shop.example.org/paid',
    amount: { total: 100, currency: 'EUR' },
  })
  const { status, body: said } = await signedAsk(town, shop, 'POST', '/v3/pay/transactions/native', body)
  if (status !== 200) throw new Error(`no order: ${said}`)
}

async function signedAsk(town: Town, shop: Shop, verb: string, target: string, body: string): Promise<Heard> {
  const headers = { authorization: await authorization(shop, verb, target, body), 'content-type': 'application/json' }
  return ask(town.merchantPort, verb, target, body, headers)
}

async function authorization(shop: Shop, verb: string, target: string, body: string): Promise<string> {
  const { mchid, serial } = shop
  const claim = { mchid, serial, nonce: letters(32), timestamp: String(Math.floor(Date.now() / 1000)) }
  return writeAuthorization({ ...claim, signature: await signText(shop.key, requestText(verb, target, claim, body)) })
}

function ask(
  port: number,
  method: string,
  path: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const asked = request({ host: '127.0.0.1', port, method, path, agent, headers: { ...headers, ...length } }, got => {
      const parts: Buffer[] = []
      got.on('data', (part: Buffer) => parts.push(part))
      got.on('end', () =>
        resolve({
          status: got.statusCode ?? 0,
          headers: got.headers as Record<string, string>,
          body: Buffer.concat(parts).toString(),
        }),
      )
    })
    asked.on('error', reject)
    asked.end(body)
  })
}
