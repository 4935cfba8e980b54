import { keepBank } from '@plaza/bank'
import { bankScript, bundleOf, createTestDatabase, freePort } from '@plaza/testkit'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const patient = { timeout: 20_000, interval: 100 }
let database: Awaited<ReturnType<typeof createTestDatabase>>
let home: string
let script: string

beforeAll(async () => {
  database = await createTestDatabase()
  script = await bankScript()
  home = mkdtempSync(path.join(tmpdir(), 'plaza-bank-'))
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  rmSync(home, { recursive: true, force: true })
})

const optionsFor = (port: number) => ({
  databaseUrl: database.url,
  home,
  port,
  script,
  settings: { BANK_LOG: 'silent' },
})
const serves = async (port: number) => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok
const isThere = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a bank that is killed comes back at its place, and goes when it is let go', async () => {
  const port = await freePort()
  const logged: string[] = []
  const log = pino({ level: 'warn' }, { write: line => void logged.push(line) })
  const kept = keepBank({ ...optionsFor(port), log })
  expect(await kept.ready).toBe(true)
  const first = kept.now()
  await first?.kill9()
  await vi.waitFor(async () => expect(await serves(port)).toBe(true), patient)
  await vi.waitFor(() => expect(kept.now()).toBeDefined(), patient)
  expect(kept.now()?.pid).not.toBe(first?.pid)
  expect(logged.join()).toContain('starting it again')
  await kept[Symbol.asyncDispose]()
  await expect(serves(port)).rejects.toThrow()
})

test('a bank that cannot start is tried again, and the city does not wait for it', async () => {
  const port = await freePort()
  const other = createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  const kept = keepBank({ ...optionsFor(port), log: pino({ level: 'silent' }) })
  expect(await kept.ready).toBe(false)
  other.close()
  await vi.waitFor(() => expect(kept.now()).toBeDefined(), patient)
  expect(await serves(port)).toBe(true)
  await kept[Symbol.asyncDispose]()
})

test('the bank does not live on when whoever keeps it is killed', async () => {
  const keeping = await bundleOf(fileURLToPath(new URL('./keeper.ts', import.meta.url)))
  const options = JSON.stringify(optionsFor(await freePort()))
  const keeper = spawn(process.execPath, [keeping, options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = (await once(keeper.stdout, 'data')) as [Buffer]
  const pid = Number(said.toString())
  expect(isThere(pid)).toBe(true)
  keeper.kill('SIGKILL')
  await vi.waitFor(() => expect(isThere(pid)).toBe(false), patient)
})
