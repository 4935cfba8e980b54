import { limits, type SignedIn } from '@plaza/contract'
import { expect, test } from 'vitest'
import { authenticate } from '../index.ts'
import { newcomer, refusalOf, scene, type Scene } from './scene.ts'

type Link = { id: string; secret: string; url: string; expiresAt: number }
type Poll = { state: string; by?: { handle: string }; session?: SignedIn }

const start = async (plaza: Scene) => (await plaza.call<Link>('POST /identity/links', { deviceName: 'Desktop' })).body
const poll = (plaza: Scene, { id, secret }: Link, seen?: string) =>
  plaza.call<Poll>(`POST /identity/links/${id}/poll`, { secret, ...(seen ? { seen } : {}) })
const phoneOf = async (plaza: Scene, handle: string) =>
  (await plaza.call<SignedIn>('POST /identity/sign-up', newcomer(handle))).body.token

test('a desktop shows a code, the phone scans and approves, and the desktop is in, once', async () => {
  await using plaza = await scene()
  const token = await phoneOf(plaza, 'anna')
  const link = await start(plaza)
  expect(link.url).toBe(`https://plaza.test/link/${link.id}`)

  const waiting = poll(plaza, link)
  const scanned = await plaza.call(`POST /identity/links/${link.id}/scan`, {}, { token })
  expect(scanned.body).toMatchObject({ deviceName: 'Desktop', expiresAt: link.expiresAt })
  expect((await waiting).body).toMatchObject({ state: 'scanned', by: { handle: 'anna' } })

  const [first, second] = [poll(plaza, link, 'scanned'), poll(plaza, link, 'scanned')]
  const answer = () => plaza.call(`POST /identity/links/${link.id}/answer`, { approve: true }, { token })
  expect((await answer()).body).toEqual({ done: true })
  const polls = await Promise.all([first, second])
  const opened = polls.find(each => each.body.session)
  expect(polls.map(refusalOf).filter(Boolean)).toEqual(['link_expired'])
  expect(opened?.body).toMatchObject({ state: 'approved', by: { handle: 'anna' } })
  expect(opened?.cookie).toContain('plaza_session=')
  expect(await authenticate(plaza.city, opened?.body.session?.token ?? '')).toMatchObject({
    person: newcomer('anna').id,
  })
  const { devices } = (
    await plaza.call<{ devices: { kind: string; name: string }[] }>('GET /identity/devices', {}, { token })
  ).body
  expect(devices.find(device => device.kind === 'linked')?.name).toBe('Desktop')
  expect(refusalOf(await poll(plaza, link))).toBe('link_expired')
  expect((await answer()).body).toEqual({ done: true })
})

test('only the phone that scanned may answer, and the first answer stands', async () => {
  await using plaza = await scene()
  const [anna, bo] = [await phoneOf(plaza, 'anna'), await phoneOf(plaza, 'bo_')]
  const link = await start(plaza)
  const scan = (token: string) => plaza.call(`POST /identity/links/${link.id}/scan`, {}, { token })
  const answer = (token: string, approve: boolean) =>
    plaza.call(`POST /identity/links/${link.id}/answer`, { approve }, { token })
  expect(refusalOf(await answer(anna, true))).toBe('link_used')
  expect((await scan(anna)).status).toBe(200)
  expect((await scan(anna)).status).toBe(200)
  expect(refusalOf(await scan(bo))).toBe('link_used')
  expect(refusalOf(await answer(bo, true))).toBe('link_used')
  expect((await answer(anna, false)).status).toBe(200)
  expect(refusalOf(await answer(anna, true))).toBe('link_used')
  expect((await poll(plaza, link)).body).toEqual({ state: 'refused' })
})

test('a link ends by itself, and shows nothing to who lacks its secret', async () => {
  await using plaza = await scene()
  const token = await phoneOf(plaza, 'anna')
  const link = await start(plaza)
  expect(refusalOf(await poll(plaza, { ...link, secret: 'guessed' }))).toBe('link_expired')
  plaza.city.skip(limits.LINK_LIFE_MS)
  expect(refusalOf(await poll(plaza, link))).toBe('link_expired')
  expect(refusalOf(await plaza.call(`POST /identity/links/${link.id}/scan`, {}, { token }))).toBe('link_expired')
})

test('a poll sees the phone on another server, even if the wake-up was lost; a clean stop ends it', async () => {
  await using plaza = await scene()
  const token = await phoneOf(plaza, 'anna')
  const link = await start(plaza)
  const other = await scene({ clock: plaza.city.clock, databaseUrl: plaza.city.db.url })
  const waiting = poll(other, link)
  await plaza.call(`POST /identity/links/${link.id}/scan`, {}, { token })
  expect((await waiting).body.state).toBe('scanned')
  const held = poll(other, link, 'scanned')
  await new Promise(done => setTimeout(done, 50))
  await other[Symbol.asyncDispose]()
  expect((await held).body.state).toBe('scanned')
})
