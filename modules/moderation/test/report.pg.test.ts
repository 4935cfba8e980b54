import { appended, chat, openDirect, textBody } from '@plaza/chat'
import { contacts, seedFriendships } from '@plaza/contacts'
import { moderationApi, type Case, type Report } from '@plaza/contract'
import { createPeople, createPerson, identity } from '@plaza/identity'
import { days } from '@plaza/kernel'
import { testCity } from '@plaza/testkit'
import { expect, test } from 'vitest'
import { REPORTS_PER_DAY_MAX } from '../limits.ts'
import { moderation } from '../index.ts'

async function office() {
  const city = await testCity({ modules: [identity, contacts, chat, moderation] })
  const [anna, bo, cleo, olga] = [city.newId(), city.newId(), city.newId(), city.newId()] as [
    string,
    string,
    string,
    string,
  ]
  await createPeople(
    city,
    [anna, bo, cleo].map((id, i) => ({ id, handle: `person_${i}`, name: `Person ${i}` })),
  )
  await createPerson(city, { id: olga, handle: 'olga', name: 'Olga', kind: 'operator' })
  await seedFriendships(city, [{ a: anna, b: bo, since: 1 }])
  await city.settle()
  const conv = (await openDirect(city, anna, bo)).c
  const put = async (from: string, kind: 'text' | 'recall', body: Record<string, unknown>, re?: number) => {
    const draft = { conv, id: city.newId(), sender: from, kind, body, re: re ?? null, origin: undefined }
    const verdict = await appended(city, { ...draft, arrivedMs: city.clock.now() })
    if (!verdict.ok) throw new Error(verdict.code)
    return verdict.event.q
  }
  const call = <Reply>(endpoint: unknown, person: string, input: object = {}) =>
    moderation
      .routes!.find(one => one.endpoint === endpoint)!
      .handle(city, {
        input,
        by: { person, device: person, kind: 'citizen' },
      } as never) as Promise<Reply>
  return {
    city,
    anna,
    bo,
    cleo,
    olga,
    conv,
    put,
    say: (from: string, text: string) => put(from, 'text', textBody(text, undefined)),
    call,
  }
}

test('a message is reported with those around it, and stays to be judged when it is recalled', async () => {
  const { city, anna, bo, olga, conv, put, say, call } = await office()
  await using _ = city
  await say(anna, 'Who are you?')
  const q = await say(bo, 'Send me your PIN')
  const wish = { id: city.newId(), about: bo, c: conv, q, reason: 'fraud', note: 'He asks for my PIN' }
  const made = await call<Report>(moderationApi.report, anna, wish)
  expect(made).toMatchObject({ state: 'open', about: bo })
  expect(await call(moderationApi.report, anna, wish)).toEqual(made)
  await put(bo, 'recall', {}, q)
  const { cases } = await call<{ cases: Case[] }>(moderationApi.cases, olga)
  expect(cases).toHaveLength(1)
  expect(cases[0]).toMatchObject({ by: anna, q, others: { all: 1, upheld: 0 } })
  expect(cases[0]!.context.flatMap(event => event.b['text'] ?? [])).toEqual(['Who are you?', 'Send me your PIN'])
})

test('a report is decided once, with a reason, and who made it sees how', async () => {
  const { city, anna, bo, olga, call } = await office()
  await using _ = city
  const { id } = await call<Report>(moderationApi.report, anna, {
    id: city.newId(),
    about: bo,
    reason: 'spam',
    note: '',
  })
  const upheld = { id, upheld: true, decision: 'Sent the same to forty people' }
  expect(await call<Case>(moderationApi.decideReport, olga, upheld)).toMatchObject({
    report: { state: 'upheld' },
    decidedBy: olga,
    others: { all: 1, upheld: 1 },
  })
  expect(await call<Case>(moderationApi.decideReport, olga, upheld)).toMatchObject({ report: { state: 'upheld' } })
  await expect(call(moderationApi.decideReport, olga, { ...upheld, upheld: false })).rejects.toMatchObject({
    code: 'already_decided',
  })
  expect((await call<{ cases: Case[] }>(moderationApi.cases, olga)).cases).toEqual([])
  expect((await call<{ cases: Case[] }>(moderationApi.cases, olga, { state: 'decided' })).cases).toHaveLength(1)
  const { reports } = await call<{ reports: Report[] }>(moderationApi.myReports, anna)
  expect(reports.map(one => one.state)).toEqual(['upheld'])
})

test('nobody reports what they cannot read, words that another said, themselves, or without end', async () => {
  const { city, anna, bo, cleo, conv, say, call } = await office()
  await using _ = city
  const q = await say(anna, 'mine')
  const tries = (person: string, more: object) =>
    call(moderationApi.report, person, { id: city.newId(), about: bo, reason: 'other', note: '', ...more })
  await expect(tries(cleo, { about: anna, c: conv, q })).rejects.toMatchObject({ code: 'target_not_found' })
  await expect(tries(anna, { c: conv, q })).rejects.toMatchObject({ code: 'target_not_found' })
  await expect(tries(bo, {})).rejects.toMatchObject({ code: 'is_self' })
  await expect(tries(anna, { about: city.newId() })).rejects.toMatchObject({ code: 'not_found' })
  for (let i = 0; i < REPORTS_PER_DAY_MAX; i++) await tries(anna, {})
  await expect(tries(anna, {})).rejects.toMatchObject({ code: 'too_many_reports' })
  city.skip(days(1) + 1)
  await tries(anna, {})
})
