import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './processes.ts'

const START_TRIES_MAX = 250
const START_TRY_MS = 20

/** Where the NATS server is installed, if it is. */
export function findNats(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/bin', '/usr/bin']
  return folders.map(folder => path.join(folder, 'nats-server')).find(file => existsSync(file))
}

/** A real NATS server that a test may stop and start again on the same port. */
export class NatsServer implements AsyncDisposable {
  readonly url: string
  readonly #program: string
  readonly #port: number
  #child: ChildProcess | undefined

  private constructor(program: string, port: number) {
    this.#program = program
    this.#port = port
    this.url = `nats://127.0.0.1:${port}`
  }

  static async open(program: string): Promise<NatsServer> {
    const server = new NatsServer(program, await freePort())
    await server.start()
    return server
  }

  async start(): Promise<void> {
    this.#child = spawn(this.#program, ['-a', '127.0.0.1', '-p', String(this.#port)], { stdio: 'ignore' })
    for (let i = 0; i < START_TRIES_MAX; i++) {
      if (await answers(this.#port)) return
      await sleep(START_TRY_MS)
    }
    throw new Error('nats-server did not start')
  }

  async stop(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'data')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
