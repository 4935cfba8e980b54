import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'

/** An empty directory that is removed with everything in it at the end of the test. */
export function scratch(): { dir: string } & Disposable {
  const dir = mkdtempSync(path.join(tmpdir(), 'plaza-test-'))
  return { dir, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) }
}

export const quiet = { info() {}, warn() {}, error() {} }
export const small = { shared_buffers: '16MB' }

/** One question to a database over a connection of its own. */
export async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

/** Asks again until the database answers: for moments when it heals. */
export async function askPatiently(url: string, text: string): Promise<Record<string, unknown>[]> {
  for (let turn = 0; ; turn++) {
    try {
      return await ask(url, text)
    } catch (error) {
      if (turn > 150) throw error
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }
}

export function postmasterPid(home: string): number {
  return Number(readFileSync(path.join(home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

export interface Told {
  url?: string
  error?: string
}

/** Starts another Node process on the home and waits for its first word. */
export async function startOwner(
  home: string,
  options: { mode?: 'stay' | 'stop' | 'exit'; script?: string; spawn?: SpawnOptions } = {},
): Promise<{ child: ChildProcess; told: Told; ended: Promise<void> }> {
  const script = options.script ?? fileURLToPath(new URL('owner-script.ts', import.meta.url))
  const args = ['--import', 'tsx', script, home, options.mode ?? 'stay']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], ...options.spawn })
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  let text = ''
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  while (!text.includes('\n') && child.exitCode === null && child.signalCode === null) {
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  const told: Told = text ? JSON.parse(text) : { error: 'said nothing' }
  return { child, told, ended }
}
