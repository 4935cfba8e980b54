import type { MakerVersion, Review, ReviewMessage } from '@plaza/contract'
import { expect, test, vi } from 'vitest'
import { approved, maker, release, scene, sources, upload } from './scene.ts'

// Each story compiles programs and takes many steps.
vi.setConfig({ testTimeout: 120_000 })

test('payments take two operators the first time; nobody decides about their own team; one no is enough', async () => {
  await using s = await scene()
  const anna = await s.person('anna')
  const [omar, olga] = [await s.person('omar', 'operator'), await s.person('olga', 'operator')]
  const scopes = { 'scope.payment': 'Pay for a berth.' }
  const { appId, team } = await maker(s, anna, { scopes })
  const files = sources('wx.requestPayment({})')
  const { versionId } = await upload(s, anna, appId, { version: '1.0.0', files })
  const path = `/makers/programs/${appId}/versions/${versionId}`
  await anna.get(`POST ${path}/submit`)
  await anna.get(`POST ${path}/submit`)
  const decide = (who: typeof omar, approve: boolean, reasons = '') =>
    who.call<MakerVersion>(`POST /makers/reviews/${versionId}/decide`, { approve, reasons })
  const { reviews } = await omar.get<{ reviews: Review[] }>('GET /makers/reviews')
  expect(reviews).toMatchObject([{ fourEyes: ['payments'] }])
  expect((await anna.call('GET /makers/reviews')).no).toBe('not_allowed')
  expect((await decide(omar, false)).no).toBe('reasons_missing')
  expect((await decide(omar, true)).body).toMatchObject({ state: 'review', yes: 1, yesNeeded: 2 })
  // The same operator once more is no second pair of eyes.
  expect((await decide(omar, true)).body).toMatchObject({ state: 'review', yes: 1 })
  await anna.get(`PUT /makers/teams/${team}/members/${olga.id}`, { role: 'tester' })
  expect((await decide(olga, true)).no).toBe('needs_another_person')
  await olga.get(`POST /makers/teams/${team}/answer`, { accept: false })
  expect((await decide(olga, false, 'The amount is not shown.')).body).toMatchObject({ state: 'refused' })
  expect((await release(s, anna, appId, versionId!)).no).toBe('not_approved')

  // Submitted again, both have to look again; the next version with payments takes one.
  await anna.get(`POST ${path}/submit`)
  expect((await decide(olga, true)).body).toMatchObject({ state: 'review', yes: 1 })
  expect((await decide(omar, true)).body).toMatchObject({ state: 'approved', yes: 2 })
  expect((await decide(omar, false, 'No.')).no).toBe('already_decided')
  await approved(s, anna, appId, { version: '1.1.0', files: { ...files, 'a.js': '' }, by: [omar] })
})

test('makers and reviewers talk about a version; a claim ends by itself; a version can be withdrawn', async () => {
  await using s = await scene()
  const [anna, bela] = [await s.person('anna'), await s.person('bela')]
  const [omar, olga] = [await s.person('omar', 'operator'), await s.person('olga', 'operator')]
  const { appId } = await maker(s, anna)
  const first = await approved(s, anna, appId, { version: '1.0.0', by: [omar] })
  await release(s, anna, appId, first)
  const files = sources('let tide = 1', { 'lib/new.js': 'module.exports = 1' })
  const { versionId } = await upload(s, anna, appId, { version: '1.1.0', files })
  const path = `/makers/programs/${appId}/versions/${versionId}`
  await anna.get(`POST ${path}/submit`)

  const talk = `/makers/versions/${versionId}/messages`
  const message = { id: s.city.newId(), text: 'Why a new file?' }
  await omar.get(`POST ${talk}`, message)
  await omar.get(`POST ${talk}`, message)
  s.city.skip(1)
  await anna.get(`POST ${talk}`, { id: s.city.newId(), text: 'For the moon.' })
  expect((await bela.call(`GET ${talk}`)).no).toBe('not_found')
  const { messages } = await anna.get<{ messages: ReviewMessage[] }>(`GET ${talk}`)
  expect(messages.map(one => [one.side, one.by?.handle, one.text])).toEqual([
    ['reviewer', undefined, 'Why a new file?'],
    ['maker', 'anna', 'For the moon.'],
  ])

  await omar.get(`PUT /makers/reviews/${versionId}/claim`, { on: true })
  expect((await olga.call(`PUT /makers/reviews/${versionId}/claim`, { on: true })).no).toBe('review_claimed')
  s.city.skip(3_600_001)
  await olga.get(`PUT /makers/reviews/${versionId}/claim`, { on: true })

  // She runs it before she decides, and nobody else does.
  const open = (who: typeof olga) =>
    who.call<{ versionId: string }>(`POST /programs/${appId}/open`, { trial: true }).then(({ body }) => body.versionId)
  await olga.get(`POST /makers/reviews/${versionId}/look`)
  await olga.get(`POST /makers/reviews/${versionId}/look`)
  expect([await open(olga), await open(omar), await open(bela)]).toEqual([versionId, first, first])
  expect((await bela.call(`POST /makers/reviews/${versionId}/look`)).no).toBe('not_allowed')

  type Seen = { files: { path: string; change: string }[]; newDomains: string[] }
  const seen = await olga.get<Seen>(`GET /makers/reviews/${versionId}`)
  expect(seen.files.map(one => [one.path, one.change])).toEqual([
    ['lib/new.js', 'added'],
    ['pages/index/index.js', 'changed'],
  ])
  type Diff = { lines: { sign: string; text: string }[] }
  const diff = await olga.get<Diff>(`GET /makers/reviews/${versionId}/diff`, { path: 'pages/index/index.js' })
  expect(diff.lines.map(line => line.sign).join('')).toBe('-+')
  expect((await olga.call(`GET /makers/reviews/${versionId}/diff`, { path: 'nothing.js' })).no).toBe('not_found')

  await anna.get(`POST ${path}/withdraw`)
  const after = await anna.get<MakerVersion>(`POST ${path}/withdraw`)
  expect(after.state).toBe('develop')
  expect(await open(olga)).toBe(first)
  expect((await olga.call(`POST /makers/reviews/${versionId}/look`)).no).toBe('already_decided')
  expect((await olga.call(`POST /makers/reviews/${versionId}/decide`, { approve: true, reasons: '' })).no).toBe(
    'already_decided',
  )
  await anna.get(`DELETE /makers/keys/${anna.key.id}`)
  expect((await anna.call(`POST ${path}/submit`)).no).toBe('key_revoked')
})
