import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { seedConversations } from '@plaza/chat'
import { directConversationId, seedFriendships } from '@plaza/contacts'
import { createPeople, openSession } from '@plaza/identity'
import { openDatabase } from '@plaza/postgres'
import { migrateAll, openCity, startServer } from '@plaza/server'
import pino from 'pino'

// A Plaza with people for the bench: real accounts, sessions, friendships and groups. Prints one JSON line when it serves.
//   --people N --group K (0: pairs) --out FILE [--flush-us N]

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '500' },
    group: { type: 'string', default: '0' },
    out: { type: 'string', default: '' },
    'flush-us': { type: 'string', default: '0' },
  },
})
const count = Number(values.people)
const group = Number(values.group)
const log = pino({ level: 'warn' }, pino.destination(2))
const home = mkdtempSync(join(tmpdir(), 'plaza-bench-'))
chmodSync(home, 0o711)
// For profiling: extra lines of postgresql.conf as JSON.
const settings = {
  commit_delay: values['flush-us'],
  commit_siblings: '0',
  ...(JSON.parse(process.env['BENCH_POSTGRES'] ?? '{}') as Record<string, string>),
}
const database = await openDatabase({ home, log, settings })
await migrateAll(database.url, log)

const people: { token: string; conversation: string }[] = []
{
  await using opened = await openCity({
    home,
    databaseUrl: database.url,
    works: false,
    log,
    config: { cityName: 'Bench', publicUrl: 'http://127.0.0.1', groupMembersMax: 5_000 },
  })
  const { city } = opened
  const ids = Array.from({ length: count }, () => city.newId())
  await createPeople(
    city,
    ids.map((id, i) => ({ id, handle: `bench_${i}`, name: `Bench ${i}` })),
  )
  const now = city.clock.now()
  const member = (person: string) => ({ person, role: 'member' as const })
  const conversationOf: string[] = []
  if (group === 0) {
    const pairs = Array.from({ length: count / 2 }, (_, i) => [ids[2 * i] as string, ids[2 * i + 1] as string] as const)
    await seedFriendships(
      city,
      pairs.map(([a, b]) => ({ a, b, since: now })),
    )
    await seedConversations(
      city,
      pairs.map(([a, b]) => ({ kind: 'direct', createdAt: now, members: [member(a), member(b)], messages: [] })),
    )
    for (const [a, b] of pairs) conversationOf.push(directConversationId(a, b), directConversationId(a, b))
  } else {
    for (let i = 0; i < count; i += group) {
      const id = city.newId()
      await seedConversations(city, [
        {
          id,
          kind: 'group',
          title: 'Bench',
          createdAt: now,
          members: ids.slice(i, i + group).map(member),
          messages: [],
        },
      ])
      for (let j = 0; j < group; j++) conversationOf.push(id)
    }
  }
  const tokens: string[] = []
  for (let i = 0; i < count; i += 50) {
    tokens.push(
      ...(await Promise.all(ids.slice(i, i + 50).map(id => openSession(city, id, { name: 'bench', kind: 'browser' })))),
    )
  }
  tokens.forEach((token, i) => people.push({ token, conversation: conversationOf[i] as string }))
}

const server = await startServer({
  home,
  port: 0,
  host: '127.0.0.1',
  databaseUrl: database.url,
  roles: ['api', 'gateway', 'worker'],
  log,
})
const port = Number(new URL(server.url).port)
writeFileSync(values.out, JSON.stringify({ port, people }))
process.stdout.write(`${JSON.stringify({ port, pid: process.pid, home, database: database.url })}\n`)
process.on('SIGTERM', () => {
  void (async () => {
    await server.stop()
    await database.stop()
    rmSync(home, { recursive: true, force: true })
    process.exit(0)
  })()
})
