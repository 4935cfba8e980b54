import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

export interface ChildLimits {
  readonly args?: readonly string[]
  /** What it finds in its environment beside `NODE_ENV`: nothing of ours goes along by itself. */
  readonly env?: Readonly<Record<string, string>>
  /** JavaScript heap in MB. */
  readonly heapMb?: number
  /** Seconds of a processor, kept by what it starts, too; the system ends it with SIGXCPU and then SIGKILL. */
  readonly cpuSeconds?: number
  /** A process group of its own, so that `killChild` ends what it started, too. */
  readonly group?: boolean
  /** Its complaints appear among ours. */
  readonly complaints?: boolean
}

/**
 * Starts a script of ours in a process of its own, spoken to over IPC with structured clones: for work on what strangers sent,
 * and for work that must take no turn from messages. `script` has no extension: sources run as they are, built ones as built.
 */
export function startChild(script: URL, from: string, limits: ChildLimits = {}): ChildProcess {
  const { args = [], env = {}, heapMb, cpuSeconds, group = false, complaints = false } = limits
  const source = from.endsWith('.ts')
  const node = [
    process.execPath,
    ...(heapMb === undefined ? [] : [`--max-old-space-size=${Math.floor(heapMb)}`]),
    ...(source ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : []),
    fileURLToPath(`${script.href}${source ? '.ts' : '.js'}`),
    ...args,
  ]
  const command =
    cpuSeconds === undefined
      ? node
      : ['/bin/sh', '-c', 'ulimit -t "$0"; ulimit -c 0; exec "$@"', String(Math.ceil(cpuSeconds)), ...node]
  return spawn(command[0] as string, command.slice(1), {
    stdio: ['ignore', 'ignore', complaints ? 'inherit' : 'ignore', 'ipc'],
    serialization: 'advanced',
    detached: group,
    env: { ...env, NODE_ENV: 'production' },
  })
}

/** Whether the process has not ended. */
export function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null
}

/** Ends the process at once, and with it the group that it leads. */
export function killChild(child: ChildProcess): void {
  if (!isRunning(child)) return
  try {
    process.kill(-(child.pid as number), 'SIGKILL')
  } catch {
    // It leads no group.
    child.kill('SIGKILL')
  }
}

/** Asks the process to end, ends it `withinMs` later, and answers when it is gone. */
export async function endChild(child: ChildProcess, withinMs: number): Promise<void> {
  if (!isRunning(child)) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => killChild(child), withinMs)
  await gone
  clearTimeout(late)
}
