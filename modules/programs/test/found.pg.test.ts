import { sql } from '@plaza/db'
import type { ProgramCard } from '@plaza/contract'
import { expect, test } from 'vitest'
import { numbersOf } from '../index.ts'
import { APP, install, OTHER, scene } from './scene.ts'

const DAY_MS = 86_400_000
type Found = { programs: ProgramCard[] }

test('programs are found by names, words, keywords, titles of pages, beginnings, and with slips', async () => {
  await using s = await scene()
  await install(s.city, OTHER, {
    names: { en: 'Tides', zh: '潮汐时刻表' },
    abouts: { en: 'When the sea comes to the quay.' },
    keywords: ['lighthouse'],
    pages: [{ path: 'pages/moon', titles: { en: 'Phases of the moon', es: 'Fases de la luna' } }],
  })
  const anna = await s.person('anna')
  const found = async (q: string) =>
    (await anna.call<Found>('GET /programs', { q })).body.programs.map(one => one.appId)
  for (const q of ['tides', 'TID', 'sea comes', 'lighthouse', 'luna', '潮汐', '时刻', '表', 'Tidez'])
    expect(await found(q), q).toEqual([OTHER])
  expect(await found('encuesta')).toEqual([APP])
  expect(await found('nothing of that kind')).toEqual([])
  expect(await found("'; drop --")).toEqual([])
  expect(await found('')).toHaveLength(2)
})

test('places are near by distance, coarse, and gone with a version that has none', async () => {
  await using s = await scene()
  const place = (lon: number, lat: number) => ({
    id: s.city.newId(),
    names: { en: 'Quay' },
    address: 'Quay 1',
    lon,
    lat,
  })
  await install(s.city, APP, { places: [place(2.18, 41.38), place(2.3, 41.4)] }, '2.0.0')
  await install(s.city, OTHER, { places: [place(2.171, 41.379), place(-70, 41)] }, '2.0.0')
  const anna = await s.person('anna')
  type Near = { places: { program: ProgramCard; metres: number }[] }
  const near = async () => (await anna.call<Near>('GET /programs/nearby', { lon: 2.17, lat: 41.38 })).body.places
  expect((await near()).map(one => one.program.appId)).toEqual([OTHER, APP, APP])
  expect((await near())[0]?.metres).toBeLessThan(200)
  await install(s.city, OTHER, {}, '3.0.0')
  expect((await near()).map(one => one.program.appId)).toEqual([APP, APP])
})

test('openings of one moment are counted together: each one, and each person once', async () => {
  await using s = await scene()
  const people = await Promise.all(Array.from({ length: 12 }, (_, i) => s.person(`citizen${i}`)))
  const openAll = (who: typeof people, times: number) =>
    Promise.all(
      Array.from({ length: times }, () => who).flatMap(all => all.map(one => one.call(`POST /programs/${APP}/open`))),
    )
  await openAll(people, 3)
  s.city.skip(DAY_MS)
  await openAll(people.slice(0, 7), 2)
  const { days, retention } = await numbersOf(s.city, APP, 30)
  expect(days.map(({ opens, people: those }) => [opens, those])).toEqual([
    [14, 7],
    [36, 12],
  ])
  expect(retention.at(-1)).toMatchObject({ people: 12, day1: 7 })
  const recent = await s.city.db.rows<{ opens: number }>(sql`select opens from programs.visit order by opens`)
  expect(recent.map(({ opens }) => opens)).toEqual([...Array<number>(5).fill(3), ...Array<number>(7).fill(5)])
  const total = await s.city.db.one<{ opens: number }>(
    sql`select opens::int from programs.program where app_id = ${APP}`,
  )
  expect(total.opens).toBe(50)
})

test('numbers count people of a day and who came again, and tell nobody how few they were', async () => {
  await using s = await scene()
  const people = await Promise.all(Array.from({ length: 6 }, (_, i) => s.person(`citizen${i}`)))
  const version = (await people[0]!.call<{ versionId: string }>(`POST /programs/${APP}/open`)).body.versionId
  for (const who of [...people, people[0]!]) await who.call(`POST /programs/${APP}/open`)
  const report = { version, openMs: 700, errors: 2, payments: 1 }
  for (let i = 0; i < 3; i++) await people[i]!.call(`POST /programs/${APP}/reports`, report)
  expect((await people[0]!.call(`POST /programs/${OTHER}/reports`, report)).no).toBe('not_found')
  s.city.skip(DAY_MS)
  for (const who of people.slice(0, 5)) await who.call(`POST /programs/${APP}/open`)
  s.city.skip(6 * DAY_MS)
  for (const who of people.slice(0, 2)) await who.call(`POST /programs/${APP}/open`)
  const { days, retention } = await numbersOf(s.city, APP, 30)
  expect(days.at(-1)).toMatchObject({ opens: 8, people: 6, errors: 6, payments: 3, openMs: { p50: 750, p95: 750 } })
  expect(days[0]).toMatchObject({ opens: 2, people: '<5' })
  expect(retention.at(-1)).toMatchObject({ people: 6, day1: 5, day7: '<5' })
  expect(retention[0]?.day1).toBeUndefined()
})
