import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrateAll, seedDemo } from '@plaza/server'
import { createTestDatabase, freePort, startCity, type CityProcess } from '@plaza/testkit'
import pino from 'pino'

/** A city in a process of its own, at an address a browser takes for secure. */
export interface ServedCity extends AsyncDisposable {
  readonly url: string
  readonly databaseUrl: string
  stop(): Promise<void>
  /** Again on the same port and with the same database. */
  start(): Promise<void>
}

/** Starts a city with a fresh database: without anybody, or the demo city. */
export async function serveCity({ demo }: { demo: boolean }): Promise<ServedCity> {
  const log = pino({ level: 'fatal' })
  const home = mkdtempSync(join(tmpdir(), 'plaza-browser-'))
  const database = await createTestDatabase()
  const port = await freePort()
  let running: CityProcess | undefined
  const city: ServedCity = {
    url: `http://localhost:${port}`,
    databaseUrl: database.url,
    stop: async () => running?.stop(),
    start: async () => void (running = await startCity({ home, databaseUrl: database.url, port })),
    async [Symbol.asyncDispose]() {
      await running?.[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      rmSync(home, { recursive: true, force: true })
    },
  }
  try {
    await migrateAll(database.url, log)
    if (demo) await seedDemo({ databaseUrl: database.url, home, log })
    await city.start()
    return city
  } catch (error) {
    await city[Symbol.asyncDispose]()
    throw error
  }
}
