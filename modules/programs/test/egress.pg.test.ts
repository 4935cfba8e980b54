import { derivedId } from '@plaza/kernel'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { reachOut, type EgressAsk } from '../index.ts'
import { APP, install, scene } from './scene.ts'

/** A server of a program on this machine, and what it was asked. */
async function world(handle: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: { url: string; headers: IncomingMessage['headers'] }[] = []
  const server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', headers: request.headers })
    handle(request, response)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, asked, [Symbol.asyncDispose]: async () => void server.close() }
}

const ask = (url: string, more: Partial<EgressAsk> = {}): EgressAsk => ({
  appId: APP,
  person: derivedId('anna'),
  kind: 'request',
  url,
  method: 'GET',
  headers: {},
  body: undefined,
  timeoutMs: 5_000,
  signal: new AbortController().signal,
  ...more,
})

test('a program reaches the hosts it declared, with a body, and nothing of ours goes along', async () => {
  await using there = await world((request, response) => {
    void text(request).then(body => response.setHeader('x-there', 'yes').end(`got ${body}`))
  })
  await using s = await scene({ allowPrivateHooks: true })
  await install(s.city, APP, { domains: { request: [there.origin] } }, '2')
  const answer = await reachOut(
    s.city,
    ask(`${there.origin}/a?b=1`, {
      method: 'post',
      headers: { 'X-Mine': '1', cookie: 'a=b', host: 'evil.test', 'x-forwarded-for': '1.2.3.4', origin: 'https://x' },
      body: Readable.from(['hello']),
    }),
  )
  expect([answer.status, await text(answer.body), answer.headers['x-there']]).toEqual([200, 'got hello', 'yes'])
  expect(there.asked[0]?.headers).toMatchObject({ 'x-mine': '1', cookie: 'a=b' })
  expect(there.asked[0]?.headers.host).not.toBe('evil.test')
  expect(there.asked[0]?.headers['x-forwarded-for']).toBeUndefined()
})

const refused = [
  'https://other.test/',
  'http://api.poll.test/',
  'https://api.poll.test:8443/',
  'https://api.poll.test.evil.test/',
  'https://user:pass@api.poll.test/',
  'https://api.poll.test@evil.test/',
  'ftp://api.poll.test/',
  'file:///etc/passwd',
  'https://аpi.poll.test/',
  'not an address',
]
test('a program reaches nothing that it did not declare, however it is written', async () => {
  await using s = await scene()
  for (const url of refused)
    await expect(reachOut(s.city, ask(url)), url).rejects.toMatchObject({ code: 'domain_not_declared' })
})

const inside = [
  'http://127.0.0.1',
  'http://2130706433',
  'http://0x7f000001',
  'http://017700000001',
  'http://[::1]',
  'http://[::ffff:127.0.0.1]',
  'http://localhost',
  'http://169.254.169.254',
]
test('a maker who declares what is inside reaches nothing there', async () => {
  await using s = await scene()
  for (const [i, origin] of inside.entries()) {
    await install(s.city, APP, { domains: { request: [origin] } }, `${i + 2}`)
    await expect(reachOut(s.city, ask(`${origin}/`)), origin).rejects.toMatchObject({ code: 'domain_not_declared' })
  }
})

test('a redirect leads only to what was declared', async () => {
  await using secret = await world((_request, response) => response.end('secret'))
  await using there = await world((request, response) => {
    if (request.url === '/on') response.writeHead(302, { location: '/there' }).end()
    else if (request.url === '/away') response.writeHead(302, { location: secret.origin }).end()
    else response.end('here')
  })
  await using s = await scene({ allowPrivateHooks: true })
  await install(s.city, APP, { domains: { request: [there.origin] } }, '2')
  expect(await text((await reachOut(s.city, ask(`${there.origin}/on`))).body)).toBe('here')
  await expect(reachOut(s.city, ask(`${there.origin}/away`))).rejects.toMatchObject({ code: 'domain_not_declared' })
  expect(secret.asked).toEqual([])
})

test('requests at once have a limit, and places come free again', async () => {
  const waiting: ServerResponse[] = []
  await using there = await world((_request, response) => void waiting.push(response))
  await using s = await scene({ allowPrivateHooks: true })
  await install(s.city, APP, { domains: { request: [there.origin] } }, '2')
  const running = Array.from({ length: 10 }, () => reachOut(s.city, ask(there.origin)))
  await expect.poll(() => waiting.length).toBe(10)
  await expect(reachOut(s.city, ask(there.origin))).rejects.toMatchObject({ code: 'too_many_requests' })
  for (const response of waiting.splice(0)) response.end('x')
  for (const one of running) await text((await one).body)
  const next = reachOut(s.city, ask(there.origin))
  await expect.poll(() => waiting.length).toBe(1)
  waiting[0]?.end('y')
  expect(await text((await next).body)).toBe('y')
})
