import type { Crawl } from '@plaza/contract'
import { sql } from '@plaza/db'
import type { Crawled } from '@plaza/program-crawl'
import { expect, test, vi } from 'vitest'
import { crawled, useCrawler, type Crawler } from '../crawl/crawl.ts'
import { reviewPicture } from '../crawl/show.ts'
import { maker, scene, sources, upload, type Citizen, type Scene } from './scene.ts'

vi.setConfig({ testTimeout: 120_000 })

const files = sources('', {
  'app.json': '{"pages":["pages/index/index","pages/more/more"]}',
  'pages/more/more.js': 'Page({})',
  'pages/more/more.wxml': '<view>More</view>',
})
const page = (path: string, change: Partial<Crawled> = {}): Crawled => ({
  path,
  opened: true,
  errors: [],
  unsupported: [],
  taps: 0,
  ...change,
})

/** A version of Anna's in review. */
async function submitted(s: Scene) {
  const [anna, omar] = [await s.person('anna'), await s.person('omar', 'operator')]
  const { appId } = await maker(s, anna)
  const { versionId: version } = await upload(s, anna, appId, { version: '1.0.0', files })
  await anna.get(`POST /makers/programs/${appId}/versions/${version}/submit`)
  return { anna, omar, appId, version: version! }
}

const seen = async (omar: Citizen, version: string): Promise<Crawl> =>
  (await omar.get<{ crawl: Crawl }>(`GET /makers/reviews/${version}/crawl`)).crawl

/** What the service wrote to anybody. */
const notices = async (s: Scene) =>
  (
    await s.city.db.rows<{ body: { facts: unknown } }>(sql`
      select body from chat.message where kind = 'card' and body ->> 'card' = 'notice' order by at`)
  ).map(row => row.body.facts)

async function look(s: Scene): Promise<void> {
  s.city.skip(2_001)
  await s.city.settle()
  await crawled(s.city)
}

test('the version in review runs for whoever looks, and for nobody else; what was found is shown to operators', async () => {
  await using s = await scene()
  const { anna, omar, appId, version } = await submitted(s)
  expect(await seen(omar, version)).toMatchObject({ state: 'waiting', pages: 2, leftOut: 0, shots: [] })
  let ran: unknown
  useCrawler(s.city, async ({ appId: app, token, pages }, { tell }) => {
    const caller = await s.city.authenticate(token)
    expect(caller?.kind).toBe('service')
    const looker = s.as(token)
    ran = (await looker.call<{ versionId: string; envVersion: string }>(`POST /programs/${app}/open`)).body
    await looker.get(`POST /programs/${app}/reports`, { version, errors: 3 })
    tell(page(pages[1]!, { opened: false, errors: ['script: no'], unsupported: ['wx.openBluetoothAdapter'] }))
    tell(page(pages[0]!, { picture: Buffer.from('a picture') }))
    return { how: 'done' }
  })
  await look(s)
  expect(ran).toMatchObject({ versionId: version, envVersion: 'trial' })
  expect(await seen(omar, version)).toMatchObject({
    state: 'done',
    shots: [
      { path: 'pages/index/index', opened: true, picture: `/review-pictures/${version}/0` },
      { path: 'pages/more/more', opened: false, errors: ['script: no'], unsupported: ['wx.openBluetoothAdapter'] },
    ],
  })
  expect((await anna.call(`GET /makers/reviews/${version}/crawl`)).no).toBe('not_allowed')
  const mine = `GET /makers/programs/${appId}/versions/${version}/crawl`
  expect((await anna.get<{ crawl: Crawl }>(mine)).crawl).toEqual(await seen(omar, version))
  expect((await omar.call(mine)).no).toBe('not_found')
  const asks = (kind: 'operator' | 'citizen') => ({ person: omar.id, device: omar.id, kind })
  expect((await reviewPicture(s.city, asks('operator'), { version, n: 0 }))?.toString()).toBe('a picture')
  expect(await reviewPicture(s.city, asks('citizen'), { version, n: 0 })).toBeUndefined()
  const maker = { person: anna.id, device: anna.id, kind: 'citizen' as const }
  expect((await reviewPicture(s.city, maker, { version, n: 0 }))?.toString()).toBe('a picture')

  await s.city.settle()
  await s.city.settle()
  expect(await notices(s)).toMatchObject([
    {
      title: 'The city has looked at version 1.0.0',
      path: `/me/makers/${appId}/versions/${version}`,
      rows: [
        ['Pages opened', '1 / 2'],
        ['Errors', '1'],
      ],
    },
  ])

  // Nothing is left of the visit: no session, no counted opening, and the version is nobody's again.
  expect((await anna.call(`POST /programs/${appId}/open`)).no).toBe('not_found')
  const left = await s.city.db.one(sql`
    select (select count(*)::int from programs.look) as looks, (select count(*)::int from programs.day) as days,
      (select count(*)::int from programs.visit) as visits,
      (select count(*)::int from identity.session join identity.person on person.id = session.person
        where person.handle = 'reviewer' and revoked_at is null) as sessions`)
  expect(left).toEqual({ looks: 0, days: 0, visits: 0, sessions: 0 })

  // Pictures go thirty days after the decision.
  await omar.get(`POST /makers/reviews/${version}/decide`, { approve: false, reasons: 'No.' })
  s.city.skip(29 * 86_400_000)
  await s.settle()
  expect((await seen(omar, version)).shots).toHaveLength(2)
  s.city.skip(2 * 86_400_000)
  await s.settle()
  expect(await seen(omar, version)).toBeUndefined()
})

test('without a browser the desk says so, and one that comes later looks all the same', async () => {
  await using s = await scene()
  const { omar, version } = await submitted(s)
  await look(s)
  expect((await seen(omar, version)).state).toBe('waiting')
  s.city.skip(30_000)
  await look(s)
  expect(await seen(omar, version)).toMatchObject({ state: 'failed', why: 'no_browser' })
  useCrawler(s.city, async (_order, { tell }) => {
    tell(page('pages/index/index'))
    return { how: 'cut' }
  })
  await look(s)
  expect(await seen(omar, version)).toMatchObject({ state: 'cut', shots: [{ path: 'pages/index/index' }] })
})

test('a browser that gets no sandbox looks at nothing, and the desk says so; the next one looks', async () => {
  await using s = await scene()
  const { omar, version } = await submitted(s)
  let begun = 0
  useCrawler(s.city, () => (begun++, Promise.resolve({ how: 'no_sandbox' })))
  await look(s)
  expect((await seen(omar, version)).state).toBe('waiting')
  s.city.skip(30_000)
  await look(s)
  expect(await seen(omar, version)).toMatchObject({ state: 'failed', why: 'no_sandbox' })
  expect([begun, await notices(s)]).toEqual([1, []])
  useCrawler(s.city, () => Promise.resolve({ how: 'done' }))
  await look(s)
  expect((await seen(omar, version)).state).toBe('done')
})

test('a look whose process died is begun anew when its lease is over, twice in all', async () => {
  await using s = await scene()
  const { anna, omar, appId, version } = await submitted(s)
  const crash: Crawler = () => Promise.reject(new Error('the process died'))
  useCrawler(s.city, crash)
  await look(s)
  expect((await seen(omar, version)).state).toBe('running')
  await look(s)
  expect((await seen(omar, version)).state).toBe('running')
  for (let tries = 0; tries < 2; tries++) {
    s.city.skip(240_001)
    await look(s)
  }
  expect(await seen(omar, version)).toMatchObject({ state: 'failed', why: 'broke' })

  // Withdrawn and submitted again, it is looked at again.
  await anna.get(`POST /makers/programs/${appId}/versions/${version}/withdraw`)
  await anna.get(`POST /makers/programs/${appId}/versions/${version}/submit`)
  useCrawler(s.city, () => Promise.resolve({ how: 'done' }))
  await look(s)
  expect((await seen(omar, version)).state).toBe('done')
})
