import { chat, openDirect, appended, textBody } from '@plaza/chat'
import { seedFriendships } from '@plaza/contacts'
import { Database, sql, type Sql } from '@plaza/db'
import { createPeople } from '@plaza/identity'
import { systemClock } from '@plaza/kernel'
import { createTestDatabase, provideTemplate, testCity } from '@plaza/testkit'
import pino from 'pino'
import { expect, test } from 'vitest'
import { migrateAll, modules } from '../src/index.ts'

// Whoever adds a table with a person in it says in one of three ways what that means for the copy that is theirs: the
// module tells it (`exports`), it is named below with a reason, or its column is named as nobody's.

/** Columns that name somebody. */
const PERSON = new Set(
  `person owner other holder payer payee asker sender by by_person from_person to_person created_by made_by invited_by set_by added_by
  submitted_by claimed_by proposed_by decided_by recalled_by stopped_by office_by operator after_person fan takers people four_eyes about`.split(
    /\s+/,
  ),
)
/** Ids of everything else. */
const NOBODY = new Set(
  `id account act answer app bot call chats chain command commands choices code_hash conv conversation contract credit crossing debit
  device dispute envelope forwarder generation grey head hold identity_check item key last before link mandate merchant message next
  notify office_act order payment payout peer place poll program promotion ref refund released replay settlement shift split
  subscription tags team trade transfer transports trial upload version version_id reasons words slow template`.split(
    /\s+/,
  ),
)

const SECRET = 'a secret, or its hash: of no use to its owner, and of use to whoever finds the copy'
const SHORT = 'gone within minutes'
const OTHERS = 'what others said or decided; the person sees its outcome in the app'
const WORK = 'how far work has come; what it was is told by another list'
const OPERATOR = 'acts of the people who run the city, kept for the audit of the city'
const AGAIN = 'another form of what another list tells'
const GUARD = 'how misuse is noticed: telling it would tell how to get around it'

/** Tables with a person that no copy has, each with its reason. */
const LEFT_OUT: Record<string, string> = {
  'chat.attachment': AGAIN,
  'chat.cursor': WORK,
  'chat.notice': WORK,
  'chat.pinned_message': AGAIN,
  'contacts.nearby': SHORT,
  'contacts.qr': SECRET,
  'dossier.copy': 'the copies themselves',
  'identity.ceremony': SHORT,
  'identity.device_code': SHORT,
  'identity.link': SHORT,
  'ledger.account': AGAIN,
  'ledger.transfer': AGAIN,
  'makers.challenge': SHORT,
  'makers.yes': OPERATOR,
  'merchants.rule_change': OPERATOR,
  'notifications.look': SHORT,
  'notifications.rung': WORK,
  'notifications.till': WORK,
  'platform.broadcast': WORK,
  'platform.call': 'the log of an account’s makers, trimmed after days',
  'platform.news': 'on its way to an account’s server, trimmed after days',
  'platform.service': WORK,
  'platform.web_code': SHORT,
  'platform.web_token': SECRET,
  'programs.code': SHORT,
  'programs.notice_chat': WORK,
  'search.message': AGAIN,
  'wallet.card': AGAIN,
  'wallet.opinion': OPERATOR,
  'wallet.payments_chat': WORK,
  'wallet.resolution': OTHERS,
  'wallet.risk_decision': GUARD,
  'wallet.showing': WORK,
  'wallet.tier_change': OPERATOR,
}

interface Column {
  readonly table: string
  readonly column: string
}

test('every table that names a person is in their copy, or is left out for a reason', async () => {
  const template = await provideTemplate('served', url => migrateAll(url, pino({ level: 'silent' })))
  await using database = await createTestDatabase({ template })
  await using db = new Database(database.url, { poolMax: 2 })
  const columns = await db.rows<Column>(sql`
    select columns.table_schema || '.' || columns.table_name as table, column_name as column
    from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'public', 'plaza', 'bank')
      and (udt_name in ('uuid', '_uuid') or (udt_name = 'text' and column_name = any(${[...PERSON]}::text[])))
    order by 1, 2`)
  const unknown = columns.filter(({ column }) => !PERSON.has(column) && !NOBODY.has(column))
  expect(unknown, 'is this a person? name the column above').toEqual([])

  const named = new Set(columns.filter(({ column }) => PERSON.has(column)).map(({ table }) => table))
  const told = await tablesOfCopy(database.url)
  const forgotten = [...named].filter(table => !told.has(table) && LEFT_OUT[table] === undefined)
  expect(forgotten, 'told by no module, and left out without a reason').toEqual([])
  const stale = Object.keys(LEFT_OUT).filter(table => !named.has(table) || told.has(table))
  expect(stale, 'left out, but told or no longer there').toEqual([])
})

/** Tables that are read while the copy of somebody is written who has a chat. */
async function tablesOfCopy(databaseUrl: string): Promise<Set<string>> {
  await using city = await testCity({ modules, databaseUrl, clock: systemClock })
  const [anna, bo] = [city.newId(), city.newId()] as [string, string]
  await createPeople(city, [
    { id: anna, handle: 'anna', name: 'Anna' },
    { id: bo, handle: 'bo_b', name: 'Bo' },
  ])
  await seedFriendships(city, [{ a: anna, b: bo, since: 1 }])
  const { c } = await openDirect(city, anna, bo)
  const body = textBody('Hello', undefined)
  const said = { conv: c, id: city.newId(), sender: anna, kind: 'text' as const, body, re: null }
  await appended(city, { ...said, origin: undefined, arrivedMs: city.clock.now() })
  const read: string[] = []
  const db = new Proxy(city.db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        const [query] = args as [Partial<Sql> | undefined]
        if (typeof query?.text === 'string') read.push(query.text)
        return (value as (...all: unknown[]) => unknown).apply(target, args)
      }
    },
  })
  for (const { exports } of modules)
    for await (const kept of exports?.({ ...city, db }, anna) ?? []) if ('file' in kept) break
  expect(modules).toContain(chat)
  return new Set(read.join('\n').match(/\b[a-z]+\.[a-z_]+\b/g))
}
