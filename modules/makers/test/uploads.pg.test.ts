import type { MakerVersion, Upload } from '@plaza/contract'
import { personSubject } from '@plaza/chat'
import { sql } from '@plaza/db'
import { expect, test, vi } from 'vitest'
import { LEASE_MS } from '../limits.ts'
import { takeUpload } from '../uploads/store.ts'
import { begin, maker, scene, send, sources, upload, zipOf } from './scene.ts'

// Each story compiles programs and takes many steps.
vi.setConfig({ testTimeout: 120_000 })

test('an upload survives the process that was compiling it, and makes one version', async () => {
  await using s = await scene({ ownProcess: true })
  const anna = await s.person('anna')
  const { appId } = await maker(s, anna)
  const { body } = await begin(s, anna, appId, { version: '1.0.0' })
  expect(body.state).toBe('waiting')
  expect(await send(s, anna, body.id, zipOf(sources()))).toMatchObject({ state: 'compiling' })
  // A process takes it, and dies: nobody ends it.
  const now = s.city.clock.now()
  expect((await takeUpload(s.city.db, { now, until: now + LEASE_MS }))?.id).toBe(body.id)
  await s.settle()
  const seen = () => anna.get<Upload>(`GET /makers/programs/${appId}/uploads/${body.id}`)
  expect((await seen()).state).toBe('compiling')
  const heard: string[] = []
  const listening = s.city.bus.subscribe(personSubject(anna.id), push => {
    const frame = JSON.parse((push as { f: string }).f) as { t: string; state: string }
    if (frame.t === 'upload') heard.push(frame.state)
  })
  s.city.skip(LEASE_MS)
  await s.settle()
  expect(await seen()).toMatchObject({ state: 'done' })
  expect(heard).toEqual(['done'])
  listening.unsubscribe()
  const { versions } = await anna.get<{ versions: MakerVersion[] }>(`GET /makers/programs/${appId}/versions`)
  expect(versions).toHaveLength(1)
})

test('the same sources under the same number are the same version; other sources need another number', async () => {
  await using s = await scene()
  const anna = await s.person('anna')
  const { appId } = await maker(s, anna)
  const id = s.city.newId()
  const first = await upload(s, anna, appId, { version: '1.0.0', id })
  const again = await begin(s, anna, appId, { version: '1.0.0' })
  expect(again.body).toMatchObject({ state: 'done', versionId: first.versionId })
  const other = { version: '1.0.0', files: sources('let a = 1') }
  expect((await begin(s, anna, appId, other)).no).toBe('version_taken')
  expect((await begin(s, anna, appId, { version: '2.0.0', id })).no).toBe('exists_different')
  await s.city.db.run(sql`update makers.upload set state = 'waiting', version_id = null where id = ${id}`)
  for (let i = 1; i < 5; i++) await begin(s, anna, appId, { version: `3.0.${i}` })
  expect((await begin(s, anna, appId, { version: '3.0.9' })).no).toBe('too_many_uploads')
})
