import type { Dice, SeededDice } from '@plaza/kernel'
import { uuidv7 } from '@plaza/kernel'
import { percentile } from '../lib/process.ts'
import type { Payment, Peer } from './peer.ts'
import { databaseCpuMs } from '../lib/postmaster.ts'

export type Cell = 'uniform' | 'zipf' | 'hot'

export interface Figures {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** CPU of client and database for each transfer. */
  readonly cpuUs: number
  readonly databaseUs: number
  readonly refused: number
  /** Payments to repeat afterwards. */
  readonly done: readonly Payment[]
}

const ZIPF_S = 1.1
const AMOUNT_MAX = 100
const REPLAYS = 200

/** Draws who pays whom. Account 0 is the source and never pays in a cell. */
export function drawer(cell: Cell, accounts: number, dice: SeededDice): () => Omit<Payment, 'id'> {
  const any = () => 1 + dice.below(accounts - 1)
  const ranked = cell === 'zipf' ? zipf(accounts - 1, dice) : any
  const draw =
    cell === 'hot' ? () => ({ from: 2 + dice.below(accounts - 2), to: 1 }) : () => ({ from: ranked(), to: ranked() })
  return () => {
    for (;;) {
      const pair = draw()
      if (pair.from !== pair.to) return { ...pair, amount: 1 + dice.below(AMOUNT_MAX) }
    }
  }
}

function zipf(count: number, dice: SeededDice): () => number {
  const sums = new Float64Array(count)
  let sum = 0
  for (let i = 0; i < count; i++) sums[i] = sum += 1 / (i + 1) ** ZIPF_S
  return () => {
    const wanted = dice.float() * sum
    let [low, high] = [0, count - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] as number) < wanted) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}

/** A closed loop: each caller asks again as soon as it was answered. */
export async function run(
  peer: Peer,
  draw: () => Omit<Payment, 'id'>,
  options: { callers: number; seconds: number; postmaster: number; dice: Dice },
): Promise<Figures> {
  const latencies: number[] = []
  const done: Payment[] = []
  let refused = 0
  const warmUntil = performance.now() + 300
  let from = Number.POSITIVE_INFINITY
  let until = Number.POSITIVE_INFINITY
  let before = { own: 0, database: 0 }
  const caller = async () => {
    for (;;) {
      let began = performance.now()
      if (began > until) return
      // A payment that is a hold and its capture is two transfers, each with a time of its own.
      const ended = () => {
        const now = performance.now()
        if (began >= from && now <= until) latencies.push(now - began)
        began = now
      }
      const payment = { id: uuidv7(Date.now(), options.dice), ...draw() }
      const verdict = await peer.pay(payment, ended)
      ended()
      if (began < from || began > until) continue
      if (verdict === 'refused') refused += 1
      else if (done.length < REPLAYS) done.push(payment)
    }
  }
  const endBeside = peer.beside?.()
  const callers = Array.from({ length: options.callers }, caller)
  await new Promise(resolve => setTimeout(resolve, warmUntil - performance.now()))
  before = spent(options.postmaster)
  from = performance.now()
  await new Promise(resolve => setTimeout(resolve, options.seconds * 1000))
  until = performance.now()
  const after = spent(options.postmaster)
  await Promise.all(callers)
  await endBeside?.()
  const transfers = latencies.length
  const databaseUs = ((after.database - before.database) * 1000) / transfers
  latencies.sort((a, b) => a - b)
  return {
    perSecond: Math.round((transfers * 1000) / (until - from)),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    cpuUs: Math.round(databaseUs + ((after.own - before.own) * 1000) / transfers),
    databaseUs: Math.round(databaseUs),
    refused,
    done,
  }
}

/** Asks for what was done once more; every answer must be that it exists. */
export async function replay(peer: Peer, done: readonly Payment[]): Promise<string[]> {
  const verdicts = await Promise.all(done.map(payment => peer.pay(payment, () => {})))
  const wrong = verdicts.filter(verdict => verdict !== 'exists').length
  return wrong > 0 ? [`${wrong} of ${done.length} replays answered otherwise`] : []
}

function spent(postmaster: number) {
  const { user, system } = process.cpuUsage()
  return { own: (user + system) / 1000, database: databaseCpuMs(postmaster) }
}
