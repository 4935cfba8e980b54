import type { ChildProcess } from 'node:child_process'
import { closeSync, fstatSync, openSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { clusterName } from './leftovers.ts'
import { STARTING_SAY_MS } from './limits.ts'
import type { Log } from './log.ts'
import type { Place } from './place.ts'
import { logTail } from './server-log.ts'
import { settingsFile, type Settings } from './settings.ts'

export interface Launch {
  place: Place
  data: string
  /** Missing where Unix sockets are: then the server listens on loopback. */
  socketDir: string | undefined
  port: number
  logFile: string
  log: Log
  extra?: Settings
  adminUrl: string
}

/** Starts PostgreSQL once. Resolves when it takes queries; throws with the end of its log when it ends before. */
export async function launch(options: Launch): Promise<ChildProcess> {
  const { place, data, socketDir, port, logFile } = options
  const config = path.join(place.base, 'postgres.conf')
  const name = clusterName(data)
  writeFileSync(config, settingsFile({ socketDir, port, name, ...(options.extra && { extra: options.extra }) }))
  const fd = openSync(logFile, 'a', 0o600)
  const from = fstatSync(fd).size
  const args = ['-D', data, '-c', `config_file=${config}`]
  const child = place.start(path.join(place.native, 'bin', 'postgres'), args, { stdio: ['ignore', fd, fd] })
  closeSync(fd)
  let ended: string | undefined
  const lastBreath = () => child.kill('SIGINT') // process.exit() without stop(): do not leave it behind
  process.once('exit', lastBreath)
  child.on('error', error => (ended ??= error.message))
  child.once('exit', (code, signal) => {
    ended ??= `it ended with ${signal ?? code}`
    process.off('exit', lastBreath)
  })

  let sayAt = Date.now() + STARTING_SAY_MS
  while (!(await answers(options.adminUrl))) {
    if (ended !== undefined) {
      throw new Error(`PostgreSQL did not start: ${ended}\n${logTail(logFile, { from })}`)
    }
    if (Date.now() > sayAt) {
      options.log.info({ log: logFile }, 'PostgreSQL is still starting (after a crash it first repairs itself)')
      sayAt += STARTING_SAY_MS
    }
    await sleep(30)
  }
  return child
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
