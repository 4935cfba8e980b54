import { openDatabase } from '@plaza/postgres'
import { installFolder, migrateAll, startServer, type Installed } from '@plaza/server'
import { freePort } from '@plaza/testkit'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'

export interface CrawledTown extends AsyncDisposable {
  readonly url: string
  readonly appId: string
  /** Of all its programs, in the order of their folders. */
  readonly appIds: readonly string[]
  readonly problems: readonly string[]
  /** Session of somebody who lives there. */
  readonly token: string
}

/** A city of its own with one person and a program of each folder in it, for as long as a crawl takes. */
export async function townWith(...folders: readonly [string, ...string[]]): Promise<CrawledTown> {
  const home = mkdtempSync(join(tmpdir(), 'plaza-crawl-'))
  const log = pino({ level: 'fatal' })
  const database = await openDatabase({ home, url: undefined, log })
  await migrateAll(database.url, log)
  const installed: Installed[] = []
  for (const folder of folders)
    installed.push(await installFolder({ databaseUrl: database.url, home, log }, folder, { despite: true }))
  const server = await startServer({
    home,
    databaseUrl: database.url,
    host: '127.0.0.1',
    port: await freePort(),
    programPort: await freePort(),
    merchantPort: await freePort(),
    roles: ['api', 'gateway', 'worker'],
    log,
  })
  const answer = await fetch(`${server.url}/api/identity/sign-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-plaza': '1' },
    body: JSON.stringify({
      id: crypto.randomUUID(),
      handle: 'crawler',
      name: 'Crawler',
      password: 'a-long-way-to-crawl-1',
      language: 'en',
      deviceName: 'crawler',
    }),
  })
  const token = /plaza_session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1]
  if (!token) throw new Error(`nobody could sign up: ${answer.status} ${await answer.text()}`)
  return {
    url: server.url,
    appId: installed[0]!.appId,
    appIds: installed.map(({ appId }) => appId),
    problems: installed.flatMap(({ errors }) =>
      errors.map(({ file, line, message }) => `${file ?? ''}${line ? `:${line}` : ''} ${message}`),
    ),
    token: decodeURIComponent(token),
    async [Symbol.asyncDispose]() {
      await server.stop()
      await database.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
