import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Command } from '@plaza/contract'
import { SeededDice, systemDice, uuidv7 } from '@plaza/kernel'
import { Authenticator } from '@plaza/testkit'
import { KeepAlive } from '../lib/keep-alive.ts'
import { percentile } from '../lib/process.ts'
import { PEER_ACCOUNTS, type CellFigures, type HttpCell, type HttpTown } from './http-cells.ts'
import { openSqlPeer } from './sql-peers.ts'

// The citizens, in a process of their own on a core of its own. Prints "measure", "measured" and one JSON line.
//   --town FILE --cell fn|proved|fn-hot|proved-hot|passkey|pin --callers N --seconds S --proofs N

const { values } = parseArgs({
  options: {
    town: { type: 'string', default: '' },
    cell: { type: 'string', default: 'proved' },
    callers: { type: 'string', default: '64' },
    seconds: { type: 'string', default: '3' },
    proofs: { type: 'string', default: '8000' },
  },
})
const PIN = '580274'
const AMOUNT_MAX = 50
const REPLAYS = 200
const WARM_MS = 1_000
/** Of the payments that were proved before, so many are sent before the rest is measured. */
const WARM_SHARE = 0.3
const SEED = 7
/** The city hashes a few at once and lets some wait; to others it says that it is busy. */
const PIN_CALLERS_MAX = 32
/** PINs set at once: proofs of identity from one address are counted while they run. */
const PINS_SET_AT_ONCE = 3

const town = JSON.parse(readFileSync(values.town, 'utf8')) as HttpTown
const isHot = values.cell.endsWith('-hot')
const callers = Math.min(Number(values.callers), values.cell === 'pin' ? PIN_CALLERS_MAX : Number.POSITIVE_INFINITY)
const dice = new SeededDice(SEED)
const say = (line: string) => process.stdout.write(`${line}\n`)

interface Citizen {
  readonly id: string
  readonly token: string
  readonly friend: string
  readonly keys: Authenticator
}
type Payment = Omit<Command, 'do'>

const citizens: Citizen[] = town.people.map(({ id, token }, i) => ({
  id,
  token,
  friend: town.people[isHot && i > 0 ? 0 : i ^ 1]?.id as string,
  keys: new Authenticator('http://localhost'),
}))

/** Asks and answers with what was said; everything but a yes ends the run. */
async function must<Reply>(line: KeepAlive, who: Citizen, route: string, input: object): Promise<Reply> {
  const { status, body } = await line.ask(route, who.token, input)
  if (status !== 200) throw new Error(`${route}: ${status} ${JSON.stringify(body)}`)
  return body as Reply
}

async function addPasskey(line: KeepAlive, who: Citizen): Promise<void> {
  type Begun = { ceremonyId: string; options: object }
  const begun = await must<Begun>(line, who, 'POST /identity/passkeys/options', { ceremony: 'add' })
  const answer = who.keys.create(begun.options)
  const { ceremonyId } = begun
  await must(line, who, 'POST /identity/passkeys/finish', { ceremonyId, answer, deviceName: 'phone' })
}

const invent = (who: Citizen): Payment => ({
  id: uuidv7(Date.now(), systemDice),
  to: who.friend,
  amount: String(1 + dice.below(AMOUNT_MAX)),
  currency: 'EUR',
})

async function byPasskey(line: KeepAlive, who: Citizen, payment: Payment): Promise<string> {
  const command = { ...payment, do: 'transfer' }
  type Asked = { options: object; expiresAt: number }
  const { options, expiresAt } = await must<Asked>(line, who, 'POST /wallet/proofs/options', { command })
  const passkey = { expiresAt, answer: who.keys.get(options) }
  return (await must<{ proof: string }>(line, who, 'POST /wallet/proofs', { command, passkey })).proof
}

async function byPin(line: KeepAlive, who: Citizen, payment: Payment): Promise<string> {
  const command = { ...payment, do: 'transfer' }
  return (await must<{ proof: string }>(line, who, 'POST /wallet/proofs', { command, pin: PIN })).proof
}

/** Runs a piece of work for each, with as many lines as there are callers. */
async function eachOf<T>(
  all: readonly T[],
  work: (line: KeepAlive, one: T) => Promise<void>,
  by: readonly KeepAlive[] = lines,
): Promise<void> {
  let next = 0
  await Promise.all(
    by.map(async line => {
      for (let one = all[next++]; one !== undefined; one = all[next++]) await work(line, one)
    }),
  )
}

const lines = Array.from({ length: callers }, () => new KeepAlive(town.port))
const acknowledged: { who: Citizen; payment: Payment & { proof: string } }[] = []
let refused = 0

async function pay(line: KeepAlive, who: Citizen, payment: Payment & { proof: string }): Promise<void> {
  const { status, body } = await line.ask('POST /wallet/transfers', who.token, payment)
  if (status === 200 && body['id'] === payment.id) acknowledged.push({ who, payment })
  else refused += 1
}

const latencies: number[] = []
let [from, until] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
let cpu = process.cpuUsage()

function begin(): void {
  say('measure')
  cpu = process.cpuUsage()
  from = performance.now()
}

function end(): void {
  until = performance.now()
  cpu = process.cpuUsage(cpu)
  say('measured')
}

async function timed(work: () => Promise<void>): Promise<void> {
  const began = performance.now()
  await work()
  const ended = performance.now()
  if (began >= from && ended <= until) latencies.push(ended - began)
}

/** A closed loop: each caller goes on as soon as it was answered, until the time is over. */
async function untilTheEnd(step: (line: KeepAlive) => Promise<void>): Promise<void> {
  let over = false
  const working = lines.map(async line => {
    while (!over) await timed(() => step(line))
  })
  const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
  await pause(WARM_MS)
  begin()
  await pause(Number(values.seconds) * 1000)
  end()
  over = true
  await Promise.all(working)
}

/** Payments that were proved before, so that what is measured is the transfer with the check of its proof. */
async function proved(): Promise<void> {
  await eachOf(citizens, addPasskey)
  const ready: { who: Citizen; payment: Payment & { proof: string } }[] = []
  const wanted = Array.from({ length: Number(values.proofs) }, (_, i) => citizens[i % citizens.length] as Citizen)
  await eachOf(wanted, async (line, who) => {
    const payment = invent(who)
    ready.push({ who, payment: { ...payment, proof: await byPasskey(line, who, payment) } })
  })
  const cut = Math.floor(ready.length * WARM_SHARE)
  await eachOf(ready.slice(0, cut), (line, { who, payment }) => pay(line, who, payment))
  begin()
  await eachOf(ready.slice(cut), (line, { who, payment }) => timed(() => pay(line, who, payment)))
  end()
}

/** Everybody in turn, so that nobody reaches a limit that is meant for one person. */
function inTurn(all: readonly Citizen[]): () => Citizen {
  let i = 0
  return () => all[i++ % all.length] as Citizen
}

async function confirmed(all: readonly Citizen[], prove: typeof byPin): Promise<void> {
  const next = inTurn(all)
  await untilTheEnd(async line => {
    const who = next()
    const payment = invent(who)
    await pay(line, who, { ...payment, proof: await prove(line, who, payment) })
  })
}

/** One plpgsql call for each transfer, without HTTP and without a wallet. */
async function oneCall(): Promise<void> {
  await using peer = openSqlPeer(town.databaseUrl, 'fn', PEER_ACCOUNTS)
  const any = () => 1 + dice.below(PEER_ACCOUNTS - 1)
  await untilTheEnd(async () => {
    const from = any()
    const to = isHot && from > 1 ? 1 : 1 + (from % (PEER_ACCOUNTS - 1))
    const id = uuidv7(Date.now(), systemDice)
    if ((await peer.pay({ id, from, to, amount: 1 + dice.below(AMOUNT_MAX) }, () => {})) !== 'ok') refused += 1
  })
}

const cells: Record<HttpCell, () => Promise<void>> = {
  fn: oneCall,
  proved,
  'fn-hot': oneCall,
  'proved-hot': proved,
  async passkey() {
    await eachOf(citizens, addPasskey)
    await confirmed(citizens, byPasskey)
  },
  async pin() {
    const some = citizens.slice(0, 2 * PIN_CALLERS_MAX)
    const input = { pin: PIN, proof: { password: town.password } }
    const set = async (line: KeepAlive, who: Citizen) => void (await must(line, who, 'PUT /wallet/pin', input))
    await eachOf(some, set, lines.slice(0, PINS_SET_AT_ONCE))
    await confirmed(some, byPin)
  },
}

await cells[values.cell as HttpCell]()
let differing = 0
await eachOf(acknowledged.slice(0, REPLAYS), async (line, { who, payment }) => {
  const { status, body } = await line.ask('POST /wallet/transfers', who.token, payment)
  if (status !== 200 || body['amount'] !== payment.amount) differing += 1
})
for (const line of lines) line.close()
latencies.sort((a, b) => a - b)
const figures: CellFigures = {
  perSecond: Math.round((latencies.length * 1000) / (until - from)),
  p50: percentile(latencies, 0.5),
  p99: percentile(latencies, 0.99),
  generatorCores: Number(((cpu.user + cpu.system) / 1000 / (until - from)).toFixed(2)),
  refused,
  acknowledged: acknowledged.map(({ payment }) => payment.id),
  differing,
}
process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0))
