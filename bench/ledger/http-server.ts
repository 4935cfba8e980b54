import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Database, sql } from '@plaza/db'
import { openDatabase } from '@plaza/postgres'
import { openCity, startServer, type Role } from '@plaza/server'
import { seedWallets } from '@plaza/wallet'
import { freePort } from '@plaza/testkit'
import pino from 'pino'
import { makeCrowd } from '../lib/crowd.ts'
import { PEER_ACCOUNTS, type HttpTown } from './http-cells.ts'
import { makeSqlPeers } from './sql-peers.ts'

// A Plaza whose people have wallets, and the SQL peers' tables beside it. Prints one JSON line when it serves.
//   --people N --out FILE [--roles api] [--flush-us N]

const PASSWORD = 'a ship at sea'
const START = 1_000_000n
/** Proofs are made before a cell and used in it: they live so long here. */
const PROOF_LIFE_MS = 3_600_000

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '600' },
    out: { type: 'string', default: '' },
    roles: { type: 'string', default: 'api' },
    'flush-us': { type: 'string', default: '0' },
  },
})
const count = Number(values.people)
const log = pino({ level: 'warn' }, pino.destination(2))
const home = mkdtempSync(join(tmpdir(), 'plaza-bench-'))
chmodSync(home, 0o711)
// For profiling: extra lines of postgresql.conf as JSON.
const settings = {
  commit_delay: values['flush-us'],
  commit_siblings: '0',
  ...(JSON.parse(process.env['BENCH_POSTGRES'] ?? '{}') as Record<string, string>),
}
const database = await openDatabase({ home, log, settings })

// First, since it analyses all tables there are: what is empty then has worse plans than what nobody looked at.
for (const peer of await makeSqlPeers(database.url, PEER_ACCOUNTS)) await peer[Symbol.asyncDispose]()
const inPairs = Array.from({ length: count / 2 }, (_, i) => [2 * i, 2 * i + 1] as const)
const ofTheFirst = Array.from({ length: count - 2 }, (_, i) => [0, i + 2] as const)
const pairs = [...inPairs, ...ofTheFirst]
const crowd = await makeCrowd(database.url, home, { people: count, devices: 1, password: PASSWORD, pairs, groups: [] })
{
  const config = { cityName: 'Bench', publicUrl: 'http://localhost', groupMembersMax: 500 }
  await using opened = await openCity({ home, databaseUrl: database.url, works: false, log, config })
  await seedWallets(
    opened.city,
    crowd.people.map(({ id }) => ({ person: id, amount: START })),
  )
}
{
  await using db = new Database(database.url, { poolMax: 1 })
  await db.run(sql`update wallet.setting set value = ${PROOF_LIFE_MS} where name = 'proof_life_ms'`)
}

const port = await freePort()
const server = await startServer({
  home,
  port,
  host: '127.0.0.1',
  publicUrl: 'http://localhost',
  databaseUrl: database.url,
  roles: values.roles.split(',') as Role[],
  log,
})
const town: HttpTown = {
  port,
  databaseUrl: database.url,
  password: PASSWORD,
  people: crowd.people.map(({ id, tokens }) => ({ id, token: tokens[0] as string })),
}
writeFileSync(values.out, JSON.stringify(town))
process.stdout.write(`${JSON.stringify({ pid: process.pid })}\n`)
process.on('SIGTERM', () => {
  void (async () => {
    await server.stop()
    await database.stop()
    rmSync(home, { recursive: true, force: true })
    process.exit(0)
  })()
})
