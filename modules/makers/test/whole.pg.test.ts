import type { MakerAct, MakerProgram, MakerVersion, ProgramCard, ProgramRun, Review } from '@plaza/contract'
import { verifyRelease } from '@plaza/program-wire'
import { createPublicKey } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { approved, maker, platformKey, release, scene, sources, upload } from './scene.ts'

// Each story compiles programs and takes many steps.
vi.setConfig({ testTimeout: 120_000 })

const key = createPublicKey(platformKey).export({ format: 'jwk' }).x as string
const verified = (run: ProgramRun, highestSerial: number) =>
  verifyRelease({
    appId: run.program.appId,
    env: run.envVersion === 'trial' ? 'trial' : 'release',
    versionId: run.versionId,
    statement: run.release.statement,
    signature: run.release.signature,
    platformKey: key,
    manifest: run.manifest,
    developerStatement: run.release.developerStatement,
    highestSerial,
  })

test('a program goes from a team to a citizen, and each step of it can be verified', async () => {
  await using s = await scene()
  const [anna, bela, omar] = [await s.person('anna'), await s.person('bela'), await s.person('omar', 'operator')]
  const { appId, wish } = await maker(s, anna)

  const done = await upload(s, anna, appId, { version: '1.0.0' })
  expect(done).toMatchObject({ state: 'done', problems: [] })
  const version = done.versionId!
  const path = `/makers/programs/${appId}/versions/${version}`
  expect((await bela.call(`POST /programs/${appId}/open`)).no).toBe('not_found')

  // The team tries it, and nobody else.
  await anna.get(`PUT /makers/programs/${appId}/trial`, { version })
  const tried = await anna.get<ProgramRun>(`POST /programs/${appId}/open`, { trial: true })
  expect(tried.envVersion).toBe('trial')
  expect(await verified(tried, 0)).toMatchObject({ ok: true })
  expect((await bela.call(`POST /programs/${appId}/open`, { trial: true })).no).toBe('not_found')

  await anna.get(`POST ${path}/submit`)
  const queue = await omar.get<{ reviews: Review[] }>('GET /makers/reviews')
  expect(queue.reviews.map(one => one.version.id)).toEqual([version])
  const seen = await omar.get<{ files: { path: string; change: string }[] }>(`GET /makers/reviews/${version}`)
  expect(seen.files.map(one => one.change)).toEqual(Object.keys(sources()).map(() => 'added'))
  expect((await release(s, anna, appId, version)).no).toBe('not_approved')
  await omar.get(`PUT /makers/reviews/${version}/claim`, { on: true })
  const said = await omar.get<MakerVersion>(`POST /makers/reviews/${version}/decide`, { approve: true, reasons: '' })
  expect(said).toMatchObject({ state: 'approved', approved: true })

  const released = await release(s, anna, appId, version)
  expect(released.body.released).toMatchObject({ id: version, version: '1.0.0' })
  const run = await bela.get<ProgramRun>(`POST /programs/${appId}/open`)
  expect(await verified(run, 0)).toEqual({ ok: true, serial: released.body.serial, version: '1.0.0' })
  const found = await bela.get<{ programs: ProgramCard[] }>('GET /programs', { q: '潮汐' })
  expect(found.programs).toMatchObject([{ appId, maker: { name: 'Harbour Makers', official: false } }])

  // Words reach citizens with the next version that is reviewed.
  await anna.get(`PUT /makers/programs/${appId}/profile`, { profile: { ...wish.profile, names: { en: 'Sea clock' } } })
  expect((await bela.get<{ program: ProgramCard }>(`GET /programs/${appId}`)).program.name).toBe('Tide table')
  const second = await approved(s, anna, appId, { version: '1.1.0', files: sources('let a = 1'), by: [omar] })
  await release(s, anna, appId, second)
  expect((await bela.get<{ program: ProgramCard }>(`GET /programs/${appId}`)).program.name).toBe('Sea clock')

  // The old statement is void for whoever saw the new one; a rollback is a new statement of the old version.
  const newer = await bela.get<ProgramRun>(`POST /programs/${appId}/open`)
  const { serial } = JSON.parse(newer.release.statement) as { serial: number }
  expect(await verified(run, serial)).toEqual({ ok: false, reason: 'replayed' })
  const back = { id: s.city.newId(), version }
  await anna.get(`POST /makers/programs/${appId}/rollback`, back)
  const again = await anna.get<MakerProgram>(`POST /makers/programs/${appId}/rollback`, back)
  expect(again.released?.version).toBe('1.0.0')
  const after = await bela.get<ProgramRun>(`POST /programs/${appId}/open`)
  expect(await verified(after, serial)).toEqual({ ok: true, serial: again.serial, version: '1.0.0' })
  expect(after.program.name).toBe('Tide table')

  const trail = await anna.get<{ acts: MakerAct[] }>(`GET /makers/programs/${appId}/acts`)
  expect(trail.acts.map(act => act.what).toReversed()).toEqual([
    'registered',
    'uploaded',
    'tried',
    'submitted',
    'claimed',
    'approved',
    'released',
    'profile_changed',
    'uploaded',
    'submitted',
    'approved',
    'released',
    'rolled_back',
  ])
  // Makers do not learn which operator decided.
  expect(trail.acts.find(act => act.what === 'approved')?.by).toBeUndefined()
  expect(trail.acts.find(act => act.what === 'released')?.by?.id).toBe(anna.id)
})
