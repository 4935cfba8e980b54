import { appended, chat, createGroup, openDirect, textBody } from '@plaza/chat'
import { contacts, seedFriendships } from '@plaza/contacts'
import { dossierApi } from '@plaza/contract'
import { createPeople, identity } from '@plaza/identity'
import { days, hours, Refusal, seconds } from '@plaza/kernel'
import { testCity, type TestCity } from '@plaza/testkit'
import { unzipSync } from 'fflate'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { dossier, fileOfCopy, useInstitutions } from '../index.ts'
import { written } from '../work.ts'

const MODULES = [identity, contacts, chat, dossier]

async function town(): Promise<{ city: TestCity; anna: string; bo: string; cleo: string }> {
  const city = await testCity({ modules: MODULES })
  useInstitutions(city, MODULES)
  const [anna, bo, cleo] = [city.newId(), city.newId(), city.newId()] as [string, string, string]
  await createPeople(city, [
    { id: anna, handle: 'anna', name: 'Anna' },
    { id: bo, handle: 'bo_b', name: 'Bo <b>' },
    { id: cleo, handle: 'cleo', name: 'Cleo' },
  ])
  await seedFriendships(city, [
    { a: anna, b: bo, since: 1 },
    { a: bo, b: cleo, since: 1 },
  ])
  await city.settle()
  return { city, anna, bo, cleo }
}

const call = (city: TestCity, person: string, endpoint: unknown, input: object = {}) =>
  dossier
    .routes!.find(one => one.endpoint === endpoint)!
    .handle(city, {
      input,
      by: { person, device: person, kind: 'citizen' },
    } as never) as Promise<{ copy?: { state: string; done: number; url?: string } }>

const say = (city: TestCity, conv: string, sender: string, text: string) =>
  appended(city, {
    conv,
    id: city.newId(),
    sender,
    kind: 'text',
    body: textBody(text, undefined),
    re: null,
    origin: undefined,
    arrivedMs: city.clock.now(),
  })

async function write(city: TestCity): Promise<void> {
  city.skip(seconds(2))
  await city.settle()
  await written(city)
}

test('a copy has all of a person, readable by itself, and nothing of others', async () => {
  const { city, anna, bo, cleo } = await town()
  await using _ = city
  const two = (await openDirect(city, anna, bo)).c
  const theirs = (await createGroup(city, bo, { id: city.newId(), title: 'Secret plans', people: [cleo] })).c
  await say(city, two, anna, 'Hello <script>alert(1)</script>')
  await say(city, two, bo, '你好，安娜')
  await say(city, theirs, bo, 'not for Anna')
  const id = city.newId()
  expect((await call(city, anna, dossierApi.askDossier, { id })).copy).toMatchObject({ state: 'waiting' })
  await write(city)
  expect((await call(city, anna, dossierApi.dossier)).copy).toMatchObject({
    state: 'ready',
    url: `/api/dossier/${id}/file`,
  })
  const { file } = (await fileOfCopy(city, anna, id))!
  const zip = unzipSync(await buffer((await city.files.read(file)) as Readable))
  const text = (name: string) => Buffer.from(zip[name]!).toString()
  expect(Object.keys(zip)).toContain('index.html')
  expect(JSON.parse(text('identity/profile.json'))).toMatchObject([
    { handle: 'anna', createdAt: expect.stringMatching(/^2026-/) },
  ])
  expect(JSON.parse(text('contacts/contacts.json'))).toMatchObject([{ name: 'Bo <b>' }])
  const said = Object.keys(zip).find(name => /^chat\/0001-Bo-b-?\.json$/.test(name)) as string
  expect(JSON.parse(text(said)).map((row: { text: string }) => row.text)).toEqual([
    '',
    'Hello <script>alert(1)</script>',
    '你好，安娜',
  ])
  const all = Object.values(zip)
    .map(bytes => Buffer.from(bytes).toString())
    .join('\n')
  expect(all).not.toContain('Secret plans')
  expect(all).not.toContain('not for Anna')
  const pages = Object.keys(zip)
    .filter(name => name.endsWith('.html'))
    .map(text)
    .join('\n')
  expect(pages).not.toContain('<script')
  expect(pages).toContain('Hello &lt;script&gt;')
})

test('a copy is its person’s alone, for seven days; the next one waits an hour', async () => {
  const { city, anna, bo } = await town()
  await using _ = city
  const id = city.newId()
  await call(city, anna, dossierApi.askDossier, { id })
  await call(city, anna, dossierApi.askDossier, { id })
  await expect(call(city, bo, dossierApi.askDossier, { id })).rejects.toEqual(new Refusal('exists_different'))
  await expect(call(city, anna, dossierApi.askDossier, { id: city.newId() })).rejects.toMatchObject({
    code: 'copy_too_soon',
  })
  await write(city)
  const copy = (await fileOfCopy(city, anna, id))!
  expect(await fileOfCopy(city, bo, id)).toBeUndefined()
  expect(await city.files.size(copy.file)).toBe(copy.bytes)
  city.skip(days(7) + hours(1))
  expect(await fileOfCopy(city, anna, id)).toBeUndefined()
  await city.settle()
  expect(await city.files.size(copy.file)).toBeUndefined()
  expect((await call(city, anna, dossierApi.dossier)).copy).toMatchObject({ state: 'over' })
  expect((await call(city, anna, dossierApi.askDossier, { id: city.newId() })).copy).toMatchObject({ state: 'waiting' })
})
