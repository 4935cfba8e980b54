import type { MakerAct } from '@plaza/contract'
import { sql } from '@plaza/db'
import { derivedId } from '@plaza/kernel'
import { expect, test, vi } from 'vitest'
import { TESTERS_MAX } from '../limits.ts'
import { maker, scene, sources, upload, type Citizen } from './scene.ts'

vi.setConfig({ testTimeout: 120_000 })

type Trial = { appId: string; name: string; maker: string; version?: string; invited?: true }
const trials = async (who: Citizen) => (await who.get<{ trials: Trial[] }>('GET /makers/trials')).trials

test('a tester who was asked and said yes runs the trial, and nothing else of the team is theirs', async () => {
  await using s = await scene()
  const [anna, bela, cora] = [await s.person('anna'), await s.person('bela'), await s.person('cora')]
  const { appId } = await maker(s, anna)
  const { versionId } = await upload(s, anna, appId, { version: '1.0.0' })
  const open = (who: Citizen) =>
    who.call<{ versionId: string; envVersion: string }>(`POST /programs/${appId}/open`, { trial: true })
  const put = (by: Citizen, person: Citizen) => by.call(`PUT /makers/programs/${appId}/testers/${person.id}`)

  expect((await put(bela, cora)).no).toBe('not_found')
  expect((await put(anna, bela)).no).toBeUndefined()
  expect((await put(anna, bela)).no).toBeUndefined()
  expect(await trials(bela)).toMatchObject([{ appId, name: 'Tide table', maker: 'Harbour Makers', invited: true }])
  await s.city.settle()
  const told = await s.city.db.rows<{ title: string }>(sql`
    select body -> 'facts' ->> 'title' as title from chat.message where kind = 'card' and body ->> 'card' = 'notice'`)
  expect(told).toEqual([{ title: 'You are asked to try Tide table' }])
  await anna.get(`PUT /makers/programs/${appId}/trial`, { version: versionId })
  expect((await open(bela)).no).toBe('not_found')
  expect((await cora.call(`POST /makers/trials/${appId}`, { accept: true })).no).toBe('not_found')
  await bela.get(`POST /makers/trials/${appId}`, { accept: true })
  await bela.get(`POST /makers/trials/${appId}`, { accept: true })
  expect((await open(bela)).body).toMatchObject({ versionId, envVersion: 'trial' })
  expect((await open(cora)).no).toBe('not_found')
  expect(await trials(bela)).toMatchObject([{ appId, version: '1.0.0' }])
  expect((await bela.call(`GET /makers/programs/${appId}`)).no).toBe('not_found')
  expect((await bela.call(`GET /makers/programs/${appId}/testers`)).no).toBe('not_found')

  // A new trial is theirs, too; a change of the team does not take it from them.
  const next = await upload(s, anna, appId, { version: '1.1.0', files: sources('', { 'a.js': '' }) })
  await anna.get(`PUT /makers/programs/${appId}/trial`, { version: next.versionId })
  expect((await open(bela)).body).toMatchObject({ versionId: next.versionId })

  expect((await cora.call(`DELETE /makers/programs/${appId}/testers/${bela.id}`)).no).toBe('not_found')
  await anna.get(`DELETE /makers/programs/${appId}/testers/${bela.id}`)
  await anna.get(`DELETE /makers/programs/${appId}/testers/${bela.id}`)
  expect((await open(bela)).no).toBe('not_found')
  expect(await trials(bela)).toEqual([])
  const { acts } = await anna.get<{ acts: MakerAct[] }>(`GET /makers/programs/${appId}/acts`)
  expect(acts.map(act => act.what).filter(what => what.startsWith('tester'))).toEqual(['tester_gone', 'tester_asked'])
})

test('whoever declines was never asked; a tester stops by themselves; a program has so many testers', async () => {
  await using s = await scene()
  const [anna, bela] = [await s.person('anna'), await s.person('bela')]
  const { appId } = await maker(s, anna)
  const { versionId } = await upload(s, anna, appId, { version: '1.0.0' })
  await anna.get(`PUT /makers/programs/${appId}/trial`, { version: versionId })
  const path = `/makers/programs/${appId}/testers`
  await anna.get(`PUT ${path}/${bela.id}`)
  await bela.get(`POST /makers/trials/${appId}`, { accept: false })
  expect(await trials(bela)).toEqual([])
  await anna.get(`PUT ${path}/${bela.id}`)
  await bela.get(`POST /makers/trials/${appId}`, { accept: true })
  await bela.get(`DELETE ${path}/${bela.id}`)
  expect((await bela.call(`POST /programs/${appId}/open`, { trial: true })).no).toBe('not_found')

  const bot = derivedId('nobody')
  expect((await anna.call(`PUT ${path}/${bot}`)).no).toBe('not_found')
  await s.city.db.run(sql`
    insert into makers.tester (app_id, person, since)
    select ${appId}, gen_random_uuid(), now() from generate_series(1, ${TESTERS_MAX}::int)`)
  expect((await anna.call(`PUT ${path}/${bela.id}`)).no).toBe('too_many_testers')
})
