import { execFile, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { clearLeftovers } from './leftovers.ts'
import {
  RESTART_PAUSE_MAX_MS,
  RESTART_PAUSE_MIN_MS,
  START_RETRY_MS,
  START_TRIES_MAX,
  STOP_FAST_MS,
  STOP_IMMEDIATE_MS,
} from './limits.ts'
import { launch, type Launch } from './process.ts'
import { keepLogShort } from './server-log.ts'

/** What an old life can still hold for a moment: shared memory of dying backends, a lock file, a port. */
const PASSES_BY_ITSELF = /pre-existing shared memory|lock file .* already exists|still in use|Address already in use/i

/** Keeps one PostgreSQL running until stopped: when it dies, it is started again, more slowly each time. */
export async function supervise(options: Launch): Promise<{ stop(): Promise<void> }> {
  const { data, socketDir, log } = options
  const life = { stopping: false }
  const rotation = keepLogShort(options.logFile)

  let child = await firstStart(options).catch((error: unknown) => {
    clearInterval(rotation)
    throw error
  })
  const watching = watch()

  async function watch(): Promise<void> {
    while (!life.stopping) {
      const { code, signal } = await exitOf(child)
      if (life.stopping) return
      log.error({ code, signal }, 'PostgreSQL ended by itself; starting it again')
      await startAgain()
    }
  }

  async function startAgain(): Promise<void> {
    for (let pauseMs = RESTART_PAUSE_MIN_MS; !life.stopping; pauseMs = Math.min(pauseMs * 2, RESTART_PAUSE_MAX_MS)) {
      try {
        await clearLeftovers({ data, socketDir, log })
        if (life.stopping) return
        child = await launch(options)
        log.info({ pid: child.pid }, 'PostgreSQL runs again')
        return
      } catch (error) {
        log.error({ err: error, pauseMs }, 'PostgreSQL did not start again')
        await sleep(pauseMs)
      }
    }
  }

  return {
    async stop() {
      if (life.stopping) return watching
      life.stopping = true
      clearInterval(rotation)
      await stopChild(child, options)
      await watching
      await stopChild(child, options) // one that was just starting again when we were told to stop
      await clearLeftovers({ data, socketDir, log })
    },
  }
}

async function firstStart(options: Launch): Promise<ChildProcess> {
  for (let turn = 1; ; turn++) {
    await clearLeftovers(options)
    try {
      return await launch(options)
    } catch (error) {
      if (turn === START_TRIES_MAX || !PASSES_BY_ITSELF.test(String(error))) throw error
      await sleep(START_RETRY_MS)
    }
  }
}

/** Fast shutdown: sessions are cut, everything committed is kept. A server that hangs is stopped harder. */
async function stopChild(child: ChildProcess, options: Launch): Promise<void> {
  if (process.platform === 'win32') {
    const control = path.join(options.place.native, 'bin', 'pg_ctl')
    await promisify(execFile)(control, ['stop', '-D', options.data, '-m', 'fast', '-w']).catch(() => child.kill())
  } else {
    child.kill('SIGINT')
  }
  if (await endsWithin(child, STOP_FAST_MS)) return
  options.log.warn({ pid: child.pid }, 'PostgreSQL does not stop; stopping it harder')
  child.kill('SIGQUIT')
  if (await endsWithin(child, STOP_IMMEDIATE_MS)) return
  child.kill('SIGKILL')
  await exitOf(child)
}

function exitOf(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve({ code: child.exitCode, signal: child.signalCode })
  }
  return new Promise(resolve => child.once('exit', (code, signal) => resolve({ code, signal })))
}

async function endsWithin(child: ChildProcess, waitMs: number): Promise<boolean> {
  const timer = new AbortController()
  const late = sleep(waitMs, false, { signal: timer.signal }).catch(() => false)
  const ended = await Promise.race([exitOf(child).then(() => true), late])
  timer.abort()
  return ended
}
