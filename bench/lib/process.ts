import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
const PAGE_BYTES = Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' }))

interface Stat {
  pid: number
  parent: number
  cpuMs: number
  residentBytes: number
}

function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return {
      pid,
      parent: Number(fields[1]),
      cpuMs: ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND,
      residentBytes: Number(fields[21]) * PAGE_BYTES,
    }
  } catch {
    return undefined
  }
}

/** These processes and all their descendants, as the kernel sees them now (Linux). */
export function family(roots: readonly number[]): Stat[] {
  const all = readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? (statOf(Number(name)) ?? []) : []))
  const members = new Set(roots)
  for (let grew = true; grew;) {
    grew = false
    for (const stat of all) {
      if (!members.has(stat.pid) && members.has(stat.parent)) {
        members.add(stat.pid)
        grew = true
      }
    }
  }
  return all.filter(stat => members.has(stat.pid))
}

/** CPU time that processes and their descendants have used. Short-lived children that ended are not counted. */
export function cpuMs(roots: readonly number[]): number {
  return family(roots).reduce((sum, stat) => sum + stat.cpuMs, 0)
}

/** Resident memory of single processes (shared pages count in each). */
export function residentBytes(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (statOf(pid)?.residentBytes ?? 0), 0)
}

/** Starts a program on one core. */
export function pinned(
  core: number,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): ChildProcess {
  return spawn('taskset', ['-c', String(core), command, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Runs a program on one core to its end and returns what it printed. */
export function runPinned(core: number, command: string, args: readonly string[]): Promise<string> {
  const child = pinned(core, command, args)
  let out = ''
  let err = ''
  child.stdout?.on('data', chunk => (out += String(chunk)))
  child.stderr?.on('data', chunk => (err += String(chunk)))
  return new Promise((resolve, reject) =>
    child.on('exit', code =>
      code === 0 ? resolve(out) : reject(new Error(`${command} ended with ${code}: ${err.slice(-2000)}`)),
    ),
  )
}

export const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/** The value below which `share` of the sorted values lie. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
