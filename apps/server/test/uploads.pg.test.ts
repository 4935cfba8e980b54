import { createTestDatabase, freePort, provideTemplate, startCity, type CityProcess } from '@plaza/testkit'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pino from 'pino'
import { expect, test } from 'vitest'
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
  const bytes = randomBytes(24 * 1024 * 1024)
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

  expect((await city.call('HEAD', `/api/uploads/${file}`, TUS)).status).toBe(404)
  const other = await city.call('POST', '/api/uploads', { ...PIECE, 'upload-length': '6' }, Buffer.from('harbor'))
  expect([other.status, other.headers.get('upload-offset')]).toEqual([201, '6'])
})

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
