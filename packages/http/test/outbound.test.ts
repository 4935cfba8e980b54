import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { isOutside, NotOutside, postOutside } from '../src/outbound.ts'

test('addresses of ours and of nobody are not outside', () => {
  const inside = [
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.0.8',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::7f00:1',
    '64:ff9b::7f00:1',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::',
    '3fff::1',
    'localhost',
    '',
    '1.2.3',
    '127.1',
  ]
  expect(inside.filter(isOutside)).toEqual([])
  const outside = [
    '1.1.1.1',
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700:4700::1111',
    '2a00:1450:4001:81b::200e',
  ]
  expect(outside.filter(isOutside)).toEqual(outside)
})

const post = (url: string, more: object = {}) =>
  postOutside(url, { headers: {}, body: '{}', allowPrivate: false, ...more })

test('however an address of ours is written, it is not called', async () => {
  const written = [
    'http://127.0.0.1:9/',
    'http://localhost:9/',
    'http://0x7f.1:9/',
    'http://2130706433:9/',
    'http://[::1]:9/',
    'http://[::ffff:127.0.0.1]:9/',
    'http://0:9/',
    'http://169.254.169.254/latest',
    'http://127.0.0.1.:9/',
  ]
  for (const url of written) await expect(post(url), url).rejects.toBeInstanceOf(NotOutside)
  await expect(post('file:///etc/passwd')).rejects.toBeInstanceOf(NotOutside)
})

test('an endless or silent answer ends, and a redirect is only a status', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/redirect') response.writeHead(307, { location: '/endless' }).end()
    else if (request.url === '/endless') response.writeHead(200).write('x'.repeat(200_000))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = `http://localhost:${(server.address() as AddressInfo).port}`
  try {
    expect(await post(`${at}/redirect`, { allowPrivate: true })).toEqual({ status: 307 })
    expect(await post(`${at}/endless`, { allowPrivate: true })).toEqual({ status: 200 })
    await expect(post(`${at}/silent`, { allowPrivate: true, timeoutMs: 100 })).rejects.toThrow(/timeout|abort/i)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
