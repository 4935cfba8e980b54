import { mkdtemp, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { chat } from '@plaza/chat'
import { contacts, directConversationId } from '@plaza/contacts'
import type { Down, Up } from '@plaza/contract'
import { bind, tokenOf } from '@plaza/http'
import { authenticate, identity, openSession } from '@plaza/identity'
import { systemClock } from '@plaza/kernel'
import { openGateway } from '@plaza/realtime'
import { testCity, type TestCity } from '@plaza/testkit'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { buildDemoCity } from '../src/build.ts'
import { demoId, RESIDENTS, who } from '../src/cast.ts'
import { startResidents } from '../src/residents/start.ts'

const modules = [identity, contacts, chat]
const ANSWER_WITHIN_MS = 5_000

interface Harbour extends AsyncDisposable {
  readonly city: TestCity
  readonly url: string
  readonly home: string
}

/** The demo city with its socket and calls, as a server has them. */
async function harbour(options: { empty?: boolean } = {}): Promise<Harbour> {
  const city = await testCity({ modules, authenticate, clock: systemClock })
  if (!options.empty) await buildDemoCity(city)
  const app = fastify()
  bind(
    app,
    city,
    modules.flatMap(module => module.routes ?? []),
  )
  city.onStop(() => app.close())
  openGateway(city, app.server, { modules, tokenOf })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const home = await mkdtemp(path.join(os.tmpdir(), 'plaza-residents-'))
  return {
    city,
    url,
    home,
    async [Symbol.asyncDispose]() {
      await city[Symbol.asyncDispose]()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** A person at the socket, who can wait for what they hear. */
async function comeIn({ city, url }: Harbour, key: string) {
  const token = await openSession(city, who(key).id, { name: 'test', kind: 'browser' })
  const ws = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers: { authorization: `Bearer ${token}` } })
  const frames: Down[] = []
  let wake = () => {}
  ws.on('message', (data: Buffer) => {
    frames.push(JSON.parse(data.toString()) as Down)
    wake()
  })
  await new Promise(resolve => ws.once('open', resolve))
  const send = (frame: Up) => ws.send(JSON.stringify(frame))
  const hear = async <F extends Down>(fits: (frame: Down) => frame is F, within = ANSWER_WITHIN_MS): Promise<F> => {
    const end = Date.now() + within
    for (;;) {
      const found = frames.find(fits)
      if (found) return found
      if (Date.now() > end) throw new Error('nobody said it in time')
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, 50)
        wake = () => (clearTimeout(timer), resolve())
      })
    }
  }
  send({ t: 'hello', v: 1, u: 0 })
  await hear((frame): frame is Extract<Down, { t: 'sync' }> => frame.t === 'sync' && !frame.more)
  const say = (c: string, text: string, mentions?: string[]) =>
    send({ t: 'send', id: city.newId(), c, k: 'text', b: mentions ? { text, mentions } : { text } })
  const saying =
    (c: string, from: string) =>
    (frame: Down): frame is Extract<Down, { t: 'ev' }> =>
      frame.t === 'ev' && frame.c === c && frame.f === from
  return { say, hear, saying, frames, leave: () => ws.terminate() }
}

const chatOf = (a: string, b: string) => directConversationId(who(a).id, who(b).id)

test('a relative reads, types and answers within seconds', async () => {
  await using place = await harbour()
  await startResidents(place.city, place)
  const lucia = await comeIn(place, 'lucia')
  const c = chatOf('lucia', 'carmen')
  lucia.say(c, '¡Hola mamá! ¿Qué tal?')
  await lucia.hear((frame): frame is Extract<Down, { t: 'typing' }> => frame.t === 'typing' && frame.c === c)
  const answer = await lucia.hear(lucia.saying(c, who('carmen').id))
  expect((answer.b as { text: string }).text.length).toBeGreaterThan(3)
  await lucia.hear((frame): frame is Extract<Down, { t: 'seen' }> => frame.t === 'seen' && frame.c === c)
  expect((await stat(path.join(place.home, 'residents.json'))).mode & 0o777).toBe(0o600)
  lucia.leave()
})

test('the ferry desk knows the next departures, and a mention in the neighbourhood is answered with a quote', async () => {
  await using place = await harbour()
  await startResidents(place.city, place)
  const mei = await comeIn(place, 'mei')
  mei.say(chatOf('mei', 'ferry'), '下一班渡轮几点？')
  const departures = await mei.hear(mei.saying(chatOf('mei', 'ferry'), who('ferry').id))
  expect((departures.b as { text: string }).text).toMatch(/\d\d:\d\d/)
  const quarter = demoId('chat', 'quarter')
  mei.say(quarter, '@Pilar Soler 周四几点开会？', [who('pilar').id])
  const answer = await mei.hear(mei.saying(quarter, who('pilar').id))
  expect(answer.re).toBeGreaterThan(1_000)
  mei.leave()
})

test('what was written while they were away is answered when they come; nobody answers twice', async () => {
  await using place = await harbour()
  const sam = await comeIn(place, 'sam')
  const c = chatOf('sam', 'nora')
  sam.say(c, 'Are you coming to the rehearsal on Wednesday?')
  await sam.hear((frame): frame is Extract<Down, { t: 'ack' }> => frame.t === 'ack')
  // Two processes of one city, each with its residents.
  await startResidents(place.city, place)
  await startResidents(place.city, { ...place, home: path.join(place.home, 'other') })
  await sam.hear(sam.saying(c, who('nora').id))
  await new Promise(resolve => setTimeout(resolve, 3_500))
  expect(sam.frames.filter(sam.saying(c, who('nora').id))).toHaveLength(1)
  sam.leave()
})

test('residents ask to be friends on their first day, and stop at once', async () => {
  const place = await harbour()
  await startResidents(place.city, place)
  const lucia = await comeIn(place, 'lucia')
  for (let i = 0; i < 100; i++) {
    await place.city.settle()
    if (lucia.frames.some(frame => frame.t === 'note' && frame.k === 'request')) break
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  expect(lucia.frames.some(frame => frame.t === 'note' && frame.k === 'request')).toBe(true)
  lucia.leave()
  const began = performance.now()
  await place[Symbol.asyncDispose]()
  expect(performance.now() - began).toBeLessThan(1_500)
})

test('in an empty city nobody wakes up', async () => {
  await using place = await harbour({ empty: true })
  await startResidents(place.city, place)
  await expect(stat(path.join(place.home, 'residents.json'))).rejects.toThrow()
  expect(RESIDENTS.length).toBeGreaterThanOrEqual(12)
})
