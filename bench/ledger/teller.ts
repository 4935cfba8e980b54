import { isConnectionLost } from '@plaza/db'
import { SeededDice, systemClock } from '@plaza/kernel'
import { ledger, transfer, type Transfer } from '@plaza/ledger'
import { testCity, type TestCity } from '@plaza/testkit'
import { pause } from '../lib/process.ts'
import type { Asked, Told } from './siege.ts'

// A process that moves money until it is killed. It says each transfer before it sends it ("T …") and each answer that
// it got ("A …"), one line of JSON each. Its only argument: {databaseUrl, accounts, seed, again, asks}.

const CALLERS = 24
const CHORES_EACH_MS = 300
const HOLD_MS = 2_000
const RETRY_MS = 50

const order = JSON.parse(process.argv[2] ?? '{}') as {
  databaseUrl: string
  accounts: string[]
  seed: number
  /** Asked before and never answered: asked again first, under the same ids. */
  again: Asked[]
  /** Whether it asks for anything new. */
  asks: boolean
}
const dice = new SeededDice(order.seed)
const city = await open()
const say = (mark: string, what: Asked | Told) => process.stdout.write(`${mark} ${JSON.stringify(what)}\n`)
const chores = setInterval(() => void city.settle().catch(() => {}), CHORES_EACH_MS)
const holds: string[] = []

/** The database may be dead just now. */
async function open(): Promise<TestCity> {
  for (;;) {
    try {
      return await testCity({ modules: [ledger], databaseUrl: order.databaseUrl, clock: systemClock })
    } catch (error) {
      if (!isConnectionLost(error)) throw error
      await pause(RETRY_MS)
    }
  }
}

function invent(): Asked {
  const [from, to] = dice.shuffle(order.accounts) as [string, string]
  const id = city.newId()
  const amount = String(1 + dice.below(50))
  const roll = dice.float()
  if (roll < 0.2) return { kind: 'hold', id, from, to, amount, expiresAt: Date.now() + HOLD_MS }
  const hold = holds.length > 0 ? dice.pick(holds) : undefined
  if (roll < 0.35 && hold) return { kind: 'capture', id, hold }
  if (roll < 0.4 && hold) return { kind: 'void', id, hold }
  return { id, from, to, amount }
}

async function ask(asked: Asked): Promise<void> {
  const { amount, ...rest } = asked as Asked & { amount?: string }
  for (;;) {
    const verdict = await transfer(city, { ...rest, ...(amount ? { amount: BigInt(amount) } : {}) } as Transfer)
    if (!verdict.ok && (verdict.code === 'unknown' || verdict.code === 'busy')) continue
    say('A', { id: asked.id, code: verdict.code, ...(verdict.ok ? { n: verdict.transfer.n.toString() } : {}) })
    if (verdict.ok && asked.kind === 'hold') holds.push(asked.id)
    if (holds.length > 200) holds.shift()
    return
  }
}

await Promise.all(order.again.map(ask))
if (order.asks) {
  const caller = async () => {
    for (;;) {
      const asked = invent()
      say('T', asked)
      await ask(asked)
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, caller))
}
clearInterval(chores)
await city.settle()
await city[Symbol.asyncDispose]()
process.exit(0)
