import type { SeededDice } from '@plaza/kernel'
import { databaseCpuMs } from '../lib/postmaster.ts'
import { percentile } from '../lib/process.ts'
import { TOTAL, type Racer } from './racer.ts'

export interface Scene {
  readonly shares: number
  readonly people: number
  /** Envelopes that are open at the same time. */
  readonly atOnce: number
  /** Races are run until they have taken so long together. */
  readonly seconds: number
  readonly postmaster: number
  readonly dice: SeededDice
}

export interface Figures {
  readonly attemptsPerSecond: number
  readonly winsPerSecond: number
  readonly p99: number
  /** CPU of client and database for each share that was won. */
  readonly cpuUsPerWin: number
}

/** One tap in twenty is a double one. */
const DOUBLE_TAPS = 0.05
const RACES_MAX = 10

/** Races of everybody for a few envelopes, each in an order of their own; what is wrong with the winners, if anything. */
export async function race(racer: Racer, scene: Scene): Promise<{ figures: Figures; faults: string[] }> {
  const latencies: number[] = []
  const faults: string[] = []
  let [spentMs, cpuMs, wins] = [0, 0, 0]
  for (let races = 0; races < RACES_MAX && spentMs < scene.seconds * 1000; races++) {
    const envelopes = await Promise.all(Array.from({ length: scene.atOnce }, () => racer.fill(scene.shares)))
    const [before, began] = [cpuOf(scene), performance.now()]
    await Promise.all(Array.from({ length: scene.people }, (_, i) => walk(racer, i, envelopes, scene, latencies)))
    spentMs += performance.now() - began
    cpuMs += cpuOf(scene) - before
    for (const envelope of envelopes) faults.push(...(await wrongWinners(racer, envelope, scene)))
    wins += scene.atOnce * Math.min(scene.shares, scene.people)
  }
  latencies.sort((a, b) => a - b)
  return {
    figures: {
      attemptsPerSecond: Math.round((latencies.length * 1000) / spentMs),
      winsPerSecond: Math.round((wins * 1000) / spentMs),
      p99: percentile(latencies, 0.99),
      cpuUsPerWin: Math.round((cpuMs * 1000) / wins),
    },
    faults: [...faults, ...(await racer.faults())],
  }
}

/** One person taps one envelope after the other, some of them twice at once. */
async function walk(racer: Racer, person: number, envelopes: readonly string[], { dice }: Scene, latencies: number[]) {
  const tap = async (envelope: string) => {
    const began = performance.now()
    await racer.grab(envelope, person)
    latencies.push(performance.now() - began)
  }
  for (const envelope of dice.shuffle(envelopes)) {
    const taps = dice.chance(DOUBLE_TAPS) ? 2 : 1
    await Promise.all(Array.from({ length: taps }, () => tap(envelope)))
  }
}

async function wrongWinners(racer: Racer, envelope: string, { shares, people }: Scene): Promise<string[]> {
  const takes = await racer.takes(envelope)
  const sum = takes.reduce((all, { amount }) => all + amount, 0n)
  const wrong: string[] = []
  if (takes.length !== Math.min(shares, people)) wrong.push(`${takes.length} winners of ${shares} shares`)
  if (new Set(takes.map(take => take.person)).size !== takes.length) wrong.push('somebody won twice')
  if (people >= shares && sum !== TOTAL) wrong.push(`${sum} of ${TOTAL} was given`)
  if (takes.some(({ amount }) => amount < 1n)) wrong.push('a share of nothing')
  return wrong
}

function cpuOf({ postmaster }: Scene): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000 + databaseCpuMs(postmaster)
}
