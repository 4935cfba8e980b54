import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SeededDice } from '@plaza/kernel'
import { openDatabase } from '@plaza/postgres'
import { postmasterOf } from '../lib/postmaster.ts'
import { makePlazas } from './plaza.ts'
import { race, type Figures } from './race.ts'
import type { Racer } from './racer.ts'
import { makeSqlRacers } from './sql-racers.ts'

// Shares of red envelopes beside a row lock for each grab and one plpgsql call for each, in one run: see bench/README.md.
//   node --max-semi-space-size=64 --import tsx bench/envelopes/run.ts [--rounds 3] [--flush-us 100]

const { values } = parseArgs({
  options: {
    shares: { type: 'string', default: '100' },
    people: { type: 'string', default: '512' },
    'at-once': { type: 'string', default: '8' },
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    peers: { type: 'string', default: 'lock,fn,plaza,plaza-open' },
    seed: { type: 'string', default: '7' },
    // Makes every flush of the log wait this long: for comparing with slower disks than the machine's own.
    'flush-us': { type: 'string', default: '0' },
  },
})
/** Taps answered, times the row lock: what it must be at least, and what an experiment has shown. */
const BAR = { floor: 10, target: 20 }
const say = (text: string) => process.stdout.write(`${text}\n`)
const people = Number(values.people)
const home = mkdtempSync(join(tmpdir(), 'plaza-bench-'))
chmodSync(home, 0o711)
const quiet = { info() {}, warn() {}, error() {} }
const settings = {
  shared_buffers: '512MB',
  max_wal_size: '4GB',
  commit_delay: values['flush-us'],
  commit_siblings: '0',
}
const database = await openDatabase({ home, log: quiet, settings })
const scene = {
  shares: Number(values.shares),
  people,
  atOnce: Number(values['at-once']),
  seconds: Number(values.seconds),
  postmaster: postmasterOf(join(home, 'postgres')),
  dice: new SeededDice(Number(values.seed)),
}
const racers = [...(await makeSqlRacers(database.url, people)), ...(await makePlazas(database.url, people))]
let failed = 0
try {
  const wanted = racers.filter(racer => values.peers.split(',').includes(racer.name))
  const found = await measure(wanted)
  for (const [name, figures] of found) tell(name, figures, found.get('lock'))
} finally {
  for (const racer of racers) await racer[Symbol.asyncDispose]()
  await database.stop()
  rmSync(home, { recursive: true, force: true })
}
say(failed === 0 ? 'all checks passed after every cell' : `${failed} checks failed`)
process.exit(failed === 0 ? 0 : 1)

/** Every racer in turn, some rounds; of each the round in the middle counts. */
async function measure(wanted: readonly Racer[]): Promise<Map<string, Figures>> {
  const rounds = new Map<string, Figures[]>(wanted.map(racer => [racer.name, []]))
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const racer of wanted) {
      const { figures, faults } = await race(racer, scene)
      rounds.get(racer.name)?.push(figures)
      failed += faults.length
      for (const fault of faults) say(`FAILED ${racer.name}: ${fault}`)
    }
  }
  const middle = (all: Figures[]) =>
    all.sort((a, b) => a.attemptsPerSecond - b.attemptsPerSecond)[all.length >> 1] as Figures
  return new Map([...rounds].map(([name, all]) => [name, middle(all)]))
}

function tell(name: string, figures: Figures, lock: Figures | undefined): void {
  const { attemptsPerSecond, winsPerSecond, p99, cpuUsPerWin } = figures
  const ratio = lock ? attemptsPerSecond / lock.attemptsPerSecond : Number.NaN
  const bar = name.startsWith('plaza')
    ? `  floor ${BAR.floor}  target ${BAR.target}  ${ratio >= BAR.target ? 'target' : ratio >= BAR.floor ? 'floor' : 'BELOW'}`
    : ''
  say(
    `${name.padEnd(10)} ${String(attemptsPerSecond).padStart(7)} taps/s  ${String(winsPerSecond).padStart(6)} shares/s  p99 ${p99.toFixed(1).padStart(6)} ms  CPU ${String(cpuUsPerWin).padStart(5)} us a share  times lock ${ratio.toFixed(1).padStart(5)}${bar}`,
  )
}
