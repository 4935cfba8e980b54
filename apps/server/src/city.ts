import { connectBus } from '@plaza/bus'
import { Database } from '@plaza/db'
import { Metrics, type City, type CityConfig, type Logger } from '@plaza/house'
import { authenticate } from '@plaza/identity'
import { outboxOf } from '@plaza/jobs'
import { systemClock, systemDice, uuidv7, type Clock } from '@plaza/kernel'
import { openFiles, openLargeFiles } from './files.ts'
import { modules } from './modules.ts'

export interface CityOptions {
  readonly home: string
  readonly databaseUrl: string
  /** A bucket for pictures and files, `https://keyId:secret@host/bucket?region=…`; else they lie in the home. */
  readonly s3Url?: string
  readonly busUrl?: string
  readonly works: boolean
  readonly config: CityConfig
  readonly log: Logger
  readonly poolMax?: number
  /** Where time comes from, for whoever plays the past; else from the machine. */
  readonly clock?: Clock
}

/** A city with its connections open: what the server, the seed and the tests hand to every module. */
export interface OpenCity extends AsyncDisposable {
  readonly city: City
  startWorker(): void
}

/** Opens the database, the bus and the file store of a city. Disposing closes them, last opened first. */
export async function openCity(options: CityOptions): Promise<OpenCity> {
  const stops: (() => Promise<void> | void)[] = []
  const clock = options.clock ?? systemClock
  const db = new Database(options.databaseUrl, { poolMax: options.poolMax ?? 10 })
  stops.push(async () => db[Symbol.asyncDispose]())
  const bus = await connectBus(options.busUrl)
  stops.push(async () => bus[Symbol.asyncDispose]())
  const outbox = outboxOf(() => city, modules, { works: options.works })
  const city: City = {
    config: options.config,
    clock,
    dice: systemDice,
    db,
    bus,
    blobs: openFiles(options),
    files: openLargeFiles(options),
    outbox,
    log: options.log,
    metrics: new Metrics({ process: true }),
    authenticate: token => authenticate(city, token),
    async tx(work) {
      const result = await db.tx(work)
      outbox.nudge()
      return result
    },
    newId: () => uuidv7(clock.now(), systemDice),
    onStop: stop => void stops.push(stop),
  }
  return {
    city,
    startWorker: () => outbox.worker.start(),
    async [Symbol.asyncDispose]() {
      for (const stop of stops.splice(0).reverse()) await stop()
    },
  }
}
