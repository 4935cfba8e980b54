import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { DiskBlobs, DiskFiles } from '@plaza/blobs'
import { MemoryBus, type Bus } from '@plaza/bus'
import { Database, migrate } from '@plaza/db'
import { Metrics, type Caller, type City, type CityConfig, type Module } from '@plaza/house'
import { jobsSql, outboxOf } from '@plaza/jobs'
import { derivedId, systemDice, TestClock, uuidv7, type Clock, type Dice } from '@plaza/kernel'
import pino from 'pino'
import { createTestDatabase, provideTemplate, type TestDatabase } from './database.ts'

export interface TestCityOptions {
  readonly modules: readonly Module[]
  /** Who holds a token: `authenticate` of the identity module, where it is one of the modules. */
  readonly authenticate?: (city: City, token: string) => Promise<Caller | undefined>
  /** A database that is there already, to share or to bring; else the city makes one of its own and drops it. */
  readonly databaseUrl?: string
  readonly clock?: Clock
  readonly dice?: Dice
  /** A bus shared with another city stands for two processes of one. */
  readonly bus?: Bus
  readonly config?: Partial<CityConfig>
}

export interface TestCity extends City, AsyncDisposable {
  /** Moves the city's own test clock. */
  skip(ms: number): void
  /** Runs everything that was promised, and the chores that are due. */
  settle(): Promise<void>
  /** Runs what was registered for the clean stop, as a server does before it closes its doors; disposal does it too. */
  stop(): Promise<void>
}

/** A city of some modules on a database of its own, with a clock that stands still until the test moves it. */
export async function testCity(options: TestCityOptions): Promise<TestCity> {
  const made = options.databaseUrl === undefined ? await databaseFor(options.modules) : undefined
  const db = new Database(options.databaseUrl ?? (made as TestDatabase).url, { poolMax: 8 })
  if (!made) await migrate(db, foldersOf(options.modules))
  const folder = await mkdtemp(path.join(os.tmpdir(), 'plaza-city-'))
  const clock = options.clock ?? new TestClock()
  const dice = options.dice ?? systemDice
  const bus = options.bus ?? new MemoryBus()
  const outbox = outboxOf(() => city, options.modules, { works: true })
  const stops: (() => Promise<void> | void)[] = []
  const city: TestCity = {
    config: {
      cityName: 'Testville',
      publicUrl: 'https://plaza.test',
      groupMembersMax: 500,
      strictContract: true,
      ...options.config,
    },
    clock,
    dice,
    db,
    bus,
    blobs: new DiskBlobs(folder),
    files: new DiskFiles(path.join(folder, 'files'), path.join(folder, 'incoming')),
    outbox,
    log: pino({ level: 'silent' }),
    metrics: new Metrics(),
    authenticate: async token => options.authenticate?.(city, token),
    tx: async work => {
      const result = await db.tx(work)
      outbox.nudge()
      return result
    },
    newId: () => uuidv7(clock.now(), dice),
    onStop: stop => void stops.push(stop),
    skip(ms) {
      if (!(clock instanceof TestClock)) throw new Error('only a TestClock can be moved')
      clock.skip(ms)
    },
    settle: () => outbox.settle(),
    async stop() {
      for (let stop = stops.pop(); stop; stop = stops.pop()) await stop()
    },
    async [Symbol.asyncDispose]() {
      await city.stop()
      if (!options.bus) await bus[Symbol.asyncDispose]()
      await db[Symbol.asyncDispose]()
      await made?.[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
  for (const module of options.modules) await module.start?.(city)
  return city
}

const foldersOf = (modules: readonly Module[]) => [
  jobsSql,
  ...modules.flatMap(({ name, sql }) => (sql ? [{ module: name, folder: sql }] : [])),
]

/** A clone of the template in which these modules' SQL ran; the template is made once per test run. */
async function databaseFor(modules: readonly Module[]): Promise<TestDatabase> {
  const key = `city_${derivedId(...modules.map(module => module.name)).slice(0, 8)}`
  const template = await provideTemplate(key, async url => {
    await using db = new Database(url)
    await migrate(db, foldersOf(modules))
  })
  return createTestDatabase({ template })
}
