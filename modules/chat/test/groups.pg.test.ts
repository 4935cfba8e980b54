import { limits } from '@plaza/contract'
import { sql } from '@plaza/db'
import { hours, minutes, Refusal, TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { answerWaiting, listWaiting } from '../approve.ts'
import { updateCard, postCard } from '../cards.ts'
import { changeGroup, setRole } from '../change-group.ts'
import { dropCodes, groupCode, seeInvite } from '../codes.ts'
import { createGroup } from '../create-group.ts'
import { dissolve } from '../dissolve.ts'
import { invite, joinGroup } from '../invite.ts'
import { leave, removeMember } from '../leave.ts'
import { findMembers, groupFacts, membersOf } from '../members.ts'
import { mustMayPost } from '../membership.ts'
import { eventsAfter, page } from '../messages.ts'
import { muteMember } from '../mute-member.ts'
import { setNickname } from '../nickname.ts'
import { rowsOf } from '../rows.ts'
import { street } from './street.ts'

const NAMES = ['olga', 'adam', 'mia', 'max', 'eve', 'zoe'] as const

/** A group with an owner (olga), an admin (adam) and two members (mia, max); eve stands outside. */
async function house(options: { clock?: TestClock; announces?: true } = {}) {
  const town = await street(NAMES, options.clock ? { clock: options.clock } : {})
  const { city, id } = town
  const conv = city.newId()
  const people = [id('adam'), id('mia'), id('max')]
  await createGroup(city, id('olga'), { id: conv, title: 'House 7', people, announces: options.announces })
  await setRole(city, id('olga'), conv, id('adam'), 'admin')
  const codeOf = async (name: string, days?: 1 | 7 | 30) =>
    (await groupCode(city, id(name), { id: conv, days })).url.split('/').at(-1) as string
  return { ...town, conv, codeOf, [Symbol.asyncDispose]: () => town[Symbol.asyncDispose]() }
}
type House = Awaited<ReturnType<typeof house>>

/** The same group anew in the same town, with somebody who waits (zoe). */
async function another(place: House): Promise<House> {
  const { city, id } = place
  const conv = city.newId()
  await createGroup(city, id('olga'), { id: conv, people: [id('adam'), id('mia'), id('max')] })
  await setRole(city, id('olga'), conv, id('adam'), 'admin')
  await changeGroup(city, id('olga'), conv, { approval: true })
  await invite(city, id('mia'), { id: conv, people: [id('zoe')] })
  return { ...place, conv }
}

const refusal = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
const told = async ({ city, conv, id }: House) =>
  (await page(city, conv, id('olga'), { limit: 100 })).events.flatMap(({ k, b }) => (k === 'system' ? [b['what']] : []))
const rowFor = async ({ city, conv, id }: House, name: string) =>
  (await rowsOf(city, id(name), { convs: [conv] })).at(0)

/** Commands by the least role that may give them. */
const commands: Record<'member' | 'admin' | 'owner', Record<string, (house: House, by: string) => Promise<unknown>>> = {
  member: {
    'rename a small group': ({ city, conv }, by) => changeGroup(city, by, conv, { title: 'N' }),
    'make a link': ({ city, conv }, by) => groupCode(city, by, { id: conv }),
    'choose a nickname': ({ city, conv }, by) => setNickname(city, by, conv, 'Nick'),
    'look for members': ({ city, conv }, by) => findMembers(city, by, { id: conv, words: 'm' }),
    leave: ({ city, conv }, by) => leave(city, by, conv),
  },
  admin: {
    announce: ({ city, conv }, by) => changeGroup(city, by, conv, { announcement: 'A' }),
    'change the picture': ({ city, conv }, by) => changeGroup(city, by, conv, { title: 'N', avatar: null }),
    'let only admins write': ({ city, conv }, by) => changeGroup(city, by, conv, { adminsOnly: true }),
    'ask for approval': ({ city, conv }, by) => changeGroup(city, by, conv, { approval: true }),
    'let all call all': ({ city, conv }, by) => changeGroup(city, by, conv, { allFree: true }),
    mute: ({ city, conv, id }, by) => muteMember(city, by, { id: conv, person: id('max'), term: 'hour' }),
    'see who waits': ({ city, conv }, by) => listWaiting(city, by, conv),
    approve: ({ city, conv, id }, by) => answerWaiting(city, by, { id: conv, person: id('zoe'), accept: true }),
    decline: ({ city, conv, id }, by) => answerWaiting(city, by, { id: conv, person: id('zoe'), accept: false }),
    'remove a member': ({ city, conv, id }, by) => removeMember(city, by, conv, id('max')),
    'end all links': ({ city, conv }, by) => dropCodes(city, by, conv, true),
  },
  owner: {
    'make an admin': ({ city, conv, id }, by) => setRole(city, by, conv, id('max'), 'admin'),
    'hand over': ({ city, conv, id }, by) => setRole(city, by, conv, id('max'), 'owner'),
    dissolve: ({ city, conv }, by) => dissolve(city, by, conv),
  },
}
const answered = {
  member: { olga: 'done', adam: 'done', mia: 'done', eve: 'not_a_member' },
  admin: { olga: 'done', adam: 'done', mia: 'admins_only', eve: 'not_a_member' },
  owner: { olga: 'done', adam: 'owner_only', mia: 'owner_only', eve: 'not_a_member' },
}

test.each(['member', 'admin', 'owner'] as const)(
  'what is for the role %s is refused to everybody below',
  async least => {
    await using place = await house()
    for (const [what, command] of Object.entries(commands[least])) {
      const answers: Record<string, string> = {}
      for (const by of ['olga', 'adam', 'mia', 'eve'])
        answers[by] = await refusal(command(await another(place), place.id(by)))
      expect(answers, what).toEqual(answered[least])
    }
  },
)

test('an admin has no power over owner and admins, nor anybody over the owner', async () => {
  await using place = await house()
  const { city, conv, id } = place
  for (const person of ['olga', 'adam'])
    expect(await refusal(muteMember(city, id('adam'), { id: conv, person: id(person), term: 'day' }))).toBe(
      'not_allowed',
    )
  await setRole(city, id('olga'), conv, id('mia'), 'admin')
  expect(await refusal(removeMember(city, id('adam'), conv, id('mia')))).toBe('admins_only')
  expect(await refusal(removeMember(city, id('adam'), conv, id('olga')))).toBe('admins_only')
  expect(await refusal(setRole(city, id('olga'), conv, id('olga'), 'member'))).toBe('owner_must_stay')
})

test('where admins approve, whoever comes by a link or is added by a member waits; an admin adds at once', async () => {
  const clock = new TestClock()
  await using place = await house({ clock })
  const { city, conv, id } = place
  await changeGroup(city, id('adam'), conv, { approval: true })
  const code = await place.codeOf('mia')
  expect(await seeInvite(city, id('eve'), code)).toMatchObject({ approval: true, waiting: false, member: false })
  expect(await joinGroup(city, id('eve'), { code, reason: ' Flat 4 ' })).toEqual({})
  expect(await joinGroup(city, id('eve'), { code, reason: 'again' })).toEqual({}) // a repeat changes nothing
  expect(await seeInvite(city, id('eve'), code)).toMatchObject({ waiting: true })
  expect(await listWaiting(city, id('olga'), conv)).toMatchObject({
    waiting: [{ person: { name: 'eve' }, reason: 'Flat 4' }],
  })
  expect((await groupFacts(city, id('adam'), conv)).waiting).toBe(1)
  expect(await groupFacts(city, id('mia'), conv)).not.toHaveProperty('waiting')
  expect(await refusal(page(city, conv, id('eve'), {}))).toBe('not_a_member')

  await answerWaiting(city, id('adam'), { id: conv, person: id('eve'), accept: false })
  expect(await refusal(joinGroup(city, id('eve'), { code }))).toBe('join_declined')
  clock.skip(limits.JOIN_AGAIN_AFTER_MS + 1)
  expect(await joinGroup(city, id('eve'), { code })).toEqual({})
  await answerWaiting(city, id('olga'), { id: conv, person: id('eve'), accept: true })
  await answerWaiting(city, id('adam'), { id: conv, person: id('eve'), accept: true }) // both were quick
  expect((await rowFor(place, 'eve'))?.role).toBe('member')
  expect((await joinGroup(city, id('eve'), { code })).row?.role).toBe('member')

  await leave(city, id('eve'), conv)
  await invite(city, id('mia'), { id: conv, people: [id('eve')], reason: 'My sister' })
  expect(await listWaiting(city, id('olga'), conv)).toMatchObject({
    waiting: [{ person: { name: 'eve' }, by: { name: 'mia' }, reason: 'My sister' }],
  })
  await invite(city, id('adam'), { id: conv, people: [id('eve')] })
  expect((await rowFor(place, 'eve'))?.role).toBe('member')
  expect((await listWaiting(city, id('olga'), conv)).waiting).toEqual([])
  const lines = ['created', 'role', 'approval', 'approved', 'left', 'invited']
  expect(await told(place)).toEqual(lines)
})

test('a link lives as long as its maker says, is renewed, and ended by its maker or an admin', async () => {
  const clock = new TestClock()
  await using place = await house({ clock })
  const { city, conv, id } = place
  const code = await place.codeOf('mia', 1)
  clock.skip(hours(23))
  expect(await place.codeOf('mia')).toBe(code)
  clock.skip(hours(2))
  expect(await refusal(joinGroup(city, id('eve'), { code }))).toBe('invite_expired')
  const next = await place.codeOf('mia', 1)
  clock.skip(hours(20))
  expect(await place.codeOf('mia', 30)).toBe(next) // renewed
  clock.skip(hours(24 * 29))
  expect((await seeInvite(city, id('eve'), next)).by.name).toBe('mia')
  await dropCodes(city, id('mia'), conv)
  expect(await refusal(seeInvite(city, id('eve'), next))).toBe('invite_expired')
  const [hers, his] = [await place.codeOf('mia'), await place.codeOf('max')]
  await dropCodes(city, id('adam'), conv, true)
  for (const ended of [hers, his])
    expect(await refusal(joinGroup(city, id('eve'), { code: ended }))).toBe('invite_expired')
})

test('a muted member reads, reacts and recalls, but says nothing until the time is over', async () => {
  const clock = new TestClock()
  await using place = await house({ clock })
  const { city, conv, id, tries, say } = place
  const said = await say('max', conv, 'Boo')
  const more = await say('max', conv, 'Boo again')
  await muteMember(city, id('adam'), { id: conv, person: id('max'), term: 'minutes_10' })
  const muted = { ok: false, code: 'muted_by_admin' }
  expect(await tries('max', conv, 'Hey')).toEqual(muted)
  expect(await tries('max', conv, { text: 'Hey' }, { kind: 'edit', re: said.q })).toEqual(muted)
  expect(await refusal(mustMayPost(city, conv, id('max')))).toBe('muted_by_admin')
  await say('max', conv, { e: '👍', on: true }, { kind: 'react', re: more.q })
  await say('max', conv, {}, { kind: 'recall', re: said.q })
  expect((await rowFor(place, 'max'))?.mutedUntil).toBe(clock.now() + minutes(10))
  // Leaving and coming back lifts nothing.
  await leave(city, id('max'), conv)
  await invite(city, id('mia'), { id: conv, people: [id('max')] })
  expect(await tries('max', conv, 'Back')).toEqual(muted)
  clock.skip(minutes(10))
  expect(await tries('max', conv, 'Sorry')).toMatchObject({ ok: true })
  await muteMember(city, id('adam'), { id: conv, person: id('max'), term: 'until_lifted' })
  clock.skip(hours(24 * 400))
  expect(await tries('max', conv, 'Still?')).toEqual(muted)
  await setRole(city, id('olga'), conv, id('max'), 'admin')
  expect(await tries('max', conv, 'I keep order now')).toMatchObject({ ok: true })
})

test('an admin is muted by the owner alone, who always speaks; a role that is taken does not lift it', async () => {
  const clock = new TestClock()
  await using place = await house({ clock })
  const { city, conv, id, tries } = place
  const mute = (by: string, person: string) =>
    refusal(muteMember(city, id(by), { id: conv, person: id(person), term: 'hour' }))
  await setRole(city, id('olga'), conv, id('max'), 'admin')
  expect(await mute('max', 'adam')).toBe('not_allowed')
  expect(await mute('adam', 'olga')).toBe('not_allowed')
  expect(await mute('olga', 'olga')).toBe('not_allowed')
  expect(await mute('olga', 'adam')).toBe('done')
  expect(await tries('adam', conv, 'I am the admin')).toEqual({ ok: false, code: 'muted_by_admin' })
  expect(await refusal(mustMayPost(city, conv, id('adam')))).toBe('muted_by_admin')
  const members = (await membersOf(city, id('adam'), conv, { limit: 10 })).members
  expect(members.find(({ person }) => person.id === id('adam'))).toMatchObject({
    role: 'admin',
    mutedUntil: clock.now() + hours(1),
  })
  await setRole(city, id('olga'), conv, id('adam'), 'member')
  expect(await tries('adam', conv, 'And now?')).toEqual({ ok: false, code: 'muted_by_admin' })
  clock.skip(hours(1))
  expect(await tries('adam', conv, 'At last')).toMatchObject({ ok: true })
})

test('all are called only so often a day, and by members only where it was opened to them', async () => {
  const clock = new TestClock()
  await using place = await house({ clock })
  const { city, conv, id, tries } = place
  const call = (by: string) => tries(by, conv, { text: '@all', mentions: ['all'] })
  expect(await call('mia')).toEqual({ ok: false, code: 'admins_only' })
  await changeGroup(city, id('olga'), conv, { allFree: true })
  const verdicts = await Promise.all(
    Array.from({ length: limits.ALL_MENTIONS_PER_DAY_MAX + 3 }, (_, i) => call(i % 2 ? 'mia' : 'adam')),
  )
  expect(verdicts.filter(verdict => verdict.ok)).toHaveLength(limits.ALL_MENTIONS_PER_DAY_MAX)
  expect(verdicts.at(-1)).toEqual({ ok: false, code: 'all_mentioned_enough' })
  expect(await call('olga')).toEqual({ ok: false, code: 'all_mentioned_enough' })
  expect(await tries('mia', conv, 'Without it')).toMatchObject({ ok: true })
  clock.skip(hours(24) + 1)
  expect(await call('mia')).toMatchObject({ ok: true })
})

test('a dissolved group is read and written no more, and its cards still stand true', async () => {
  await using place = await house()
  const { city, conv, id, tries, say } = place
  await say('mia', conv, 'It was good here')
  const body = { card: 'transfer', ref: city.newId(), text: 'Five', facts: { state: 'pending' } }
  const card = await postCard(city, { conv, id: city.newId(), sender: id('mia'), body })
  if (!card.ok) throw new Error(card.code)
  const code = await place.codeOf('mia')
  await dissolve(city, id('olga'), conv)
  await dissolve(city, id('olga'), conv)
  for (const name of ['olga', 'adam', 'mia']) {
    expect(await tries(name, conv, 'Hello?')).toEqual({ ok: false, code: 'group_dissolved' })
    expect((await rowFor(place, name))?.open).toBe(false)
  }
  expect(await refusal(mustMayPost(city, conv, id('mia')))).toBe('group_dissolved')
  expect(await refusal(invite(city, id('olga'), { id: conv, people: [id('eve')] }))).toBe('group_dissolved')
  expect(await refusal(changeGroup(city, id('olga'), conv, { title: 'Again' }))).toBe('group_dissolved')
  expect(await refusal(joinGroup(city, id('eve'), { code }))).toBe('invite_expired')
  const update = { ...body, facts: { state: 'accepted' } }
  const said = await updateCard(city, { conv, id: city.newId(), sender: id('mia'), q: card.event.q, body: update })
  expect(said.ok).toBe(true)
  const { events } = await page(city, conv, id('max'), {})
  expect(events.map(({ k, b }) => b['text'] ?? b['what'] ?? k)).toContain('It was good here')
  expect(events.find(({ k }) => k === 'card')?.b['facts']).toEqual({ state: 'accepted' })
  expect(events.at(-1)?.b['what']).toBe('dissolved')
  await leave(city, id('olga'), conv)
  expect((await rowFor(place, 'olga'))?.role).toBe('gone')
})

test('owner and admins take back what others said at any time, and every reader is told who did', async () => {
  await using place = await house({ clock: new TestClock() })
  const { city, conv, id, say } = place
  const [spam, own] = [await say('mia', conv, { text: 'Cheap watches' }), await say('mia', conv, { text: 'Sorry' })]
  city.skip(hours(3))
  const recall = (name: string, re: number) => place.tries(name, conv, {}, { kind: 'recall', re })
  expect(await recall('max', spam.q)).toMatchObject({ code: 'not_your_message' })
  expect(await recall('mia', spam.q)).toMatchObject({ code: 'recall_too_late' })
  expect(await recall('adam', spam.q)).toMatchObject({ ok: true })
  const late = await say('mia', conv, { text: 'Last' })
  expect(await recall('mia', late.q)).toMatchObject({ ok: true })
  const { events } = await page(city, conv, id('max'), {})
  const standing = (q: number) => events.find(event => event.q === q)
  expect(standing(spam.q)).toMatchObject({ b: {}, f: id('mia'), recalledBy: id('adam') })
  expect(standing(late.q)?.recalled).toBeDefined()
  expect(standing(late.q)?.recalledBy).toBeUndefined()
  expect(standing(own.q)?.recalled).toBeUndefined()
  const missed = (await eventsAfter(city, conv, id('max'), spam.q - 1, 1)).events[0]
  expect(missed).toMatchObject({ b: {}, recalledBy: id('adam') })
})

test('a nickname names its member here, and members are found by it, by name, handle and pinyin', async () => {
  await using place = await house()
  const { city, conv, id } = place
  await setNickname(city, id('mia'), conv, '  王\u202e 小明 ')
  await setNickname(city, id('mia'), conv, '王 小明')
  await setNickname(city, id('max'), conv, 'Flat 3')
  expect((await groupFacts(city, id('max'), conv)).nicknames).toEqual(
    [
      { person: id('mia'), nickname: '王 小明' },
      { person: id('max'), nickname: 'Flat 3' },
    ].toSorted((a, b) => (a.person < b.person ? -1 : 1)),
  )
  const found = async (words: string) =>
    (await findMembers(city, id('olga'), { id: conv, words })).members.map(({ person }) => person.name)
  expect(await found('wx')).toEqual(['mia'])
  expect(await found('flat')).toEqual(['max'])
  expect(await found('@mia_t')).toEqual(['mia'])
  expect((await found('m')).toSorted()).toEqual(['adam', 'max', 'mia'])
  expect(await found('eve')).toEqual([])
  await setNickname(city, id('max'), conv, '')
  expect(await found('flat')).toEqual([])
  expect((await told(place)).filter(what => what === 'nicknamed')).toHaveLength(3)
  expect(await refusal(findMembers(city, id('eve'), { id: conv, words: 'mia' }))).toBe('not_a_member')
})

test('in an announcement group owner and admins write, members react, and a message writes one row of one person', async () => {
  const names = [...NAMES, ...Array.from({ length: 20 }, (_, i) => `p${i}`)]
  await using town = await street(names)
  const { city, id } = town
  const conv = city.newId()
  await createGroup(city, id('olga'), { id: conv, title: 'City news', people: [], announces: true })
  const url = (await groupCode(city, id('olga'), { id: conv, days: 30 })).url
  const code = url.split('/').at(-1) as string
  for (const name of names.slice(1)) await joinGroup(city, id(name), { code })
  const said = await town.say('olga', conv, 'The bridge is open')
  const changed = await city.db.rows<{ person: string }>(
    sql`select person from chat.inbox where conv = ${conv} and read_q >= ${said.q}`,
  )
  expect(changed).toEqual([{ person: id('olga') }])
  const [row] = await rowsOf(city, id('mia'), { convs: [conv] })
  expect(row).toMatchObject({ announces: true, adminsOnly: true, size: names.length, last: { q: said.q } })
  expect(row && row.n - row.readN).toBe(1)
  expect(await town.tries('mia', conv, 'Thanks')).toEqual({ ok: false, code: 'admins_only' })
  await town.say('mia', conv, { e: '👍', on: true }, { kind: 'react', re: said.q })
  expect(await refusal(changeGroup(city, id('olga'), conv, { adminsOnly: false }))).toBe('not_allowed')
  expect(await refusal(changeGroup(city, id('mia'), conv, { title: 'Mine' }))).toBe('admins_only')
  const first = await membersOf(city, id('mia'), conv, { limit: 10 })
  expect([first.members.length, first.more]).toEqual([10, true])
  // While it was small its comings were told; among thousands they are not.
  const { events } = await page(city, conv, id('olga'), { limit: 100 })
  expect(events.filter(({ b }) => b['what'] === 'joined').length).toBe(limits.SMALL_CONVERSATION_MEMBERS_MAX - 1)
})

test('whoever asks to come into a large group hears nothing of it but the answer', async () => {
  const names = [...NAMES, ...Array.from({ length: 14 }, (_, i) => `p${i}`)]
  await using town = await street(names)
  const { city, id } = town
  const conv = city.newId()
  const people = names.filter(name => name !== 'eve' && name !== 'olga').map(id)
  await createGroup(city, id('olga'), { id: conv, people })
  await changeGroup(city, id('olga'), conv, { approval: true })
  const code = (await groupCode(city, id('mia'), { id: conv })).url.split('/').at(-1) as string
  const heard: unknown[] = []
  const ear = city.bus.subscribe(`u.${id('eve')}`, message => heard.push(message))
  await joinGroup(city, id('eve'), { code })
  await city.settle()
  expect([heard, (await rowsOf(city, id('eve'), {})).some(row => row.c === conv)]).toEqual([[], false])
  await answerWaiting(city, id('olga'), { id: conv, person: id('eve'), accept: true })
  await city.settle()
  expect(heard).toHaveLength(1)
  ear.unsubscribe()
})

test('of thousands who react some are named, the reader among them, and all are counted', async () => {
  await using place = await house()
  const { city, conv, id } = place
  const { q } = await place.say('olga', conv, 'The tram is back')
  const crowd = Array.from({ length: 70 }, () => city.newId())
  await city.db.run(sql`
    insert into chat.reaction (conv, q, person, emoji, at)
    select ${conv}, ${q}, person, '👍', to_timestamp(1) from unnest(${crowd}::uuid[]) as person`)
  await place.say('mia', conv, { e: '👍', on: true }, { kind: 'react', re: q })
  const shown = async (name: string) => (await page(city, conv, id(name), {})).events.find(event => event.q === q)
  const mine = await shown('mia')
  expect(mine?.reactionCounts).toEqual({ '👍': 71 })
  expect(mine?.reactions?.['👍']).toHaveLength(limits.REACTION_PEOPLE_NAMED_MAX)
  expect(mine?.reactions?.['👍']?.[0]).toBe(id('mia'))
  expect((await shown('max'))?.reactions?.['👍']).not.toContain(id('mia'))
})
