import type { MakerProgram, ProgramRun, ReleaseStep } from '@plaza/contract'
import { personSubject } from '@plaza/chat'
import { inShare } from '@plaza/programs'
import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { approved, maker, release, scene, sources, type Citizen, type Scene } from './scene.ts'

// Each story compiles programs and takes many steps.
vi.setConfig({ testTimeout: 120_000 })

/** A program with two approved versions, the first of which everybody has. */
async function twoVersions(s: Scene, anna: Citizen) {
  const omar = await s.person('omar', 'operator')
  const { appId } = await maker(s, anna)
  const old = await approved(s, anna, appId, { version: '1.0.0', by: [omar] })
  expect((await release(s, anna, appId, old, 10)).no).toBe('version_not_ready')
  expect((await release(s, anna, appId, old)).no).toBeUndefined()
  const fresh = await approved(s, anna, appId, { version: '1.1.0', files: sources('let a = 1'), by: [omar] })
  return { appId, old, fresh }
}

test('the share that gets a grey version is as large as it was said, and those in it stay in it', () => {
  const shareKey = randomBytes(32)
  const people = Array.from({ length: 10_000 }, () => randomUUID())
  const within = (greyPercent: number) => people.filter(person => inShare({ shareKey, greyPercent }, person))
  const [ten, thirty] = [within(10), within(30)]
  // Four standard deviations of 10,000 draws.
  expect(Math.abs(ten.length - 1_000)).toBeLessThan(120)
  expect(Math.abs(thirty.length - 3_000)).toBeLessThan(184)
  expect(ten.every(person => thirty.includes(person))).toBe(true)
  expect(within(0)).toEqual([])
  expect(within(100)).toHaveLength(10_000)
})

test('a grey release only grows, gives each side its version under one serial, and ends by a rollback', async () => {
  await using s = await scene()
  const anna = await s.person('anna')
  const { appId, old, fresh } = await twoVersions(s, anna)
  const people = await Promise.all(Array.from({ length: 6 }, (_, i) => s.person(`citizen${i}`)))
  const runs = () => Promise.all(people.map(who => who.get<ProgramRun>(`POST /programs/${appId}/open`)))
  const step = { id: s.city.newId(), percent: 50 }
  const grey = await release(s, anna, appId, fresh, step.percent, step.id)
  expect(grey.body.grey).toMatchObject({ id: fresh, percent: 50 })
  expect((await release(s, anna, appId, fresh, step.percent, step.id)).body.serial).toBe(grey.body.serial)
  expect((await release(s, anna, appId, fresh, 60, step.id)).no).toBe('exists_different')
  expect((await release(s, anna, appId, fresh, 50)).no).toBe('share_not_larger')
  for (const run of await runs()) {
    expect([old, fresh]).toContain(run.versionId)
    expect(JSON.parse(run.release.statement)).toMatchObject({ serial: grey.body.serial, versionId: run.versionId })
  }
  await release(s, anna, appId, fresh, 99)
  await anna.get(`POST /makers/programs/${appId}/rollback`, { id: s.city.newId(), version: old })
  expect((await runs()).every(run => run.versionId === old)).toBe(true)
  await release(s, anna, appId, fresh)
  expect((await runs()).every(run => run.versionId === fresh)).toBe(true)
  const { steps } = await anna.get<{ steps: ReleaseStep[] }>(`GET /makers/programs/${appId}/releases`)
  expect(steps.map(one => one.kind)).toEqual(['release', 'rollback', 'grey', 'grey', 'release'])
  const serials = steps.map(one => one.serial)
  expect(serials).toEqual(serials.toSorted((a, b) => b - a))
  expect(new Set(serials).size).toBe(serials.length)
})

test('of two releases at once each has a serial, and a repeat from two connections is one step', async () => {
  await using s = await scene()
  const anna = await s.person('anna')
  const { appId, old, fresh } = await twoVersions(s, anna)
  const id = s.city.newId()
  const both = await Promise.all([release(s, anna, appId, fresh, 100, id), release(s, anna, appId, fresh, 100, id)])
  expect(both.map(one => one.no)).toEqual([undefined, undefined])
  expect(both[0].body.serial).toBe(both[1].body.serial)
  const back = { id: s.city.newId(), version: old }
  const [one, two] = await Promise.all([
    anna.call<MakerProgram>(`POST /makers/programs/${appId}/rollback`, back),
    release(s, anna, appId, old),
  ])
  // Whoever comes second finds it done.
  expect([one.no, two.no].filter(no => no === undefined)).toHaveLength(1)
  const { steps } = await anna.get<{ steps: ReleaseStep[] }>(`GET /makers/programs/${appId}/releases`)
  expect(new Set(steps.map(step => step.serial)).size).toBe(steps.length)
})

test('open clients hear of a release, a rollback and a stop, and can ask what they get', async () => {
  await using s = await scene()
  const [anna, bela] = [await s.person('anna'), await s.person('bela')]
  const { appId, old, fresh } = await twoVersions(s, anna)
  await bela.get(`POST /programs/${appId}/open`)
  const heard: unknown[] = []
  const listening = s.city.bus.subscribe(personSubject(bela.id), push => {
    const frame = JSON.parse((push as { f: string }).f) as { t: string }
    if (frame.t === 'program') heard.push(frame)
  })
  const { body } = await release(s, anna, appId, fresh)
  await s.city.settle()
  await anna.get(`POST /makers/programs/${appId}/rollback`, { id: s.city.newId(), version: old })
  await s.city.settle()
  expect(heard).toEqual([
    { t: 'program', app: appId, serial: body.serial },
    { t: 'program', app: appId, serial: body.serial + 1 },
  ])
  expect(await bela.get(`GET /programs/${appId}/serial`)).toEqual({ serial: body.serial + 1, versionId: old })
  const olga = await s.person('olga', 'operator')
  await olga.get(`PUT /programs/${appId}/stopped`, { stopped: true, reason: 'It asked for PINs.' })
  await s.city.settle()
  expect(heard).toHaveLength(3)
  expect(await bela.get(`GET /programs/${appId}/serial`)).toMatchObject({ stopped: true })
  expect((await release(s, anna, appId, fresh)).no).toBe('program_stopped')
  listening.unsubscribe()
})
