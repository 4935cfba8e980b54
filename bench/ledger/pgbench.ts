import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

const SCALE = 20
const CLIENTS = [1, 16, 64]
const DEBIAN = '/usr/lib/postgresql'

/** The best rate of pgbench's TPC-B with prepared statements on this server; undefined where there is no pgbench. */
export async function bestTpcB(
  serverUrl: string,
  seconds: number,
): Promise<{ clients: number; perSecond: number } | undefined> {
  const program = findPgbench()
  if (!program) return undefined
  const server = new pg.Client({ connectionString: serverUrl })
  await server.connect()
  await server.query('create database bench_tpcb')
  await server.end()
  const url = new URL(serverUrl)
  const at = ['-h', url.searchParams.get('host') ?? url.hostname, '-U', url.username, 'bench_tpcb']
  const run = (...args: string[]) =>
    execFileSync(program, [...args, ...at], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  run('-i', '-q', '-s', String(SCALE))
  let best = { clients: 0, perSecond: 0 }
  for (const clients of CLIENTS) {
    const said = run('-M', 'prepared', '-c', String(clients), '-j', '1', '-T', String(Math.ceil(seconds)))
    const perSecond = Math.round(Number(/tps = ([\d.]+)/.exec(said)?.[1]))
    if (perSecond > best.perSecond) best = { clients, perSecond }
  }
  return best
}

function findPgbench(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  return [...versions.map(version => join(DEBIAN, version, 'bin', 'pgbench')), '/usr/local/bin/pgbench'].find(file =>
    existsSync(file),
  )
}
