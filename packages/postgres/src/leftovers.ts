import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { homeHash } from './home.ts'
import { STOP_FAST_MS, STOP_IMMEDIATE_MS } from './limits.ts'
import type { Log } from './log.ts'

/** The name PostgreSQL shows in its process titles, so that its children can be found when the parent is gone. */
export function clusterName(data: string): string {
  return `plaza-${homeHash(data)}`
}

/**
 * Ends what an earlier life left running on this data directory and removes its lock files. Only safe for the owner
 * of the home. A pid in a lock file proves nothing (pids are used again), so every process is checked by its title.
 */
export async function clearLeftovers(options: {
  data: string
  socketDir?: string | undefined
  log: Log
}): Promise<void> {
  const { data, socketDir, log } = options
  if (process.platform !== 'win32') {
    const left = livingOn(data)
    if (left.length > 0) {
      log.warn({ pids: left.map(one => one.pid) }, 'Stopping a PostgreSQL that an earlier Plaza left behind')
      await end(data)
    }
  }
  rmSync(path.join(data, 'postmaster.pid'), { force: true })
  if (!socketDir) return
  rmSync(path.join(socketDir, '.s.PGSQL.5432'), { force: true })
  rmSync(path.join(socketDir, '.s.PGSQL.5432.lock'), { force: true })
}

/** Asks the parent politely, then firmly; then takes every process that remains. */
async function end(data: string): Promise<void> {
  const steps = [
    { signal: 'SIGINT', waitMs: STOP_FAST_MS, all: false },
    { signal: 'SIGQUIT', waitMs: STOP_IMMEDIATE_MS, all: true },
    { signal: 'SIGKILL', waitMs: STOP_IMMEDIATE_MS, all: true },
  ] as const
  for (const { signal, waitMs, all } of steps) {
    const living = livingOn(data)
    const chosen = all ? living : living.filter(one => one.parent)
    for (const { pid } of chosen) tell(pid, signal)
    if (chosen.length > 0 && (await gone(data, waitMs))) return
  }
  const stuck = livingOn(data).map(one => one.pid)
  if (stuck.length > 0) throw new Error(`Could not stop the old PostgreSQL (processes ${stuck.join(', ')}).`)
}

async function gone(data: string, waitMs: number): Promise<boolean> {
  const until = Date.now() + waitMs
  while (Date.now() < until) {
    if (livingOn(data).length === 0) return true
    await sleep(50)
  }
  return false
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // it ended in between
  }
}

/** PostgreSQL processes on this data directory: the parent by its -D, the children by the cluster name in the title. */
export function livingOn(data: string): { pid: number; parent: boolean }[] {
  const title = `postgres: ${clusterName(data)}: `
  const isParent = (command: string[]) =>
    /(^|\/)postgres$/.test(command[0] ?? '') && command.includes('-D') && command.includes(data)
  return processes()
    .map(({ pid, command }) => ({ pid, parent: isParent(command), child: (command[0] ?? '').startsWith(title) }))
    .filter(one => one.parent || one.child)
    .map(({ pid, parent }) => ({ pid, parent }))
}

function processes(): { pid: number; command: string[] }[] {
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
      .map(name => ({ pid: Number(name), command: commandLine(name) }))
  }
  const text = execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return text.split('\n').map(line => {
    const [, pid = '0', command = ''] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? []
    // ps joins the words with spaces, so the title stays whole and the parent is split at -D as we wrote it.
    const words = command.startsWith('postgres: ') ? [command] : command.split(/ (?=-D |-c )|(?<=-D) /)
    return { pid: Number(pid), command: words }
  })
}

function commandLine(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}
