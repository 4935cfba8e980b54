import { chat, sync } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import type { ChatRow } from '@plaza/contract'
import { sql } from '@plaza/db'
import { identity } from '@plaza/identity'
import { TestClock } from '@plaza/kernel'
import { testCity, type TestCity } from '@plaza/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDemoCity, type DemoLogin } from '../src/build.ts'
import { LOGINS, who } from '../src/cast.ts'
import { PEOPLE, QUARTER_MEMBERS } from '../src/limits.ts'

const SEED_SECONDS_MAX = 15

let city: TestCity
let logins: DemoLogin[]
let seconds: number
beforeAll(async () => {
  city = await testCity({ modules: [identity, contacts, chat], clock: new TestClock() })
  const began = performance.now()
  logins = await buildDemoCity(city)
  seconds = (performance.now() - began) / 1000
})
afterAll(() => city[Symbol.asyncDispose]())

const counts = async () =>
  city.db.one<{
    people: number
    friends: number
    chats: number
    messages: number
    reactions: number
    inbox: number
  }>(sql`
    select
      (select count(*)::integer from identity.person) as people,
      (select count(*)::integer from contacts.contact) as friends,
      (select count(*)::integer from chat.conversation) as chats,
      (select count(*)::integer from chat.message) as messages,
      (select count(*)::integer from chat.reaction) as reactions,
      (select count(*)::integer from chat.inbox) as inbox`)

test('it prints its logins and is quick', () => {
  expect(logins.map(({ how }) => how.split(' ')[0])).toEqual([...LOGINS, 'maya.lindgren'])
  expect(seconds).toBeLessThan(SEED_SECONDS_MAX)
})

test('building again changes nothing', async () => {
  const before = await counts()
  expect(before).toMatchObject({ people: PEOPLE })
  expect(before.messages).toBeGreaterThan(8_000)
  await buildDemoCity(city)
  expect(await counts()).toEqual(before)
})

test('a seed that was cut off is finished', async () => {
  const before = await counts()
  await city.db.tx(async tx => {
    const { id } = await tx.one<{ id: string }>(sql`
      select conv as id from chat.member where person = ${who('lucia').id} limit 1`)
    for (const table of [sql`chat.message`, sql`chat.reaction`, sql`chat.member`, sql`chat.inbox`]) {
      await tx.run(sql`delete from ${table} where conv = ${id}`)
    }
    await tx.run(sql`delete from chat.conversation where id = ${id}`)
  })
  await buildDemoCity(city)
  expect(await counts()).toEqual(before)
})

test('every conversation is gapless and in order of time', async () => {
  const wrong = await city.db.rows(sql`
    select conversation.id
    from chat.conversation
    left join chat.message on message.conv = conversation.id
    group by conversation.id
    having count(*) <> conversation.q or min(message.q) <> 1 or max(message.q) <> conversation.q
      or max(message.n) <> conversation.n or count(*) filter (where message.kind = 'text') <> conversation.n`)
  expect(wrong).toEqual([])
  const unordered = await city.db.rows(sql`
    select one.conv
    from chat.message as one
    join chat.message as next on next.conv = one.conv and next.q = one.q + 1 and next.at < one.at`)
  expect(unordered).toEqual([])
  const future = await city.db.rows(
    sql`select conv from chat.message where at > to_timestamp(${city.clock.now() / 1000})`,
  )
  expect(future).toEqual([])
})

describe.each(LOGINS)('%s finds', login => {
  let rows: ChatRow[]
  beforeAll(async () => {
    rows = []
    for await (const frame of sync(city, who(login).id, 0)) rows.push(...frame.rows)
  })
  const unread = (row: ChatRow) => row.n - row.readN

  test('a list full of life', () => {
    expect(rows.length).toBeGreaterThanOrEqual(12)
    expect(rows.length).toBeLessThanOrEqual(25)
    expect(rows.filter(row => unread(row) > 0).length).toBeGreaterThanOrEqual(5)
    expect(rows.some(row => row.mentionQ !== undefined && unread(row) > 0)).toBe(true)
  })

  test('the family pinned, the neighbourhood muted', () => {
    const pinned = rows.filter(row => row.pin)
    expect(pinned.map(row => row.size)).toEqual([5])
    const [big] = rows.filter(row => row.size === QUARTER_MEMBERS)
    expect(big).toMatchObject({ mute: true })
    expect(unread(big as ChatRow)).toBeGreaterThan(20)
  })

  test('nothing of their own among the unread', async () => {
    for (const row of rows.filter(each => unread(each) > 0)) {
      const own = await city.db.rows(sql`
        select q from chat.message where conv = ${row.c} and sender = ${who(login).id} and q > ${row.readQ}`)
      expect(own).toEqual([])
    }
  })

  test('who answers: relatives and the city, among their friends', async () => {
    const friends = await city.db.rows<{ kind: string }>(sql`
      select kind from contacts.contact join identity.person on person.id = contact.other where owner = ${who(login).id}`)
    expect(friends.filter(friend => friend.kind === 'bot').length).toBeGreaterThanOrEqual(4)
    expect(friends.filter(friend => friend.kind === 'service').length).toBe(3)
  })
})
