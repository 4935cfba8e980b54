import { derivedId } from '@plaza/kernel'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { openSocket } from '../index.ts'
import { APP, install, scene, type Scene } from './scene.ts'

/** A far side that says what it hears, and one's own city before it. */
async function ends(s: Scene, url: (origin: string) => string) {
  const far = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  const heard: string[] = []
  far.on('connection', ws => {
    heard.push('opened')
    ws.on('message', (data: Buffer, binary) => {
      if (String(data) === 'bye') ws.close(3_001, 'enough')
      else ws.send(data, { binary })
    })
  })
  await new Promise<void>(done => far.once('listening', done))
  const origin = `ws://127.0.0.1:${(far.address() as AddressInfo).port}`
  await install(s.city, APP, { domains: { socket: [origin] } }, '2')
  const city: Server = createServer()
  city.on('upgrade', (request, socket, head) => {
    const ask = { appId: APP, person: derivedId('anna'), url: url(origin), headers: {}, protocols: [] }
    openSocket(s.city, ask, request, socket, head)
  })
  await new Promise<void>(done => city.listen(0, '127.0.0.1', done))
  const connect = () => new WebSocket(`ws://127.0.0.1:${(city.address() as AddressInfo).port}/program-socket`)
  return {
    heard,
    connect,
    async [Symbol.asyncDispose]() {
      for (const ws of far.clients) ws.terminate()
      far.close()
      city.close()
    },
  }
}

const next = (ws: WebSocket, event: 'message' | 'close') =>
  new Promise<unknown[]>(resolve => ws.once(event, (...args: unknown[]) => resolve(args)))

test('a socket goes through to a declared host, message by message, and ends as the far side ends it', async () => {
  await using s = await scene({ allowPrivateHooks: true })
  await using both = await ends(s, origin => `${origin}/talk?x=1`)
  const ws = both.connect()
  expect(String((await next(ws, 'message'))[0])).toBe('{"open":true}')
  ws.send('hello')
  expect(String((await next(ws, 'message'))[0])).toBe('hello')
  ws.send(Buffer.from([1, 2, 3]))
  expect(await next(ws, 'message')).toEqual([Buffer.from([1, 2, 3]), true])
  ws.send('bye')
  const [code, reason] = (await next(ws, 'close')) as [number, Buffer]
  expect([code, String(reason)]).toEqual([3_001, 'enough'])
})

test('a socket to anything else is refused, inside and undeclared alike', async () => {
  await using s = await scene()
  for (const url of [(origin: string) => origin, () => 'wss://other.test/', () => 'ws://169.254.169.254/', () => 'x']) {
    await using both = await ends(s, url)
    expect((await next(both.connect(), 'close'))[0]).toBe(4_003)
    expect(both.heard).toEqual([])
  }
})

test('sockets at once have a limit', async () => {
  await using s = await scene({ allowPrivateHooks: true })
  await using both = await ends(s, origin => origin)
  const five = Array.from({ length: 5 }, both.connect)
  await Promise.all(five.map(ws => next(ws, 'message')))
  expect((await next(both.connect(), 'close'))[0]).toBe(4_029)
  five[0]?.close()
  await next(five[0]!, 'close')
  expect(String((await next(both.connect(), 'message'))[0])).toBe('{"open":true}')
})
