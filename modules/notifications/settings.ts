import { standingIn } from '@plaza/chat'
import type { InputOf, Notifications, notificationsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { deviceSince } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { isPushAddress, pushConfig } from './connect.ts'
import { isZone, type Setting } from './rules.ts'
import * as store from './store.ts'

/** How the caller is called. */
export async function notificationsOf(city: City, { by }: Call<object>): Promise<Notifications> {
  const [settings, device, rules] = await Promise.all([
    store.settingsOf(city.db, [by.person]),
    store.isCalled(city.db, by.device),
    store.rulesOf(city.db, by.person),
  ])
  return { key: pushConfig(city)?.publicKey ?? '', device, ...(settings.get(by.person) as Setting), rules }
}

/** Changes what is named and leaves the rest. Refuses `bad_input` for a zone that there is not. */
export async function changeNotifications(
  city: City,
  call: Call<InputOf<typeof notificationsApi.changeNotifications>>,
): Promise<Notifications> {
  const { input, by } = call
  if (input.quiet && !isZone(input.quiet.zone)) throw new Refusal('bad_input', { field: 'zone' })
  const before = (await store.settingsOf(city.db, [by.person])).get(by.person) as Setting
  const quiet = input.quiet === undefined ? before.quiet : (input.quiet ?? undefined)
  await store.putSetting(city.db, by.person, {
    showText: input.showText ?? before.showText,
    requests: input.requests ?? before.requests,
    ...(quiet ? { quiet } : {}),
  })
  return notificationsOf(city, call)
}

/** Calls the caller's device from now on. Refuses `push_host_refused` for an address that is no push service known here. */
export async function callDevice(
  city: City,
  call: Call<InputOf<typeof notificationsApi.notifyDevice>>,
): Promise<Notifications> {
  const { input, by } = call
  const config = pushConfig(city)
  if (!config || !isPushAddress(config, input.endpoint)) throw new Refusal('push_host_refused')
  const { endpoint, p256dh, auth } = input
  const one = { id: city.newId(), person: by.person, device: by.device, endpoint, p256dh, auth }
  await city.db.tx(tx => store.putSubscription(tx, { ...one, madeAt: city.clock.now() }))
  return notificationsOf(city, call)
}

export async function forgetDevice(city: City, call: Call<object>): Promise<Notifications> {
  await store.dropDevices(city.db, [call.by.device])
  return notificationsOf(city, call)
}

export async function setRule(
  city: City,
  call: Call<InputOf<typeof notificationsApi.notifyRule>>,
): Promise<Notifications> {
  const { input, by } = call
  if ((await standingIn(city, input.c, by.person)) === 'stranger') throw new Refusal('not_a_member')
  await store.putRule(city.db, by.person, input.c, input.rule)
  return notificationsOf(city, call)
}

/** Devices that were signed out are called no more. */
export async function devicesChanged(city: City, { person }: { person: string }): Promise<void> {
  const gone: string[] = []
  for (const { device } of await store.subscriptionsOf(city.db, [person]))
    if (!(await deviceSince(city, person, device))) gone.push(device)
  if (gone.length > 0) await store.dropDevices(city.db, gone)
}
