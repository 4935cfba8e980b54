import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Database, sql } from '@plaza/db'
import { SeededDice } from '@plaza/kernel'
import { openDatabase } from '@plaza/postgres'
import { key, tellBars } from './bars.ts'
import { drawer, replay, run, type Cell, type Figures } from './load.ts'
import type { Peer } from './peer.ts'
import { bestTpcB } from './pgbench.ts'
import { makePlaza, plazaNames } from './plaza.ts'
import { postmasterOf } from '../lib/postmaster.ts'
import { makeSqlPeers } from './sql-peers.ts'

// The ledger beside naive transactions, one plpgsql call, pgledger's way and TPC-B, in one run: see bench/README.md.
//   node --max-semi-space-size=64 --import tsx bench/ledger/run.ts [--cells hot] [--callers 64,256] [--peers fn,plaza]

const { values } = parseArgs({
  options: {
    cells: { type: 'string', default: 'uniform,zipf,hot' },
    callers: { type: 'string', default: '1,16,64,256' },
    peers: { type: 'string', default: 'naive,fn,pgledger,plaza,plaza-full' },
    accounts: { type: 'string', default: '50000' },
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '1' },
    seed: { type: 'string', default: '7' },
    // Makes every flush of the log wait this long: for comparing with slower disks than the machine's own.
    'flush-us': { type: 'string', default: '0' },
  },
})
const LOG_MEGABYTES = 1024
const MESSAGE_MEGABYTES = 16
const VACUUM_LOOKS_MAX = 300
const VACUUM_LOOK_MS = 100
const say = (text: string) => process.stdout.write(`${text}\n`)
const accounts = Number(values.accounts)
const seconds = Number(values.seconds)
const wanted = values.peers.split(',')
const dice = new SeededDice(Number(values.seed))
const home = mkdtempSync(join(tmpdir(), 'plaza-bench-'))
chmodSync(home, 0o711)
const quiet = { info() {}, warn() {}, error() {} }
const settings = {
  shared_buffers: '4GB',
  min_wal_size: '2GB',
  max_wal_size: '8GB',
  commit_delay: values['flush-us'],
  commit_siblings: '0',
}
const database = await openDatabase({ home, log: quiet, settings })
const postmaster = postmasterOf(join(home, 'postgres'))
const sqlPeers = wanted.some(name => !plazaNames.includes(name)) ? await makeSqlPeers(database.url, accounts) : []
const plazas: Peer[] = []
for (const name of plazaNames) if (wanted.includes(name)) plazas.push(await makePlaza(name, database.url, accounts))
await ageLog(database.url)
const peers = [...sqlPeers, ...plazas].filter(peer => wanted.includes(peer.name))
let failed = 0
try {
  const tpcB = wanted.includes('fn') ? await bestTpcB(database.url, seconds) : undefined
  if (tpcB) say(`pgbench TPC-B, prepared: ${tpcB.perSecond}/s with ${tpcB.clients} clients, its best`)
  const results = new Map<string, Figures>()
  for (const cell of values.cells.split(',') as Cell[])
    for (const callers of values.callers.split(',').map(Number)) await measure(cell, callers, results)
  for (const line of tellBars(results, tpcB?.perSecond)) say(line)
} finally {
  for (const peer of [...plazas, ...sqlPeers]) await peer[Symbol.asyncDispose]()
  await database.stop()
  rmSync(home, { recursive: true, force: true })
}
say(failed === 0 ? 'all checks passed after every cell' : `${failed} checks failed`)
process.exit(failed === 0 ? 0 : 1)

/** As on a server that has run for a while: the log goes into files that are there, and none is made while somebody waits. */
async function ageLog(url: string): Promise<void> {
  await using db = new Database(url, { poolMax: 1 })
  for (let i = 0; i < LOG_MEGABYTES; i += MESSAGE_MEGABYTES)
    await db.run(sql`select pg_logical_emit_message(false, 'age', repeat('x', ${MESSAGE_MEGABYTES * 1024 * 1024}))`)
  for (let i = 0; i < 2; i++) await db.run(sql`checkpoint`)
}

/**
 * As on a server that has run for a while and has nothing else to do: files of the log are there to be used again, and nobody
 * vacuums what the peer before left behind.
 */
async function rest(url: string): Promise<void> {
  await using db = new Database(url, { poolMax: 1 })
  await db.run(sql`checkpoint`)
  const vacuums = () =>
    db.rows(sql`select from pg_stat_activity where backend_type = 'autovacuum worker' and query like 'autovacuum%'`)
  for (let i = 0; i < VACUUM_LOOKS_MAX && (await vacuums()).length > 0; i++)
    await new Promise(resolve => setTimeout(resolve, VACUUM_LOOK_MS))
}

/** One cell: every peer in turn, some rounds, the middle one counts; and the checks after each. */
async function measure(cell: Cell, callers: number, results: Map<string, Figures>): Promise<void> {
  const found = new Map<string, Figures[]>()
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const peer of peers) {
      await rest(database.url)
      const figures = await run(peer, drawer(cell, accounts, dice), { callers, seconds, postmaster, dice })
      found.set(peer.name, [...(found.get(peer.name) ?? []), figures])
      const faults = await peer.faults()
      if (peer.knowsIds) faults.push(...(await replay(peer, figures.done)))
      failed += faults.length
      for (const fault of faults) say(`FAILED ${cell} ${callers} ${peer.name}: ${fault}`)
    }
  }
  for (const [name, rounds] of found) {
    const figures = rounds.sort((a, b) => a.perSecond - b.perSecond)[rounds.length >> 1] as Figures
    results.set(key(cell, callers, name), figures)
    const { perSecond, p50, p99, cpuUs, databaseUs } = figures
    say(
      `${cell.padEnd(7)} ${String(callers).padStart(3)}  ${name.padEnd(12)} ${String(perSecond).padStart(6)}/s  p50 ${p50.toFixed(1).padStart(6)} ms  p99 ${p99.toFixed(1).padStart(6)} ms  CPU ${String(cpuUs).padStart(4)} us, database ${databaseUs}`,
    )
  }
}
