import { createTestDatabase, freePort } from '@plaza/testkit'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const patient = { timeout: 20_000, interval: 100 }
let database: Awaited<ReturnType<typeof createTestDatabase>>
let home: string

beforeAll(async () => {
  database = await createTestDatabase()
  home = mkdtempSync(path.join(tmpdir(), 'plaza-start-'))
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  rmSync(home, { recursive: true, force: true })
})

/** `plaza start` in a process of its own, and what it says until it is open. */
async function start(settings: Record<string, string>): Promise<{ city: ChildProcess; said: string }> {
  const env = { ...process.env, PLAZA_HOME: home, PLAZA_DATABASE_URL: database.url, ...settings }
  const city = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, 'start', '--empty'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  for await (const line of createInterface({ input: city.stdout as NodeJS.ReadableStream })) {
    said += `${line}\n`
    if (line.startsWith('Press Ctrl-C')) return { city, said }
  }
  throw new Error(`the city ended: ${said}`)
}

const answers = async (port: number) =>
  (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined))?.ok === true

test('the sandbox bank comes with the city and goes with it, however it ends', { timeout: 60_000 }, async () => {
  const [port, bankPort] = [await freePort(), await freePort()]
  const settings = { PLAZA_PORT: String(port), PLAZA_BANK_PORT: String(bankPort) }
  const { city, said } = await start(settings)
  expect(said).toContain(`Sandbox bank at http://localhost:${bankPort}/`)
  expect(await answers(bankPort)).toBe(true)
  city.kill('SIGTERM')
  await vi.waitFor(() => expect(city.exitCode).toBe(0), patient)
  expect(await answers(bankPort)).toBe(false)

  const again = await start(settings)
  expect(await answers(bankPort)).toBe(true)
  again.city.kill('SIGKILL')
  await vi.waitFor(async () => expect(await answers(bankPort)).toBe(false), patient)
})

test('a city that wants no bank has none', async () => {
  const { city, said } = await start({ PLAZA_PORT: String(await freePort()), PLAZA_BANK: 'none' })
  expect(said).not.toContain('bank')
  city.kill('SIGTERM')
  await vi.waitFor(() => expect(city.exitCode).toBe(0), patient)
})
