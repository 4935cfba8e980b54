import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase, findNats, NatsServer, Phone, startCity, type CityProcess } from '@plaza/testkit'
import { expect, test } from 'vitest'
import { makeCrowd, type Crowd } from '../bench/lib/crowd.ts'
import { verify } from '../bench/lib/verify.ts'

// One city in three processes on one database: two gateways and a worker, with a real NATS server between them.

const nats = findNats()
if (!nats) process.stdout.write('skipped: no nats-server\n')

interface Scene extends AsyncDisposable {
  readonly crowd: Crowd
  readonly bus: NatsServer
  readonly databaseUrl: string
  readonly gateways: readonly [CityProcess, CityProcess]
  /** A phone of person `i`, on a gateway until it is told to move. */
  phone(i: number, gateway: 0 | 1, device?: number): Promise<Phone & { move(gateway: 0 | 1): void }>
}

async function scene(): Promise<Scene> {
  const closes: (() => unknown)[] = []
  const close = async () => {
    for (const end of closes.splice(0).toReversed()) await end()
  }
  try {
    return await open(closes, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function open(closes: (() => unknown)[], close: () => Promise<void>): Promise<Scene> {
  const keep = <T extends AsyncDisposable>(thing: T): T => (closes.push(() => thing[Symbol.asyncDispose]()), thing)
  const home = mkdtempSync(join(tmpdir(), 'plaza-gateways-'))
  closes.push(() => rmSync(home, { recursive: true, force: true }))
  const database = keep(await createTestDatabase())
  const bus = keep(await NatsServer.open(nats as string))
  const crowd = await makeCrowd(database.url, home, {
    people: 6,
    devices: 2,
    pairs: [
      [0, 1],
      [2, 3],
      [4, 5],
    ],
    groups: [[0, 1, 2, 3], Array.from({ length: 20 }, (_, i) => i)],
  })
  const start = async (...roles: ('gateway' | 'api' | 'worker')[]) =>
    keep(await startCity({ home, databaseUrl: database.url, busUrl: bus.url, roles }))
  const [a, b] = await Promise.all([start('gateway', 'api'), start('gateway', 'api'), start('worker')])
  const gateways = [a, b] as const
  return {
    crowd,
    bus,
    databaseUrl: database.url,
    gateways,
    async phone(i, gateway, device = 0) {
      let where = gateway
      const { id, tokens } = crowd.people[i] as Crowd['people'][number]
      const phone = new Phone({ person: id, token: tokens[device] as string, url: () => gateways[where].url })
      closes.push(() => phone.stop())
      return Object.assign(await phone.start(), { move: (to: 0 | 1) => void (where = to) })
    },
    [Symbol.asyncDispose]: close,
  }
}

const at = (crowd: Crowd, i: number) => (crowd.conversations[i] as Crowd['conversations'][number]).c

test.skipIf(!nats)('people on two gateways talk; one gateway dies under load, and nobody loses a word', async () => {
  await using city = await scene()
  const { crowd } = city
  const [pair, small, large] = [at(crowd, 0), at(crowd, 3), at(crowd, 4)]
  const phones = await Promise.all(
    [0, 1, 2, 3, 4, 5].flatMap(i => [city.phone(i, (i % 2) as 0 | 1, 0), city.phone(i, ((i + 1) % 2) as 0 | 1, 1)]),
  )
  const [anna, bo] = [phones[0] as Phone, phones[2] as Phone]
  const { q } = await anna.send(pair, 'Are you on the other side?')
  await bo.until(() => bo.log(pair).at(-1)?.q === q, 'heard it', 2_000)
  const told = await anna.send(large, 'Good morning, all')
  await Promise.all(
    phones.map(phone => phone.until(() => phone.log(large).at(-1)?.q === told.q, 'heard the large group', 2_000)),
  )

  const sends: Promise<unknown>[] = []
  for (let i = 0; i < 240; i++) {
    const phone = phones[i % phones.length] as Phone
    sends.push(
      phone
        .send([small, large, pair][i % 3] as string, `word ${i}`)
        .catch((error: Error) => expect(error.message).toBe('not_a_member')),
    )
    if (i === 120) {
      for (const each of phones) each.move(1)
      await city.gateways[0].kill9()
    }
    if (i % 12 === 0) await Promise.race([Promise.all(sends), new Promise(resolve => setTimeout(resolve, 30))])
  }
  await Promise.all(sends)
  await Promise.all(phones.map(phone => phone.until(() => phone.settled, 'came to rest')))
  const verdict = await verify(city.databaseUrl, phones)
  expect(verdict).toMatchObject({ lost: 0, doubled: 0, gaps: 0, differing: 0 })
  expect(verdict.acknowledged).toBeGreaterThan(150)
})

test.skipIf(!nats)('what was said while the bus was away is heard within ten seconds of its return', async () => {
  await using city = await scene()
  const { crowd } = city
  const [pair, large] = [at(crowd, 0), at(crowd, 4)]
  const [anna, bo, carla] = await Promise.all([city.phone(0, 0), city.phone(1, 1), city.phone(2, 1)])
  await city.bus.stop()
  const [said, told] = [await anna.send(pair, 'Nobody hears me'), await anna.send(large, 'Nor me')]
  expect(bo.log(pair).at(-1)?.q).not.toBe(said.q)
  await city.bus.start()
  await bo.until(() => bo.log(pair).at(-1)?.q === said.q, 'heard it', 12_000)
  await carla.until(() => carla.log(large).at(-1)?.q === told.q, 'heard the large group', 12_000)
})

test.skipIf(!nats)(
  'a device signed out at one gateway is out at the other within a second, also when the bus was away',
  async () => {
    await using city = await scene()
    const [phone, tablet] = await Promise.all([city.phone(0, 0, 0), city.phone(0, 1, 1)])
    const { devices } = await phone.call<{ devices: { id: string; current: boolean }[] }>('GET', '/identity/devices')
    const other = devices.find(device => !device.current)?.id as string
    await phone.call('DELETE', `/identity/devices/${other}`)
    await tablet.until(() => tablet.bye === 'device_revoked', 'was signed out', 1_000)

    const [second, third] = await Promise.all([city.phone(1, 0, 0), city.phone(1, 1, 1)])
    await city.bus.stop()
    const list = await second.call<{ devices: { id: string; current: boolean }[] }>('GET', '/identity/devices')
    await second.call('DELETE', `/identity/devices/${list.devices.find(device => !device.current)?.id}`)
    await city.bus.start()
    await third.until(() => third.bye === 'device_revoked', 'was signed out', 12_000)
  },
)
