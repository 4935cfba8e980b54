import { limits, type Down } from '@plaza/contract'
import { SeededDice } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { town, type Town } from './lib/town.ts'

/** A socket that says what it likes and keeps what it is told. */
class Stranger {
  readonly told: Down[] = []
  closed: number | undefined
  readonly ws: WebSocket
  constructor(place: Town, token: string) {
    this.ws = new WebSocket(`${place.url.replace('http', 'ws')}/ws`, { headers: { authorization: `Bearer ${token}` } })
    this.ws.on('message', (data: Buffer) => this.told.push(JSON.parse(data.toString()) as Down))
    this.ws.on('close', code => (this.closed = code))
    this.ws.on('error', () => {})
  }
  async says(...frames: (string | Buffer | object)[]): Promise<void> {
    if (this.ws.readyState === WebSocket.CONNECTING) await new Promise(resolve => this.ws.once('open', resolve))
    for (const frame of frames)
      this.ws.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame))
  }
  async hears(fact: (told: Down[]) => boolean): Promise<void> {
    if (fact(this.told) || this.closed !== undefined) return
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`never heard: ${JSON.stringify(this.told.slice(-3))}`)), 5_000)
      const look = () => {
        if (!fact(this.told) && this.closed === undefined) return
        clearTimeout(late)
        this.ws.off('message', look).off('close', look)
        resolve()
      }
      this.ws.on('message', look).on('close', look)
    })
  }
  async ends(): Promise<void> {
    if (this.closed === undefined) await new Promise(resolve => this.ws.once('close', resolve))
  }
  codes(): string[] {
    return this.told.flatMap(frame => (frame.t === 'nak' ? [frame.code] : []))
  }
  get bye(): string | undefined {
    return this.told.flatMap(frame => (frame.t === 'bye' ? [frame.why] : [])).at(-1)
  }
}

const id = '01890000-0000-7000-8000-00000000abcd'
const hello = { t: 'hello', v: 1, u: 0 }

async function scene() {
  const place = await town(['anna', 'bo', 'eve'], { friends: false })
  const { seedFriendships } = await import('@plaza/contacts')
  await seedFriendships(place.city, [{ a: place.id('anna'), b: place.id('bo'), since: 1 }])
  const c = await place.direct('anna', 'bo')
  return { place, c, anna: await place.phone('anna'), bo: await place.phone('bo'), eve: await place.token('eve') }
}

test('each malformed frame is refused by its word, the socket goes after twenty, and two friends notice nothing', async () => {
  const { place, c, anna, bo, eve } = await scene()
  await using _ = place
  const send = (more: object) => ({ t: 'send', id, c, k: 'text', b: { text: 'x' }, ...more })
  const malformed: (string | Buffer | object)[] = [
    'not json',
    '',
    'null',
    '42',
    '"send"',
    '[]',
    '{}',
    '{"t":1}',
    { t: 'sned' },
    { t: '__proto__' },
    { t: 'constructor' },
    { t: 'hasOwnProperty' },
    Buffer.from([0xff, 0xfe, 0x00]),
    `${'['.repeat(15_000)}${']'.repeat(15_000)}`,
    `{"t":"send","id":"${id}","c":"${c}","k":"text","b":${'{"b":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
    send({ id: id.toUpperCase() }),
    send({ id: '1' }),
    send({ c: `${c}x` }),
    send({ c: 7 }),
    send({ k: 'system', b: { what: 'created' } }),
    send({ k: 'wallet' }),
    send({ b: 'x' }),
    send({ b: null }),
    send({ b: { text: 5 } }),
    send({ b: { text: 'x', mentions: ['all', 'everyone'] } }),
    send({ b: { text: 'x', mentions: Array.from({ length: 51 }, () => id) } }),
    send({ re: -1 }),
    send({ re: 1.5 }),
    send({ re: '1' }),
    send({ re: 1e300 }),
    send({ k: 'edit' }),
    send({ k: 'react', b: { e: '', on: true }, re: 1 }),
    { t: 'pull', id, c, after: -5, n: 10 },
    { t: 'pull', id, c, after: 0, n: 101 },
    { t: 'pull', id, c, after: 0, n: 0 },
    { t: 'pull', id, c, after: 2 ** 60, n: 5 },
    { t: 'sync', u: -1 },
    { t: 'sync', u: 'all' },
    { t: 'got' },
    { t: 'mine', id, c, set: { pin: 'yes' } },
    { t: 'mine', id, c, set: { draft: 'x'.repeat(4_001) } },
    { t: 'hello', v: 1, u: 0 },
    { t: 'typing' },
  ]
  for (let i = 0; i < malformed.length; i += 19) {
    const some = malformed.slice(i, i + 19)
    const stranger = new Stranger(place, eve)
    await stranger.says(hello, ...some)
    await stranger.hears(told => told.filter(frame => frame.t === 'nak').length >= some.length)
    expect(stranger.codes()).toEqual(some.map(() => 'frame_invalid'))
    await stranger.says(
      ...some.map(() => 'and on'),
      ...Array.from({ length: 20 - Math.min(20, some.length * 2) }, () => 'and on'),
    )
    await stranger.ends()
    expect(stranger.bye).toBe('frame_invalid')
  }
  const { q } = await anna.send(c, 'Did you hear anything?')
  await bo.until(() => bo.log(c).at(-1)?.q === q, 'heard it')
  expect([anna.connections, bo.connections]).toEqual([1, 1])
})

test('words that cannot be kept, and things that are not theirs, are refused one by one', async () => {
  const { place, c, anna, eve } = await scene()
  await using _ = place
  const { q } = await anna.send(c, 'between us')
  const stranger = new Stranger(place, eve)
  const mine = await place.direct('eve', 'eve')
  const other = '01890000-0000-7000-8000-00000000dead'
  const text = (conv: string, text: string) => ({ t: 'send', c: conv, k: 'text', b: { text } })
  const cases: [object, string][] = [
    [text(mine, 'a\u0000b'), 'bad_input'],
    [text(mine, 'lone \ud800 half'), 'bad_input'],
    [text(mine, '   \n '), 'text_empty'],
    [text(mine, 'x'.repeat(limits.TEXT_LENGTH_MAX + 1)), 'text_too_long'],
    [{ t: 'send', c: mine, k: 'react', b: { e: 'nope', on: true }, re: 1 }, 'bad_input'],
    [{ t: 'send', c: mine, k: 'recall', b: {}, re: 0 }, 'target_not_found'],
    [{ t: 'send', c: mine, k: 'recall', b: {}, re: Number.MAX_SAFE_INTEGER }, 'target_not_found'],
    [{ t: 'send', c: mine, k: 'edit', b: { text: 'x' }, re: 2_000_000_000 }, 'target_not_found'],
    [text(c, 'let me in'), 'not_a_member'],
    [text(other, 'hello?'), 'not_a_member'],
    [{ t: 'send', c, k: 'recall', b: {}, re: q }, 'not_a_member'],
    [{ t: 'send', c, k: 'react', b: { e: '🎉', on: true }, re: q }, 'not_a_member'],
    [{ t: 'pull', c, after: 0, n: 100 }, 'not_a_member'],
    [{ t: 'pull', c: other, after: 0, n: 100 }, 'not_a_member'],
    [{ t: 'pull', c: mine, after: Number.MAX_SAFE_INTEGER, n: 100 }, 'page'],
    [{ t: 'mine', c, set: { pin: true } }, 'not_a_member'],
    [{ t: 'mine', c: mine, set: { draft: 'nul \u0000' } }, 'bad_input'],
    [{ t: 'mine', c: mine, set: { draft: '\udfff' } }, 'bad_input'],
    [{ t: 'mine', c: mine, set: { read: Number.MAX_SAFE_INTEGER } }, 'ack'],
  ]
  await stranger.says(hello)
  await stranger.hears(told => told.some(frame => frame.t === 'sync' && !frame.more))
  for (const [i, [frame, word]] of cases.entries()) {
    const frameId = `01890000-0000-7000-8000-${String(i).padStart(12, '0')}`
    await stranger.says({ ...frame, id: frameId })
    const answerOf = () => stranger.told.find(told => 'id' in told && told.id === frameId && told.t !== 'ev')
    await stranger.hears(() => answerOf() !== undefined)
    const answer = answerOf()
    expect(answer?.t === 'nak' ? answer.code : answer?.t, JSON.stringify(frame)).toBe(word)
  }
  // Typing in a stranger's conversation, and read marks ahead of everything, tell nobody anything.
  await stranger.says({ t: 'typing', c }, { t: 'got', u: Number.MAX_SAFE_INTEGER }, { t: 'ping' })
  await stranger.hears(told => told.at(-1)?.t === 'pong')
  await place.rest()
  expect(anna.heard).not.toContain('typing')
  expect(anna.texts(c)).toEqual(['between us'])
})

test('frames that are too large, too many or too early end their own socket only', async () => {
  const { place, c, anna, bo, eve } = await scene()
  await using _ = place
  const large = new Stranger(place, eve)
  await large.says(hello, JSON.stringify({ t: 'ping', x: 'y'.repeat(limits.FRAME_BYTES_MAX) }))
  await large.hears(told => told.some(frame => frame.t === 'nak'))
  expect(large.codes()).toEqual(['frame_too_large'])
  await large.says('z'.repeat(limits.FRAME_BYTES_MAX * 3))
  await large.ends()
  expect(large.closed).toBe(1009)

  const early = new Stranger(place, eve)
  await early.says({ t: 'ping' })
  await early.ends()
  expect(early.bye).toBe('hello_first')

  const old = new Stranger(place, eve)
  await old.says({ t: 'hello', v: 0, u: 0 })
  await old.ends()
  expect(old.bye).toBe('version_too_old')

  const greeter = new Stranger(place, eve)
  await greeter.says(...Array.from({ length: 30 }, () => hello))
  await greeter.ends()
  expect(greeter.bye).toBe('frame_invalid')
  expect(greeter.told.filter(frame => frame.t === 'ok').length).toBeLessThanOrEqual(1)

  const asker = new Stranger(place, eve)
  await asker.says(hello, ...Array.from({ length: 600 }, () => ({ t: 'sync', u: 0 })))
  await asker.ends()
  expect(asker.bye).toBe('too_many_requests')
  expect(asker.told.filter(frame => frame.t === 'sync').length).toBeLessThan(100)

  const knocker = new Stranger(place, eve)
  await knocker.says(hello)
  for (let i = 0; i < 600; i++) knocker.ws.ping()
  await knocker.ends()

  await anna.send(c, 'Quiet evening')
  await bo.until(() => bo.texts(c).length === 1, 'heard it')
  expect([anna.connections, bo.connections]).toEqual([1, 1])
})

test('a device that was signed out says nothing more, however fast it speaks', async () => {
  const { place, c, anna } = await scene()
  await using _ = place
  const token = await place.token('bo')
  const thief = new Stranger(place, token)
  await thief.says(hello)
  await thief.hears(told => told.some(frame => frame.t === 'sync' && !frame.more))
  const { dev } = thief.told.find(frame => frame.t === 'ok') as Extract<Down, { t: 'ok' }>
  place.city.bus.publish('identity.revoked', { person: place.id('bo'), device: dev })
  await thief.says({ t: 'send', id, c, k: 'text', b: { text: 'still here' } })
  await thief.ends()
  expect(thief.bye).toBe('device_revoked')
  await place.rest()
  expect(anna.texts(c)).toEqual([])
})

test('a thousand frames of chance end in words and leave the city standing', async () => {
  const { place, c, anna, bo, eve } = await scene()
  await using _ = place
  const dice = new SeededDice(7)
  const kinds = ['hello', 'send', 'mine', 'pull', 'sync', 'typing', 'got', 'ping', 'x']
  const value = (depth: number): unknown => {
    const roll = dice.below(depth > 3 ? 6 : 9)
    if (roll < 6) return [null, -1, 1e308, 'x'.repeat(dice.below(50)), c, true][roll]
    if (roll === 6) return Array.from({ length: dice.below(4) }, () => value(depth + 1))
    return Object.fromEntries(
      Array.from({ length: dice.below(5) }, () => [
        dice.pick(['t', 'id', 'c', 'k', 'b', 're', 'u', '__proto__', 'set']),
        value(depth + 1),
      ]),
    )
  }
  for (let turn = 0; turn < 25; turn++) {
    const stranger = new Stranger(place, eve)
    const frames = Array.from({ length: 40 }, () => ({ ...(value(0) as object), t: dice.pick(kinds) }))
    await stranger.says(hello, ...frames)
    await stranger.hears(told => told.some(frame => frame.t === 'bye'))
    stranger.ws.terminate()
  }
  await anna.send(c, 'Still here?')
  await bo.until(() => bo.texts(c).length === 1, 'heard it')
  expect([anna.connections, bo.connections]).toEqual([1, 1])
  expect(({} as Record<string, unknown>)['t']).toBeUndefined()
})
