import { provideTemplate, createTestDatabase, freePort } from '@plaza/testkit'
import pino from 'pino'
import { once } from 'node:events'
import { mkdtempSync, rmSync, readFileSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { migrateAll, pendingMigrations, startServer } from '../src/index.ts'

const log = pino({ level: 'silent' })

/** A whole city in this process, on a port of its own. */
async function open(more: { merchantPort?: number } = {}) {
  const template = await provideTemplate('server', url => migrateAll(url, log))
  const database = await createTestDatabase({ template })
  const home = mkdtempSync(join(tmpdir(), 'plaza-http-'))
  const server = await startServer({
    home,
    port: 0,
    host: '127.0.0.1',
    databaseUrl: database.url,
    roles: ['api', 'gateway', 'worker'],
    log,
    ...more,
  })
  return {
    home,
    database,
    server,
    get: (path: string, init?: RequestInit) => fetch(server.url + path, init),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(server.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    async [Symbol.asyncDispose]() {
      await server.stop()
      await database[Symbol.asyncDispose]()
      rmSync(home, { recursive: true })
    },
  }
}

const anna = {
  id: '01890000-0000-7000-8000-000000000001',
  handle: 'anna',
  name: 'Anna',
  password: 'seagull-and-chips',
  language: 'es',
  deviceName: 'test',
}

test('it says how it is, and describes itself', async () => {
  await using city = await open()
  expect(await (await city.get('/healthz')).json()).toEqual({ ok: true })
  expect(await (await city.get('/readyz')).json()).toMatchObject({ ok: true })
  expect(await (await city.get('/metrics')).text()).toContain('plaza_sockets_open')
  expect(await (await city.get('/api/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' })
  expect((await city.get('/api/')).headers.get('content-type')).toContain('text/html')
  expect(await pendingMigrations(city.database.url)).toEqual([])
  expect(Object.keys(JSON.parse(readFileSync(join(city.home, 'push-keys.json'), 'utf8')) as object)).toEqual([
    'publicKey',
    'privateKey',
  ])
})

test('every answer carries the headers that keep a browser safe, and an id to ask about', async () => {
  await using city = await open()
  for (const path of ['/healthz', '/api/identity/me', '/nothing.js', '/']) {
    const { headers } = await city.get(path)
    expect(headers.get('content-security-policy'), path).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  }
})

test('a refusal is one word, with a kind sentence in the language asked for', async () => {
  await using city = await open()
  const answer = await city.get('/api/identity/me', { headers: { 'accept-language': 'es-MX,es;q=0.9' } })
  expect(answer.status).toBe(401)
  const { error, requestId } = (await answer.json()) as { error: { code: string; message: string }; requestId: string }
  expect(error.code).toBe('not_signed_in')
  expect(error.message).not.toBe('refusal.not_signed_in')
  expect(requestId).toBe(answer.headers.get('x-request-id'))
  const wrong = await city.post('/api/identity/sign-up', { ...anna, language: 'tlh' }, { 'x-plaza': '1' })
  expect(await wrong.json()).toMatchObject({ error: { code: 'bad_input', facts: { field: 'language' } } })
  expect((await city.post('/api/identity/sign-up', 'not json', { 'content-type': 'text/plain' })).status).toBe(400)
})

test('a cookie opens the door only for our own pages; a bearer token for programs', async () => {
  await using city = await open()
  const signedUp = await city.post('/api/identity/sign-up', anna, { 'x-plaza': '1' })
  expect(signedUp.status).toBe(200)
  const set = signedUp.headers.get('set-cookie') ?? ''
  expect(set).toMatch(/HttpOnly/i)
  expect(set).toMatch(/SameSite=Lax/i)
  const cookie = set.split(';')[0] as string
  const { token } = (await signedUp.json()) as { token: string }
  expect((await city.get('/api/identity/me', { headers: { cookie } })).status).toBe(200)
  // Another site can make a browser send the cookie, but not this header.
  expect((await city.post('/api/identity/sign-out', {}, { cookie })).status).toBe(403)
  expect((await city.post('/api/identity/sign-out', {}, { authorization: `Bearer ${token}` })).status).toBe(200)
  expect((await city.get('/api/identity/me', { headers: { cookie } })).status).toBe(401)
})

test('who asks too often is told when to come back', async () => {
  await using city = await open()
  const tries = await Promise.all(
    Array.from({ length: 30 }, () =>
      city.post('/api/identity/sign-in', { handle: 'nobody', password: 'x', deviceName: 'x' }),
    ),
  )
  const refused = tries.filter(answer => answer.status === 429)
  expect(refused.length).toBeGreaterThan(10)
  expect(Number(refused.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('the web app is served to whoever takes no compression too', async () => {
  await using city = await open()
  const answer = await city.get('/', { headers: { 'accept-encoding': 'identity' } })
  // 404 where the web app is not built.
  expect([200, 404]).toContain(answer.status)
})

test('merchants’ programs find the names of headers in the letters of their documentation', async () => {
  const merchantPort = await freePort()
  await using _city = await open({ merchantPort })
  const [answer] = (await once(get(`http://127.0.0.1:${merchantPort}/v3/certificates`), 'response')) as [
    IncomingMessage,
  ]
  expect(answer.statusCode).toBe(401)
  expect(answer.rawHeaders).toContain('Request-ID')
  expect(Number(answer.headers['content-length'])).toBeGreaterThan(0)
  answer.resume()
})
