import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sandboxChannel, spawnBank, type BankProcess } from '@plaza/bank'
import { besideServers, installOwnPrograms, migrateAll, openShop, seedDemo, type Beside } from '@plaza/server'
import { bankScript, createTestDatabase, freePort, provideTemplate, startCity, type CityProcess } from '@plaza/testkit'
import pino from 'pino'

/** A city in a process of its own, at an address a browser takes for secure. */
export interface ServedCity extends AsyncDisposable {
  readonly url: string
  readonly databaseUrl: string
  /** Where it keeps its files. */
  readonly home: string
  /** Where programs of merchants ask; only with programs. */
  readonly merchantUrl: string
  /** Where the sandbox bank is, for whoever speaks to it as the city does. */
  readonly bank: { readonly home: string; readonly port: number }
  /** How the sandbox bank behaves from now on; only where there is one. */
  bankMood(mood: Readonly<Record<string, unknown>>): Promise<void>
  /** A customer of the sandbox bank pays into the city's account by hand. */
  payIn(deposit: { readonly iban: string; readonly minor: string }): Promise<void>
  stop(): Promise<void>
  /** Again on the same port and with the same database. */
  start(): Promise<void>
}

interface ServeOptions {
  /** The demo city, or else one without anybody. */
  readonly demo: boolean
  /** The moment at which the demo's past ends, in epoch milliseconds. */
  readonly at?: number
  /** With the sandbox bank beside it. */
  readonly bank?: boolean
  /** With the cage and the city's own mini programs, and their servers. */
  readonly programs?: boolean
  /** With the bakery among the programs; its courier is quick. */
  readonly shop?: boolean
  /** A map of its own, a file of vector tiles. */
  readonly map?: Buffer
  /** With the cage, and this Chromium to look at programs in review with. */
  readonly looksWith?: string | undefined
  /** Where its translator is (the API of LibreTranslate). */
  readonly translator?: string
  /** News may also go to servers of this machine. */
  readonly hooks?: boolean
}

const COURIER_MS = 2_000

/** Starts a city with a fresh database. */
export async function serveCity({
  demo,
  at,
  bank = false,
  hooks = false,
  looksWith,
  map,
  translator,
  programs = false,
  shop = false,
}: ServeOptions): Promise<ServedCity> {
  const log = pino({ level: 'fatal' })
  const home = mkdtempSync(join(tmpdir(), 'plaza-browser-'))
  // Migrated once for all cities of a run.
  const database = await createTestDatabase({ template: await provideTemplate('served', url => migrateAll(url, log)) })
  const port = await freePort()
  const bankPort = await freePort()
  const mapFile = join(home, 'map.pmtiles')
  if (map) writeFileSync(mapFile, map)
  const settings = {
    ...(map ? { map: mapFile } : {}),
    ...(translator ? { translator: { url: translator } } : {}),
    ...(bank ? { bank: sandboxChannel({ home, port: bankPort }), sandbox: true } : {}),
    ...(hooks ? { allowPrivateHooks: true } : {}),
    ...(looksWith ? { chromium: looksWith, chromiumBare: true } : {}),
  }
  const [merchantPort, programPort] = programs || looksWith ? [await freePort(), await freePort()] : []
  let beside: Beside | undefined
  let running: CityProcess | undefined
  let bankProcess: BankProcess | undefined
  const control = async (what: string, wish: object) => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify(wish)
    const answer = await fetch(`http://localhost:${bankPort}/control/${what}`, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`the bank takes no such ${what}: ${answer.status}`)
  }
  const city: ServedCity = {
    url: `http://localhost:${port}`,
    databaseUrl: database.url,
    home,
    merchantUrl: `http://127.0.0.1:${merchantPort}`,
    bank: { home, port: bankPort },
    bankMood: mood => control('mood', mood),
    payIn: deposit => control('deposits', deposit),
    stop: async () => running?.stop(),
    start: async () =>
      void (running = await startCity({
        home,
        databaseUrl: database.url,
        port,
        settings: {
          ...settings,
          ...(merchantPort ? { merchantPort, programPort, programServers: beside?.servers ?? [] } : {}),
        },
      })),
    async [Symbol.asyncDispose]() {
      await running?.[Symbol.asyncDispose]()
      await bankProcess?.[Symbol.asyncDispose]()
      await beside?.[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      rmSync(home, { recursive: true, force: true })
    },
  }
  try {
    if (demo) await seedDemo({ databaseUrl: database.url, home, log, ...(at === undefined ? {} : { at }) })
    if (shop) await openShop({ databaseUrl: database.url, home, log, courierMs: COURIER_MS })
    if (programs) {
      await installOwnPrograms({ databaseUrl: database.url, home, log })
      beside = await besideServers({ home, port, taken: [merchantPort, programPort], log })
      beside.start(`http://127.0.0.1:${merchantPort}`)
    }
    if (bank)
      bankProcess = await spawnBank({
        databaseUrl: database.url,
        home,
        port: bankPort,
        script: await bankScript(),
        callbackUrl: `http://127.0.0.1:${port}/bank/news`,
        settings: { BANK_LOG: 'error', BANK_PUBLIC_URL: `http://localhost:${bankPort}` },
      })
    await city.start()
    return city
  } catch (error) {
    await city[Symbol.asyncDispose]()
    throw error
  }
}
