import { calls } from '@plaza/calls'
import { appended, changeMine, chat, createGroup, openDirect, type Verdict } from '@plaza/chat'
import { contacts, seedFriendships } from '@plaza/contacts'
import { notificationsApi, type Endpoint, type Notifications } from '@plaza/contract'
import { createPeople, identity, openSession, authenticate } from '@plaza/identity'
import { seconds } from '@plaza/kernel'
import { testCity, type TestCity } from '@plaza/testkit'
import webpush from 'web-push'
import { delivering } from '../deliver.ts'
import { GRACE_MS } from '../limits.ts'
import { notifications, usePush } from '../index.ts'
import { browser, pushService, type PushService } from './receiver.ts'
import type { Message } from '../store-calls.ts'

export const KEYS = webpush.generateVAPIDKeys()

/** Friends with a device each, and a push service that hears what they are called for. */
export async function tower(names: readonly string[]): Promise<Tower> {
  const service = await pushService()
  const city = await testCity({ modules: [identity, contacts, chat, calls, notifications], authenticate })
  usePush(city, { ...KEYS, subject: 'mailto:operator@plaza.test', hosts: ['127.0.0.1'], allowPrivate: true })
  const ids = new Map(names.map(name => [name, city.newId()]))
  const id = (name: string) => ids.get(name) as string
  await createPeople(
    city,
    names.map(name => ({ id: id(name), handle: `${name}_test`, name })),
  )
  await seedFriendships(
    city,
    names.flatMap((a, i) => names.slice(i + 1).map(b => ({ a: id(a), b: id(b), since: 1 }))),
  )
  await city.settle()
  const devices = new Map<string, string>()
  const browsers = new Map<string, ReturnType<typeof browser>>()
  for (const name of names) {
    const token = await openSession(city, id(name), { name: 'Phone', kind: 'browser' })
    devices.set(name, (await city.authenticate(token))!.device)
    browsers.set(name, browser(service.origin, name))
  }
  const made: Tower = {
    city,
    service,
    id,
    device: name => devices.get(name) as string,
    subscription: name => browsers.get(name)!.subscription,
    call: async (name, endpoint, input = {}) => {
      const route = notifications.routes!.find(one => one.endpoint === endpoint)!
      const by = { person: id(name), device: devices.get(name), kind: 'citizen' }
      return (await route.handle(city, { input, by } as never)) as Notifications
    },
    async open(name) {
      return made.call(name, notificationsApi.notifyDevice, made.subscription(name))
    },
    direct: async (a, b) => (await openDirect(city, id(a), id(b))).c,
    group: async (owner, ...others) =>
      (await createGroup(city, id(owner), { id: city.newId(), title: 'Boats', people: others.map(id) })).c,
    async say(from, conv, text, more = {}) {
      const verdict: Verdict = await appended(city, {
        conv,
        id: city.newId(),
        sender: id(from),
        kind: more.kind ?? 'text',
        body: { ...(text === '' ? {} : { text }), ...more.body },
        re: more.re ?? null,
        origin: undefined,
        arrivedMs: city.clock.now(),
      })
      if (!verdict.ok) throw new Error(`refused: ${verdict.code}`)
      return verdict.event.q
    },
    async read(name, conv, q) {
      await changeMine(city, id(name), conv, { read: q })
    },
    async pass(ms = GRACE_MS + seconds(1)) {
      city.skip(seconds(1))
      await city.settle()
      city.skip(ms)
      await city.settle()
      city.skip(seconds(1))
      await city.settle()
      await delivering(city)
    },
    heard: name => service.heard.filter(one => one.path === `/${name}`).map(one => browsers.get(name)!.read(one.body)),
    async [Symbol.asyncDispose]() {
      await city[Symbol.asyncDispose]()
      await service[Symbol.asyncDispose]()
    },
  }
  await made.pass()
  return made
}

export interface Tower extends AsyncDisposable {
  readonly city: TestCity
  readonly service: PushService
  id(name: string): string
  device(name: string): string
  subscription(name: string): { endpoint: string; p256dh: string; auth: string }
  call(name: string, endpoint: Endpoint, input?: object): Promise<Notifications>
  /** Has this person's device called. */
  open(name: string): Promise<Notifications>
  direct(a: string, b: string): Promise<string>
  group(owner: string, ...others: string[]): Promise<string>
  say(
    from: string,
    conv: string,
    text: string,
    more?: { kind?: 'text' | 'recall'; re?: number; body?: Record<string, unknown> },
  ): Promise<number>
  read(name: string, conv: string, q: number): Promise<void>
  /** Lets time pass until what was said is told. */
  pass(ms?: number): Promise<void>
  /** What this person's device was called for. */
  heard(name: string): Message[]
}
