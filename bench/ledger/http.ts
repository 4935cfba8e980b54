import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { serverFlags } from '#tools/node-flags.mjs'
import { Database, sql, uuidArray } from '@plaza/db'
import { verifyLedger } from '@plaza/ledger'
import { cpuMs, family, pinned } from '../lib/process.ts'
import type { CellFigures, HttpCell, HttpTown } from './http-cells.ts'

// Payments over the whole HTTP path beside one plpgsql call for each transfer without HTTP: see bench/README.md.
//   node --import tsx bench/ledger/http.ts [--cells fn,proved,fn-hot,proved-hot,passkey,pin] [--callers 64] [--rounds 3] [--flush-us 100] [--roles api]

const { values } = parseArgs({
  options: {
    cells: { type: 'string', default: 'fn,proved,fn-hot,proved-hot,passkey,pin' },
    callers: { type: 'string', default: '64' },
    seconds: { type: 'string', default: '3' },
    proofs: { type: 'string', default: '8000' },
    people: { type: 'string', default: '600' },
    rounds: { type: 'string', default: '1' },
    roles: { type: 'string', default: 'api' },
    'flush-us': { type: 'string', default: '0' },
  },
})
const SERVER_CORE = 0
const LOAD_CORE = 1
/** The design's floor: the whole path beside one plpgsql call. */
const BAR = 1.5

interface Spent {
  readonly server: number
  readonly database: number
}
interface Figures extends CellFigures {
  /** CPU for each payment, us. */
  readonly serverUs: number
  readonly databaseUs: number
}

const say = (text: string) => process.stdout.write(`${text}\n`)
const here = (file: string) => new URL(file, import.meta.url).pathname
let failed = 0
const found = new Map<HttpCell, Figures[]>()
for (let round = 0; round < Number(values.rounds); round++) await oneRound()
const middles = new Map([...found].map(([cell, rounds]) => [cell, middle(rounds)]))
for (const [cell, figures] of middles) tell(cell, figures, middles.get(cell === 'proved-hot' ? 'fn-hot' : 'fn'))
say(failed === 0 ? 'all checks passed after every round' : `${failed} checks failed`)
process.exit(failed === 0 ? 0 : 1)

/** A fresh city and all cells in it. */
async function oneRound(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const file = join(folder, 'town.json')
  const extra = (process.env['BENCH_SERVER_ARGS'] ?? '').split(' ').filter(Boolean)
  const wish = ['--people', values.people, '--out', file, '--roles', values.roles, '--flush-us', values['flush-us']]
  const flags = [...serverFlags(1), ...extra, '--import', 'tsx']
  const server = pinned(SERVER_CORE, 'node', [...flags, here('./http-server.ts'), ...wish])
  server.stderr?.pipe(process.stderr)
  const ended = new Promise(resolve => server.once('exit', resolve))
  try {
    for await (const line of linesOf(server)) if (line.startsWith('{')) break
    const acknowledged: string[] = []
    for (const cell of values.cells.split(',') as HttpCell[]) {
      const figures = await measure(cell, file, server.pid as number)
      found.set(cell, [...(found.get(cell) ?? []), figures])
      acknowledged.push(...figures.acknowledged)
      check(`${cell}: refused`, figures.refused)
      check(`${cell}: answered otherwise when asked again`, figures.differing)
    }
    await checkBooks((JSON.parse(readFileSync(file, 'utf8')) as HttpTown).databaseUrl, acknowledged)
  } finally {
    server.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(cell: HttpCell, file: string, server: number): Promise<Figures> {
  const flags = ['--max-semi-space-size=64', '--import', 'tsx']
  const wish = ['--callers', values.callers, '--seconds', values.seconds, '--proofs', values.proofs]
  const load = pinned(LOAD_CORE, 'node', [...flags, here('./http-load.ts'), '--town', file, '--cell', cell, ...wish])
  load.stderr?.pipe(process.stderr)
  let [before, after]: Spent[] = [spent(server), spent(server)]
  let [began, ended] = [0, 0]
  for await (const line of linesOf(load)) {
    if (line === 'measure') [before, began] = [spent(server), performance.now()]
    else if (line === 'measured') [after, ended] = [spent(server), performance.now()]
    else if (line.startsWith('{')) {
      const figures = JSON.parse(line) as CellFigures
      const payments = (figures.perSecond * (ended - began)) / 1000
      const each = (ms: number) => Math.round((ms * 1000) / payments)
      return {
        ...figures,
        serverUs: each((after as Spent).server - (before as Spent).server),
        databaseUs: each((after as Spent).database - (before as Spent).database),
      }
    }
  }
  throw new Error(`the generator ended without figures for ${cell}`)
}

/** Everything that was acknowledged is in the wallet and held in the ledger once, nothing else is, and the books verify. */
async function checkBooks(databaseUrl: string, acknowledged: readonly string[]): Promise<void> {
  await using db = new Database(databaseUrl, { poolMax: 2 })
  const { rows, held } = await db.one<{ rows: number; held: number }>(sql`
    select (select count(*)::integer from wallet.transfer) as rows, (
      select count(*)::integer from wallet.transfer join ledger.hold using (id, amount)
      where transfer.id = any(${uuidArray(acknowledged)}::uuid[]) and hold.state = 'open') as held`)
  check('acknowledged, and not held', acknowledged.length - held)
  check('in the wallet, and never acknowledged', rows - new Set(acknowledged).size)
  for (const { what, where } of (await verifyLedger(db)).faults) check(`${what} (${where})`, 1)
}

function check(what: string, count: number): void {
  if (count === 0) return
  failed += 1
  say(`FAILED ${what}: ${count}`)
}

function tell(cell: HttpCell, figures: Figures, fn: Figures | undefined): void {
  const { perSecond, p50, p99, serverUs, databaseUs, generatorCores } = figures
  const times = fn && !cell.startsWith('fn') ? `  ${(perSecond / fn.perSecond).toFixed(2)} times fn` : ''
  const bar = times !== '' && cell.startsWith('proved') ? ` (floor ${BAR})` : ''
  say(
    `${cell.padEnd(10)} ${String(perSecond).padStart(6)}/s  p50 ${p50.toFixed(1).padStart(6)} ms  p99 ${p99.toFixed(1).padStart(6)} ms  ` +
      `CPU ${String(serverUs).padStart(5)} us server, ${String(databaseUs).padStart(5)} us database  generator ${generatorCores}${times}${bar}`,
  )
}

function spent(server: number): Spent {
  const own = family([server]).find(stat => stat.pid === server)?.cpuMs ?? 0
  return { server: own, database: cpuMs([server]) - own }
}

function linesOf(child: ChildProcess) {
  return createInterface({ input: child.stdout as NodeJS.ReadableStream })
}

function middle(rounds: Figures[]): Figures {
  return rounds.toSorted((a, b) => a.perSecond - b.perSecond)[rounds.length >> 1] as Figures
}
