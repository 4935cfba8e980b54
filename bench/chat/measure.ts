import type { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { serverFlags } from '#tools/node-flags.mjs'
import { cpuMs, family, pause, pinned, residentBytes } from '../lib/process.ts'

export type Name = 'plaza' | 'ejabberd'

export interface Scene {
  /** Open sockets. */
  readonly connections: number
  /** Members of each group; 0 for pairs. */
  readonly group: number
  /** Both sides of a pair send one after the other. */
  readonly turns: boolean
  /** Each flush of the database's log waits so long before it begins, as a slower disk would. */
  readonly flushUs: number
}

export interface Figures {
  readonly deliveredPerSecond: number
  readonly sentPerSecond: number
  readonly p50: number
  readonly p99: number
  readonly generatorCores: number
  readonly refused: number
  /** CPU of server and database per delivery. */
  readonly cpuUs: number
  /** Share of that in the database. */
  readonly databaseShare: number
  /** Cores that server and database used. */
  readonly cores: number
}

const SERVER_CORE = 0
const GENERATOR_CORE = 1

/** A server of one kind with its people, on its own core. */
export class Peer implements AsyncDisposable {
  readonly name: Name
  readonly people: string
  readonly #folder: string
  readonly #child: ReturnType<typeof spawn>
  readonly #roots: number[]
  readonly #scene: Scene

  private constructor(name: Name, scene: Scene, folder: string, child: ReturnType<typeof spawn>, roots: number[]) {
    this.name = name
    this.#scene = scene
    this.#folder = folder
    this.#child = child
    this.#roots = roots
    this.people = join(folder, 'people.json')
  }

  static async start(name: Name, scene: Scene): Promise<Peer> {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'))
    const extra = (process.env['BENCH_SERVER_ARGS'] ?? '').split(' ').filter(Boolean)
    const child = pinned(SERVER_CORE, 'node', [
      // As `npm start` starts it on one core.
      ...(name === 'plaza' ? serverFlags(1) : []),
      ...(name === 'plaza' ? extra : []),
      '--import',
      'tsx',
      new URL(`./${name}-server.ts`, import.meta.url).pathname,
      '--people',
      String(scene.connections),
      '--group',
      String(scene.group),
      '--out',
      join(folder, 'people.json'),
      '--flush-us',
      String(scene.flushUs),
    ])
    child.stderr?.pipe(process.stderr)
    const ready = await firstLine(child)
    return new Peer(name, scene, folder, child, (ready['pids'] as number[] | undefined) ?? [ready['pid'] as number])
  }

  /** Runs the generator once: a closed loop, or an open loop at `rate` deliveries a second. */
  async run(seconds: number, rate?: number): Promise<Figures> {
    const fan = this.#scene.group === 0 ? 1 : this.#scene.group - 1
    const generator = this.#generate([
      '--seconds',
      String(seconds),
      '--fan',
      String(fan),
      ...(this.#scene.turns ? ['--turns'] : []),
      ...(rate ? ['--rate', String(rate)] : ['--flight', String(this.#scene.group === 0 ? 400 : 20 * fan)]),
    ])
    let before = { all: 0, database: 0, at: 0 }
    let after = before
    for await (const line of createInterface({ input: generator.stdout as NodeJS.ReadableStream })) {
      if (line === 'measure') before = this.#cpu()
      else if (line === 'measured') after = this.#cpu()
      else if (line.startsWith('{')) {
        const figures = JSON.parse(line) as Omit<Figures, 'cpuUs' | 'databaseShare' | 'cores'>
        const spent = after.all - before.all
        return {
          ...figures,
          cpuUs: Math.round((spent * 1000) / (figures.deliveredPerSecond * seconds)),
          databaseShare: Number(((after.database - before.database) / spent).toFixed(2)),
          cores: Number((spent / (after.at - before.at)).toFixed(2)),
        }
      }
    }
    throw new Error(`the generator for ${this.name} ended without figures`)
  }

  /** Connects everybody and reads the server's memory before and after. */
  async idle(): Promise<{ kilobytesPerSocket: number; connectsPerSecond: number }> {
    const server = this.#roots[0] as number
    await pause(1_000)
    const before = residentBytes([server])
    const generator = this.#generate(['--idle'])
    const line = await firstLine(generator)
    await pause(5_000)
    const kilobytes = (residentBytes([server]) - before) / 1024 / this.#scene.connections
    generator.kill('SIGKILL')
    return { kilobytesPerSocket: Number(kilobytes.toFixed(1)), connectsPerSecond: line['connectsPerSecond'] as number }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise(resolve => this.#child.once('exit', resolve))
    this.#child.kill('SIGTERM')
    await Promise.race([ended, pause(10_000)])
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #cpu(): { all: number; database: number; at: number } {
    const all = cpuMs(this.#roots)
    const server = family([this.#roots[0] as number]).find(stat => stat.pid === this.#roots[0])?.cpuMs ?? 0
    return { all, database: all - server, at: performance.now() }
  }

  #generate(args: string[]): ReturnType<typeof spawn> {
    const child = pinned(GENERATOR_CORE, 'node', [
      '--import',
      'tsx',
      new URL('./load.ts', import.meta.url).pathname,
      '--target',
      this.name === 'plaza' ? 'plaza' : 'xmpp',
      '--people',
      this.people,
      '--connections',
      String(this.#scene.connections),
      ...args,
    ])
    child.stderr?.pipe(process.stderr)
    return child
  }
}

async function firstLine(child: ReturnType<typeof spawn>): Promise<Record<string, unknown>> {
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    if (line.startsWith('{')) return JSON.parse(line) as Record<string, unknown>
  }
  throw new Error('a bench program ended before it was ready')
}
