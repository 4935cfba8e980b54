import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { openDatabase } from '@plaza/postgres'
import { Client } from 'pg'
import type { Logger } from 'pino'
import { Complaint, type Config } from './config.ts'
import { openLog } from './log.ts'
import { openBank } from './bank.ts'
import { doorPortFor } from './door-port.ts'
import { tryPort } from './port.ts'
import { say, sayWrong } from './say.ts'
import { sayLogins } from './seed.ts'
import { openDoor, type Login, type ServerDoor } from './server-door.ts'

/** Everything must be closed by then; afterwards the process ends, whatever still hangs. */
const STOP_MS = 10_000
/** npm and the terminal may both pass on the same Ctrl-C; a second one after this means "at once". */
const SECOND_SIGNAL_MS = 1_000

/** Runs the city until it is asked to stop. */
export async function start(config: Config): Promise<number> {
  const asked = listenForStop()
  const log = openLog(config.home)
  await using database = await openDatabase({ home: config.home, url: config.databaseUrl, log })
  if (config.roles.some(role => role !== 'worker')) await needPort(config)
  const door = await openDoor()
  const logins = await prepare(door, config, database.url, log)
  await bringPrograms(door, config, database.url, log)
  await using bank = await openBank(config, database.url, log)
  const bankPort = bank.channel && Number(new URL(bank.channel.baseUrl).port)
  const merchantPort = await doorPortFor(config, {
    named: config.merchantPort,
    whose: 'merchants',
    setting: 'PLAZA_MERCHANT_PORT',
    taken: [bankPort, config.programPort],
  })
  const programPort = await doorPortFor(config, {
    named: config.programPort,
    whose: 'mini programs',
    setting: 'PLAZA_PROGRAM_PORT',
    taken: [bankPort, merchantPort],
  })
  await using beside = await door.besideServers({
    home: config.home,
    port: config.port,
    taken: [bankPort, merchantPort, programPort],
    log,
  })
  const server = await door.startServer({
    ...serverOptions(config, database.url, log),
    ...(bank.channel && { bank: bank.channel }),
    ...(merchantPort && { merchantPort }),
    ...(programPort && { programPort }),
    programServers: beside.servers,
  })
  if (config.roles.includes('worker') && merchantPort) beside.start(`http://127.0.0.1:${merchantPort}`)
  say(`Plaza is open at ${server.url}`)
  sayLogins(logins)
  await bank.tell()
  if (merchantPort) say(`Merchants' API at ${config.merchantUrl ?? `http://localhost:${merchantPort}`}`)
  say('Press Ctrl-C to stop.')
  await asked.signal
  say('Stopping…')
  const late = setTimeout(() => {
    sayWrong('Something did not stop in time; ending anyway. Nothing that was answered is lost.')
    process.exit(1)
  }, STOP_MS)
  late.unref() // only speaks when something else keeps the process alive
  await beside[Symbol.asyncDispose]()
  await server.stop()
  await bank.stop()
  await database.stop()
  asked.end()
  return 0
}

/** Migrates; and fills a new city with demo people, also when the first try was cut off (the note tells). */
async function prepare(door: ServerDoor, config: Config, databaseUrl: string, log: Logger): Promise<Login[]> {
  const note = path.join(config.home, 'seed-at-start')
  if (!config.empty && (await isEmpty(databaseUrl))) writeFileSync(note, 'The demo city is put in at the next start.\n')
  await door.migrateAll(databaseUrl, log)
  if (config.empty || !existsSync(note)) return []
  say('Building the demo city…')
  const seeded = await door.seedDemo({
    databaseUrl,
    home: config.home,
    log,
    ...(config.s3Url && { s3Url: config.s3Url }),
  })
  rmSync(note)
  return seeded?.logins ?? []
}

/** The city's own mini programs are compiled when their sources changed; one that does not compile stays as it was. */
async function bringPrograms(door: ServerDoor, config: Config, databaseUrl: string, log: Logger): Promise<void> {
  if (!config.roles.includes('worker')) return
  const { home, s3Url } = config
  const installed = await door.installOwnPrograms({ databaseUrl, home, log, ...(s3Url && { s3Url }) })
  for (const { name, errors } of installed)
    if (errors.length > 0) sayWrong(`The mini program ${name} does not compile: ${errors[0]?.message}`)
}

async function isEmpty(databaseUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query(
      `select from pg_tables where schemaname not in ('pg_catalog', 'information_schema') limit 1`,
    )
    return rowCount === 0
  } finally {
    await client.end()
  }
}

function serverOptions(config: Config, databaseUrl: string, log: Logger) {
  const {
    home,
    port,
    host,
    roles,
    busUrl,
    cityName,
    publicUrl,
    smtpUrl,
    mailFrom,
    s3Url,
    ffmpeg,
    map,
    translator,
    transcriber,
    chromium,
    chromiumBare,
    storageBytesMax,
    allowPrivateHooks,
    pushHosts,
    stunUrls,
    turnUrls,
    turnSecret,
    callsBind,
    callsAddress,
    callsPorts,
    identity,
    identityProvider,
    timeZone,
    merchantUrl,
    programUrl,
  } = config
  return {
    home,
    port,
    host,
    roles,
    databaseUrl,
    log,
    ...(busUrl && { busUrl }),
    ...(cityName && { cityName }),
    ...(publicUrl && { publicUrl }),
    ...(smtpUrl && { smtpUrl }),
    ...(mailFrom && { mailFrom }),
    ...(s3Url && { s3Url }),
    ...(ffmpeg && { ffmpeg }),
    ...(map && { map }),
    ...(translator && { translator }),
    ...(transcriber && { transcriber }),
    ...(chromium && { chromium }),
    ...(chromiumBare && { chromiumBare }),
    ...(storageBytesMax && { storageBytesMax }),
    ...(allowPrivateHooks && { allowPrivateHooks }),
    ...(pushHosts && { pushHosts }),
    calls: { stun: stunUrls, turn: turnUrls, ...(turnSecret && { turnSecret }) },
    callsAt: {
      ...(callsBind && { bind: callsBind }),
      ...(callsAddress && { address: callsAddress }),
      ...(callsPorts && { portFirst: callsPorts.first, portLast: callsPorts.last }),
    },
    ...(identity === 'sandbox' && { sandbox: true }),
    ...(identityProvider && { identity: identityProvider }),
    ...(timeZone && { timeZone }),
    ...(merchantUrl && { merchantUrl }),
    ...(programUrl && { programUrl }),
  }
}

/** Asked before anything is built, so that the answer comes at once. */
async function needPort(config: Config): Promise<void> {
  const code = await tryPort(config.host, config.port)
  if (code === undefined) return
  const where = `Port ${config.port} on ${config.host}`
  if (code === 'EADDRINUSE') throw new Complaint(`${where} is used by another program. Choose one: --port 8081`)
  if (code === 'EACCES') throw new Complaint(`${where} needs special rights. Choose one above 1023: --port 8080`)
  throw new Complaint(`${where} cannot be used (${code}).`)
}

/** The first signal asks for a clean stop. A later second one, from a person who cannot wait, ends at once. */
function listenForStop(): { signal: Promise<void>; end(): void } {
  const asked = new AbortController()
  let firstAt: number | undefined
  const heard = () => {
    firstAt ??= Date.now()
    if (Date.now() - firstAt > SECOND_SIGNAL_MS) process.exit(130)
    asked.abort()
  }
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of names) process.on(name, heard)
  // `npm start` holds a channel to us: when it is killed, we stop too instead of living on unseen.
  process.on('disconnect', heard)
  process.channel?.unref()
  return {
    signal: new Promise(resolve => asked.signal.addEventListener('abort', () => resolve())),
    end() {
      for (const name of names) process.off(name, heard)
      if (process.connected) process.disconnect()
    },
  }
}
