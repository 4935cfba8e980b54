import { chat, openDirect } from '@plaza/chat'
import { contacts, seedFriendships } from '@plaza/contacts'
import { bind, tokenOf } from '@plaza/http'
import { authenticate, createPeople, identity, openSession } from '@plaza/identity'
import type { Bus } from '@plaza/bus'
import type { City } from '@plaza/house'
import { systemClock, type Clock, type Dice } from '@plaza/kernel'
import { openGateway } from '@plaza/realtime'
import { Phone, testCity, type TestCity } from '@plaza/testkit'
import fastify from 'fastify'

const modules = [identity, contacts, chat]

export interface TownOptions {
  readonly friends?: boolean
  readonly clock?: Clock
  readonly dice?: Dice
  /** A second process of the same city: its database, and the bus between them. */
  readonly databaseUrl?: string
  readonly bus?: Bus
}

/** A city in this process with a real gateway and API on a port of its own, and people who have phones. */
export interface Town extends AsyncDisposable {
  readonly city: TestCity
  readonly url: string
  id(name: string): string
  /** A device of this person, connected and up to date. */
  phone(name: string, options?: { token?: string; dice?: Dice }): Promise<Phone>
  token(name: string): Promise<string>
  direct(a: string, b: string): Promise<string>
  /** Waits until every phone, and the city's own promises, are at rest. */
  rest(...phones: Phone[]): Promise<void>
}

export async function town(names: readonly string[], options: TownOptions = {}): Promise<Town> {
  const { databaseUrl, bus, dice } = options
  const city = await testCity({
    modules,
    authenticate,
    clock: options.clock ?? systemClock,
    ...(dice ? { dice } : {}),
    ...(databaseUrl ? { databaseUrl } : {}),
    ...(bus ? { bus } : {}),
  })
  const app = fastify({ genReqId: () => city.newId() })
  bind(
    app,
    city,
    modules.flatMap(module => module.routes ?? []),
  )
  openGateway(city, app.server, { modules, tokenOf })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const people = await makePeople(city, names, { friends: options.friends ?? true })
  await city.settle()
  const phones: Phone[] = []
  const id = (name: string) => people.get(name) ?? name
  const token = (name: string) => openSession(city, id(name), { name: 'phone', kind: 'browser' })
  return {
    city,
    url,
    id,
    token,
    async phone(name, { token: given, dice: own } = {}) {
      const phone = new Phone({
        person: id(name),
        token: given ?? (await token(name)),
        url: () => url,
        ...(own ? { dice: own } : {}),
      })
      phones.push(phone)
      return phone.start()
    },
    direct: async (a, b) => (await openDirect(city, id(a), id(b))).c,
    async rest(...some) {
      await city.settle()
      await Promise.all(
        (some.length > 0 ? some : phones).map(phone => phone.until(() => phone.settled, 'came to rest')),
      )
    },
    async [Symbol.asyncDispose]() {
      for (const phone of phones) phone.stop()
      await city.stop()
      app.server.closeAllConnections()
      await app.close()
      await city[Symbol.asyncDispose]()
    },
  }
}

/** People by name, who all know each other unless told otherwise. */
export async function makePeople(
  city: City,
  names: readonly string[],
  { friends = true } = {},
): Promise<Map<string, string>> {
  const ids = new Map(names.map(name => [name, city.newId()]))
  await createPeople(
    city,
    names.map(name => ({ id: ids.get(name) as string, handle: `${name}_lives`, name })),
  )
  const all = [...ids.values()]
  if (friends)
    await seedFriendships(
      city,
      all.flatMap((a, i) => all.slice(i + 1).map(b => ({ a, b, since: 1 }))),
    )
  return ids
}
