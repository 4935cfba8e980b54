import { FRAMES_VERSION, type Down } from '@plaza/contract'
import { createTestDatabase, freePort, provideTemplate, startCity, type CityProcess } from '@plaza/testkit'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pino from 'pino'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { migrateAll } from '../src/index.ts'

const log = pino({ level: 'silent' })
const TUS = { 'tus-resumable': '1.0.0' }
const PIECE = { ...TUS, 'content-type': 'application/offset+octet-stream' }
const metadata = (pairs: Record<string, string>) =>
  Object.entries(pairs)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',')

async function open() {
  const template = await provideTemplate('server', url => migrateAll(url, log))
  const database = await createTestDatabase({ template })
  const home = mkdtempSync(join(tmpdir(), 'plaza-uploads-'))
  const port = await freePort()
  let process: CityProcess
  const start = async () => void (process = await startCity({ home, databaseUrl: database.url, port }))
  await start()
  const url = `http://127.0.0.1:${port}`
  const signUp = await fetch(`${url}/api/identity/sign-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      id: '01890000-0000-7000-8000-000000000001',
      handle: 'anna',
      name: 'Anna',
      password: 'seagull-and-chips',
      language: 'es',
      deviceName: 'test',
    }),
  })
  const { token } = (await signUp.json()) as { token: string }
  const authorization = `Bearer ${token}`
  return {
    url,
    authorization,
    call: (method: string, path: string, headers: Record<string, string>, body?: Buffer) =>
      fetch(url + path, { method, headers: { authorization, ...headers }, ...(body ? { body } : {}) }),
    notes: async () => {
      const me = '01890000-0000-7000-8000-000000000001'
      const answer = await fetch(`${url}/api/chats/direct`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ person: me }),
      })
      return ((await answer.json()) as { c: string }).c
    },
    killAndStart: async () => (await process.kill9(), start()),
    async [Symbol.asyncDispose]() {
      await process[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      rmSync(home, { recursive: true })
    },
  }
}

test('an upload in tus goes on after the server was killed in the middle of it, and nothing is lost or doubled', async () => {
  await using city = await open()
  const bytes = randomBytes(8 * 1024 * 1024)
  const options = await city.call('OPTIONS', '/api/uploads', {})
  expect(options.headers.get('tus-extension')).toContain('creation-with-upload')
  expect((await city.call('POST', '/api/uploads', { 'upload-length': '5' })).status).toBe(412)
  const id = '01890000-0000-7000-8000-0000000000aa'
  const create = {
    ...TUS,
    'upload-length': String(bytes.length),
    'upload-metadata': metadata({ id, as: 'file', name: 'storm.bin', type: 'application/x-storm' }),
  }
  const made = await city.call('POST', '/api/uploads', create)
  expect([made.status, made.headers.get('location')]).toEqual([201, `/api/uploads/${id}`])
  expect(Date.parse(made.headers.get('upload-expires') ?? '')).toBeGreaterThan(Date.now())

  await half(city, id, bytes)
  await city.killAndStart()
  const head = await city.call('HEAD', `/api/uploads/${id}`, TUS)
  const offset = Number(head.headers.get('upload-offset'))
  expect(head.headers.get('upload-length')).toBe(String(bytes.length))
  expect(offset).toBeGreaterThan(0)
  expect(offset).toBeLessThan(bytes.length)
  expect((await city.call('PATCH', `/api/uploads/${id}`, { ...PIECE, 'upload-offset': '0' }, bytes)).status).toBe(409)
  const repeated = await city.call('POST', '/api/uploads', create)
  expect(repeated.headers.get('upload-offset')).toBe(String(offset))

  const rest = await city.call(
    'PATCH',
    `/api/uploads/${id}`,
    { ...PIECE, 'upload-offset': String(offset) },
    bytes.subarray(offset),
  )
  expect([rest.status, rest.headers.get('upload-offset')]).toEqual([204, String(bytes.length)])
  const file = createHash('sha256').update(bytes).digest('hex')
  await expect
    .poll(() => state(city, id), { timeout: 10_000 })
    .toMatchObject({
      state: 'ready',
      file: { id: file, kind: 'file', bytes: bytes.length, name: 'storm.bin' },
    })

  await readBack(city, file, bytes)
  expect((await city.call('HEAD', `/api/uploads/${file}`, TUS)).status).toBe(404)
  const other = await city.call('POST', '/api/uploads', { ...PIECE, 'upload-length': '6' }, Buffer.from('harbor'))
  expect([other.status, other.headers.get('upload-offset')]).toEqual([201, '6'])
})

/** Sends it to oneself, and reads it whole, in parts, and not at all. */
async function readBack(city: Awaited<ReturnType<typeof open>>, file: string, bytes: Buffer): Promise<void> {
  const conv = await city.notes()
  const socket = new WebSocket(`${city.url.replace('http', 'ws')}/ws`, {
    headers: { authorization: city.authorization },
  })
  await once(socket, 'open')
  const heard: Down[] = []
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(String(data)) as Down))
  const [hello, id] = [{ t: 'hello', v: FRAMES_VERSION, u: 0 }, '01890000-0000-7000-8000-0000000000bb']
  const b = { file, name: 'storm – «final».html' }
  for (const frame of [hello, { t: 'send', id, c: conv, k: 'file', b }]) socket.send(JSON.stringify(frame))
  await expect.poll(() => heard.find(frame => frame.t === 'ack'), { timeout: 5_000 }).toBeDefined()
  const kinds = heard.map(frame => frame.t).filter(kind => kind === 'ev' || kind === 'ack')
  expect(kinds).toEqual(['ev', 'ack'])
  expect(heard.find(frame => frame.t === 'ev')).toMatchObject({ k: 'file', b: { ...b, bytes: bytes.length } })
  socket.close()

  const path = `/api/chats/${conv}/files/${file}`
  const whole = await city.call('GET', path, {})
  expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true)
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''storm%20%E2%80%93%20%C2%ABfinal%C2%BB.html`,
    'cache-control': 'private, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  })
  const part = await city.call('GET', path, { range: 'bytes=5-9' })
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 5-9/${bytes.length}`])
  expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(5, 10))
  const tail = await city.call('GET', path, { range: 'bytes=-3' })
  expect(Buffer.from(await tail.arrayBuffer())).toEqual(bytes.subarray(-3))
  expect((await city.call('GET', path, { range: `bytes=${bytes.length}-` })).status).toBe(416)
  const etag = whole.headers.get('etag') ?? ''
  expect((await city.call('GET', path, { 'if-none-match': etag })).status).toBe(304)
  expect((await fetch(city.url + path)).status).toBe(401)
  const elsewhere = path.replace(conv, '01890000-0000-7000-8000-0000000000cc')
  const refused = await city.call('GET', elsewhere, {})
  expect([refused.status, await refused.json()]).toMatchObject([404, { error: { code: 'file_not_found' } }])
}

async function state(city: { call: Awaited<ReturnType<typeof open>>['call'] }, id: string): Promise<unknown> {
  return (await city.call('GET', `/api/uploads/${id}`, {})).json()
}

/** Sends about half and then leaves the connection hanging. */
async function half(
  { url, authorization }: { url: string; authorization: string },
  id: string,
  bytes: Buffer,
): Promise<void> {
  const headers = { ...PIECE, authorization, 'upload-offset': '0', 'content-length': bytes.length }
  const patch = request(`${url}/api/uploads/${id}`, { method: 'PATCH', headers })
  patch.on('error', () => {})
  await new Promise<void>(resolve => patch.write(bytes.subarray(0, bytes.length / 2), () => resolve()))
  await pause(300)
}
