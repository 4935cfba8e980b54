import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { killChild, startChild } from '@plaza/child'
import type { Compiled, CompileOptions } from './compile.ts'
import { COMPILE_CPU_SECONDS_MAX, COMPILE_HEAP_MB_MAX, COMPILE_WALL_MS_MAX } from './limits.ts'

/** Where a program comes from: a project folder, or the bytes of a ZIP. */
export type Source = { readonly folder: string } | { readonly zip: Uint8Array }

export interface LimitedOptions extends Omit<CompileOptions, 'npm'> {
  readonly wallMs?: number
  readonly cpuSeconds?: number
  readonly memoryMb?: number
  /** Reads npm packages that are installed beside the folder. */
  readonly useNpm?: boolean
  /** What was compiled before from the same input is kept here. */
  readonly cacheFolder?: string
  /** Answers the files that were read, too: whoever keeps what a stranger sent need not unpack it again. */
  readonly withSources?: boolean
}

export interface LimitedCompiled extends Compiled {
  readonly sources?: ReadonlyMap<string, Uint8Array>
}

/** What the limited process is asked, and what it answers. */
export interface Order {
  readonly source: Source
  readonly options: Omit<LimitedOptions, 'wallMs' | 'cpuSeconds' | 'memoryMb'>
}
export type Answer =
  | { readonly ok: true; readonly compiled: LimitedCompiled }
  | { readonly ok: false; readonly message: string }

const WATCH_EVERY_MS = 100

/**
 * Compiles what a stranger sent, in a process of its own with limits of memory, CPU time and wall-clock time and an empty environment.
 * No script of the project is run. Rejects with a sentence for the developer when the input is refused or a limit is passed.
 */
export function compileLimited(source: Source, limits: LimitedOptions = {}): Promise<LimitedCompiled> {
  const {
    wallMs = COMPILE_WALL_MS_MAX,
    cpuSeconds = COMPILE_CPU_SECONDS_MAX,
    memoryMb = COMPILE_HEAP_MB_MAX,
    ...options
  } = limits
  const child = startChild(new URL('./limited-child', import.meta.url), import.meta.url, {
    cpuSeconds,
    heapMb: memoryMb * 0.75,
    group: true,
    env: { PATH: '/usr/bin:/bin' },
  })
  return new Promise((resolve, reject) => {
    let why = 'the compiler ended without an answer'
    const stop = (reason: string): void => {
      why = reason
      killChild(child)
    }
    const clock = setTimeout(() => stop(`compiling took longer than ${wallMs} ms`), wallMs)
    const watch = setInterval(() => {
      if (memoryOf(child) > memoryMb) stop(`compiling took more than ${memoryMb} MB`)
    }, WATCH_EVERY_MS)
    const end = (): void => {
      clearTimeout(clock)
      clearInterval(watch)
      killChild(child)
    }
    child.on('message', (answer: Answer) => {
      end()
      if (answer.ok) resolve(answer.compiled)
      else reject(new Error(answer.message))
    })
    child.on('exit', (code, signal) => {
      end()
      if (signal === 'SIGXCPU' || (signal === 'SIGKILL' && why.includes('without')))
        why = `compiling took more than ${cpuSeconds} s of a processor`
      if (code === 134 || signal === 'SIGABRT') why = `compiling took more than ${memoryMb} MB`
      reject(new Error(`The program was not compiled: ${why}`))
    })
    child.on('error', error => {
      end()
      reject(error)
    })
    child.send({ source, options } satisfies Order)
  })
}

/** Memory that the process has in use, in MB; 0 where the system does not say. */
function memoryOf(child: ChildProcess): number {
  try {
    const pages = Number(readFileSync(`/proc/${child.pid}/statm`, 'latin1').split(' ')[1])
    return (pages * 4096) / 1024 / 1024
  } catch {
    return 0
  }
}
