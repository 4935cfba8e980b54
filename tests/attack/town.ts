import { installFolder, migrateAll, startServer } from '@plaza/server'
import { freePort } from '@plaza/testkit'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { friendsWithMoney, sessionsOf } from '../browser/lib/money.ts'
import { hostileProgram } from './fixture.ts'
import { openOutside, type Outside } from './outside.ts'

const pollFolder = fileURLToPath(new URL('../../programs/poll', import.meta.url))

/** What the hostile program would like to know: a word of its citizen, and what another program stored for them. */
export const WORD = 'marmalade-lighthouse'
const SECRET = 'SECRET of another program'

/** A city with the hostile program, another one that has something to lose, and two friends with money. */
export interface AttackTown extends AsyncDisposable {
  readonly url: string
  readonly appId: string
  readonly victimId: string
  readonly outside: Outside
  /** Session of Anna, who opens the program. */
  readonly token: string
  /** Her conversation with Bruno. */
  readonly chat: string
}

/** Starts it on an empty database. */
export async function attackTown({ databaseUrl, home }: { databaseUrl: string; home: string }): Promise<AttackTown> {
  const log = pino({ level: 'fatal' })
  const outside = await openOutside()
  await migrateAll(databaseUrl, log)
  const source = { databaseUrl, home, log }
  const victim = await installFolder(source, pollFolder)
  using program = hostileProgram({ OUTSIDE: outside.address, WORD, VICTIM: victim.appId })
  // Its tags and addresses are faults to the compiler, which is not what is tried here.
  const hostile = await installFolder(source, program.folder, { despite: true })
  const friends = await friendsWithMoney(databaseUrl, ['anna', 'bruno'], 10_000n)
  const [token = ''] = await sessionsOf(databaseUrl, ['anna'])
  const programPort = await freePort()
  const server = await startServer({
    home,
    databaseUrl,
    host: '127.0.0.1',
    port: await freePort(),
    programPort,
    // Another site than the host's, as where people live: browsers then give the cage a process of its own.
    programUrl: `http://127.0.0.1:${programPort}`,
    merchantPort: await freePort(),
    roles: ['api', 'gateway', 'worker'],
    log,
  })
  const put = async (path: string, body: object) => {
    const headers = {
      'content-type': 'application/json',
      'x-plaza': '1',
      cookie: `plaza_session=${encodeURIComponent(token)}`,
    }
    const answer = await fetch(`${server.url}/api${path}`, { method: 'PUT', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  }
  await put('/programs/word', { word: WORD })
  await put(`/programs/${victim.appId}/storage`, { set: { secret: JSON.stringify({ type: 'string', data: SECRET }) } })
  return {
    url: server.url,
    appId: hostile.appId,
    victimId: victim.appId,
    outside,
    token,
    chat: friends.direct,
    async [Symbol.asyncDispose]() {
      await server.stop()
      await outside.close()
    },
  }
}
