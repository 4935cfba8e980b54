import type { Language, ProgramCard, ProgramRun } from '@plaza/contract'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { programFile, whoLoggedIn } from '../index.ts'
import { APP, install, OTHER, scene } from './scene.ts'

test('a citizen finds a program, opens it and gets exactly what the platform signed', async () => {
  await using s = await scene()
  const anna = await s.person('anna')
  const { body } = await anna.call<{ programs: ProgramCard[] }>('GET /programs', { q: 'encuesta' })
  expect(body.programs.map(one => one.appId)).toEqual([APP])
  const { body: run } = await anna.call<ProgramRun>(`POST /programs/${APP}/open`)
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: run.key }, format: 'jwk' })
  expect(verify(null, Buffer.from(run.manifest), key, Buffer.from(run.signature, 'base64url'))).toBe(true)
  const [[, file]] = Object.entries(JSON.parse(run.manifest).files) as [[string, { sha256: string }]]
  const served = await programFile(s.city, APP, run.versionId, file.sha256)
  expect(createHash('sha256').update(served!.bytes).digest('hex')).toBe(file.sha256)
  expect(await programFile(s.city, OTHER, run.versionId, file.sha256)).toBeUndefined()
  const mine = await anna.call<{ recent: { program: ProgramCard }[] }>('GET /programs/mine')
  expect(mine.body.recent.map(one => one.program.appId)).toEqual([APP])
})

test('programs are called by their names in the language of the screen that asks', async () => {
  await using s = await scene()
  const anna = await s.person('anna')
  await anna.call(`POST /programs/${OTHER}/open`)
  const nameIn = async (language?: Language) =>
    (await anna.call<{ recent: { program: ProgramCard }[] }>('GET /programs/mine', {}, language)).body.recent[0]
      ?.program.name
  expect([await nameIn(), await nameIn('es'), await nameIn('zh')]).toEqual(['Tides', 'Mareas', 'Tides'])
})

test('a new version replaces the old one; the same content again changes nothing', async () => {
  await using s = await scene()
  const anna = await s.person('anna')
  const first = await anna.call<ProgramRun>(`POST /programs/${APP}/open`)
  await install(s.city, APP)
  expect((await anna.call<ProgramRun>(`POST /programs/${APP}/open`)).body.versionId).toBe(first.body.versionId)
  await install(s.city, APP, {}, '2.0.0')
  expect((await anna.call<ProgramRun>(`POST /programs/${APP}/open`)).body.version).toBe('2.0.0')
})

test('what a program stores is one person’s in one program, and never more than its room', async () => {
  await using s = await scene()
  const [anna, bela] = [await s.person('anna'), await s.person('bela')]
  await anna.call(`PUT /programs/${APP}/storage`, { set: { a: '"1"', b: '"2"' } })
  await anna.call(`PUT /programs/${APP}/storage`, { remove: ['a'], set: { c: '"3"' } })
  const opened = async (who: typeof anna, app: string) =>
    (await who.call<ProgramRun>(`POST /programs/${app}/open`)).body.storage
  expect(await opened(anna, APP)).toEqual({ b: '"2"', c: '"3"' })
  expect(await opened(bela, APP)).toEqual({})
  expect(await opened(anna, OTHER)).toEqual({})
  const large = 'x'.repeat(690_000)
  for (let i = 0; i < 15; i++) await anna.call(`PUT /programs/${APP}/storage`, { set: { [`k${i}`]: large } })
  const full = await anna.call(`PUT /programs/${APP}/storage`, { set: { k15: large } })
  expect(full.no).toBe('storage_full')
  expect(Object.keys(await opened(anna, APP)).includes('k15')).toBe(false)
  const cleared = await anna.call<{ bytes: number }>(`PUT /programs/${APP}/storage`, { clear: true })
  expect(cleared.body.bytes).toBe(0)
})

test('a login code counts once, for its own program, for five minutes; the name is another in each program', async () => {
  await using s = await scene()
  const anna = await s.person('anna')
  const code = async (app: string) => (await anna.call<{ code: string }>(`POST /programs/${app}/login`)).body.code
  const first = await code(APP)
  expect(await whoLoggedIn(s.city, OTHER, first)).toBeUndefined()
  const known = await whoLoggedIn(s.city, APP, first)
  expect(known?.person).toBe(anna.id)
  expect(await whoLoggedIn(s.city, APP, first)).toBeUndefined()
  expect((await whoLoggedIn(s.city, APP, await code(APP)))?.openid).toBe(known?.openid)
  expect((await whoLoggedIn(s.city, OTHER, await code(OTHER)))?.openid).not.toBe(known?.openid)
  const late = await code(APP)
  s.city.skip(5 * 60_000 + 1)
  expect(await whoLoggedIn(s.city, APP, late)).toBeUndefined()
})

test('consent is asked only for what was declared; taking everything back makes a stranger', async () => {
  await using s = await scene()
  const anna = await s.person('anna')
  await anna.call(`POST /programs/${APP}/open`)
  const wrong = await anna.call(`PUT /programs/${APP}/grants`, { scope: 'scope.record', allowed: true })
  expect(wrong.no).toBe('scope_not_declared')
  await anna.call(`PUT /programs/${APP}/grants`, { scope: 'scope.userLocation', allowed: true })
  await anna.call(`POST /programs/${APP}/acts`, { act: 'getLocation' })
  const { code } = (await anna.call<{ code: string }>(`POST /programs/${APP}/login`)).body
  const before = await whoLoggedIn(s.city, APP, code)
  type Known = { programs: { grants: unknown[]; known: boolean }[] }
  const known = await anna.call<Known>('GET /programs/known')
  expect(known.body.programs).toMatchObject([{ known: true, grants: [{ scope: 'scope.userLocation', allowed: true }] }])
  expect((await anna.call<{ acts: unknown[] }>(`GET /programs/${APP}/acts`)).body.acts).toHaveLength(1)
  await anna.call(`DELETE /programs/${APP}/me`)
  expect((await anna.call<Known>('GET /programs/known')).body.programs).toEqual([])
  const again = await anna.call<{ code: string }>(`POST /programs/${APP}/login`)
  expect((await whoLoggedIn(s.city, APP, again.body.code))?.openid).not.toBe(before?.openid)
})

test('stars come and go; an operator stops a program for everybody', async () => {
  await using s = await scene()
  const [anna, sam] = [await s.person('anna'), await s.person('sam', 'operator')]
  await anna.call(`PUT /programs/${APP}/star`, { on: true })
  await anna.call(`PUT /programs/${APP}/star`, { on: true })
  type Mine = { starred: { program: ProgramCard }[] }
  expect((await anna.call<Mine>('GET /programs/mine')).body.starred).toHaveLength(1)
  expect((await anna.call(`PUT /programs/${APP}/stopped`, { stopped: true, reason: 'x' })).no).toBe('not_allowed')
  await sam.call(`PUT /programs/${APP}/stopped`, { stopped: true, reason: 'It asked for PINs.' })
  expect((await anna.call(`POST /programs/${APP}/open`)).no).toBe('program_stopped')
  expect((await anna.call<Mine>('GET /programs/mine')).body.starred[0]?.program.stopped).toBe(true)
  type All = { programs: { program: ProgramCard; reason?: string }[] }
  const all = await sam.call<All>('GET /programs/all')
  expect(all.body.programs.find(one => one.program.appId === APP)?.reason).toBe('It asked for PINs.')
  await anna.call(`PUT /programs/${APP}/star`, { on: false })
  expect((await anna.call<Mine>('GET /programs/mine')).body.starred).toEqual([])
})

test('a page is shared as a card that says what it is', async () => {
  await using s = await scene()
  const anna = await s.person('anna')
  const id = s.city.newId()
  const group = s.city.newId()
  await anna.call('POST /chats', { id: group, title: 'Quay', people: [] })
  const share = { id, conversation: group, path: 'pages/vote?id=3', title: 'Dinner?' }
  const first = await anna.call<{ q: number }>(`POST /programs/${APP}/share`, share)
  const again = await anna.call<{ q: number }>(`POST /programs/${APP}/share`, share)
  expect(again.body.q).toBe(first.body.q)
  type Page = { events: { k: string; b: { card: string; facts: { path: string } } }[] }
  const { body } = await anna.call<Page>(`GET /chats/${group}/messages`)
  expect(body.events.at(-1)?.b).toMatchObject({ card: 'program', facts: { path: 'pages/vote?id=3', appId: APP } })
})
