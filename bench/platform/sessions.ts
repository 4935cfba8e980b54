import { chat } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import { bots } from '@plaza/bots'
import { programsApi } from '@plaza/contract'
import { Database, sql } from '@plaza/db'
import { authenticate, createPeople, identity } from '@plaza/identity'
import { derivedId, systemClock } from '@plaza/kernel'
import { answerPlatform, platform, usePlatform } from '@plaza/platform'
import { openDatabase } from '@plaza/postgres'
import { installProgram, programs, renewSecret, usePrograms } from '@plaza/programs'
import { testCity } from '@plaza/testkit'
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pino from 'pino'

// Logins of mini programs: a code made for a citizen and traded in by the program's server, through the API's own functions,
// beside the physical limit: the same random code written and taken away directly in PostgreSQL. See bench/README.md.
//   node --import tsx bench/platform/sessions.ts [--rounds 3] [--seconds 3] [--callers 24]

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
    callers: { type: 'string', default: '24' },
  },
})
const PEOPLE = 500
const APP = 'wx00000000000000be'
const say = (text: string) => process.stdout.write(`${text}\n`)

const home = mkdtempSync(join(tmpdir(), 'plaza-bench-'))
const database = await openDatabase({ home, log: pino({ level: 'warn' }, pino.destination(2)) })
try {
  await using city = await testCity({
    modules: [identity, contacts, chat, programs, bots, platform],
    databaseUrl: database.url,
    clock: systemClock,
    authenticate,
  })
  usePrograms(city, { key: generateKeyPairSync('ed25519').privateKey, origin: 'https://cage.test' })
  usePlatform(city, { origin: 'https://api.test', masterKeys: [{ n: 1, bytes: randomBytes(32) }] })
  const people = Array.from({ length: PEOPLE }, (_, i) => derivedId('bench', String(i)))
  await createPeople(
    city,
    people.map((id, i) => ({ id, handle: `person${i}`, name: `Person ${i}` })),
  )
  await installProgram(city, {
    appId: APP,
    sourceSha256: createHash('sha256').update(APP).digest('hex'),
    compiled: { manifest: { format: 1, appId: APP, version: '1' } as never, files: new Map() },
    profile: { names: { en: 'Bench' }, abouts: { en: '' }, maker: 'Bench', official: false, domains: {}, scopes: {} },
  })
  const secret = await renewSecret(city, APP)
  const login = programs.routes!.find(({ endpoint }) => endpoint === programsApi.loginProgram)!

  const ours = async (i: number) => {
    const by = { person: people[i % PEOPLE], device: '', kind: 'citizen' }
    const { code } = (await login.handle(city, { input: { appId: APP }, by } as never)) as { code: string }
    const query = new URLSearchParams({ appid: APP, secret, js_code: code, grant_type: 'authorization_code' })
    const answer = await answerPlatform(city, {
      method: 'GET',
      path: '/sns/jscode2session',
      query,
      authorization: undefined,
      contentType: undefined,
      body: '',
      address: `192.0.2.${i}`,
    })
    if (!String(answer?.body).includes('"openid"')) throw new Error(String(answer?.body))
  }

  await using bare = new Database(database.url, { poolMax: 8 })
  await bare.run(sql`
    create table public.code (hash bytea primary key, person uuid not null, expires_at timestamptz not null)`)
  const limit = async (i: number) => {
    const hash = createHash('sha256').update(randomBytes(24)).digest()
    await bare.run(sql`
      insert into public.code (hash, person, expires_at) values (${hash}, ${people[i % PEOPLE]}, now() + interval '5 minutes')`)
    await bare.one(sql`delete from public.code where hash = ${hash} and expires_at > now() returning person`)
  }

  const rounds: { ours: number; limit: number }[] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    rounds.push({ limit: await perSecond(limit), ours: await perSecond(ours) })
    const { ours: mine, limit: theirs } = rounds.at(-1)!
    say(
      `logins/s ${Math.round(mine)} · codes written and taken directly/s ${Math.round(theirs)} · ratio ${(mine / theirs).toFixed(2)}`,
    )
  }
  const ratios = rounds.map(round => round.ours / round.limit).toSorted((a, b) => a - b)
  say(`median ratio ${ratios[Math.floor(ratios.length / 2)]?.toFixed(2)}`)
} finally {
  await database.stop()
  rmSync(home, { recursive: true, force: true })
}

/** How often `work` is done in a second by callers that each wait for their last answer. */
async function perSecond(work: (i: number) => Promise<void>): Promise<number> {
  const until = performance.now() + Number(values.seconds) * 1000
  const began = performance.now()
  let n = 0
  await Promise.all(
    Array.from({ length: Number(values.callers) }, async () => {
      while (performance.now() < until) await work(n++)
    }),
  )
  return n / ((performance.now() - began) / 1000)
}
