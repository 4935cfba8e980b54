import type { Notifications } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { unsubscribe } from '../engine/push.ts'
import { byHand } from '../ui/install.ts'

/**
 * What can be done about notifications on this device: `ready` to be asked, `on` as far as the browser is concerned,
 * `denied` in the browser's settings, `install` on an iPhone or iPad that has it only for apps on the home screen, or `never`.
 */
export type Ability = 'ready' | 'on' | 'denied' | 'install' | 'never'

export function ability(): Ability {
  if (!('serviceWorker' in navigator) || !('PushManager' in globalThis) || !('Notification' in globalThis))
    return byHand ? 'install' : 'never'
  if (Notification.permission === 'denied') return 'denied'
  return Notification.permission === 'granted' ? 'on' : 'ready'
}

/** Asks the browser and tells the city where this device is called. Undefined when the person said no. */
export async function turnOn(key: string): Promise<Notifications | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return undefined
  const registration = await navigator.serviceWorker.ready
  const subscription = await subscribe(registration, key)
  const { endpoint, keys } = subscription.toJSON() as { endpoint: string; keys: { p256dh: string; auth: string } }
  return call('PUT /notifications/device', { endpoint, p256dh: keys.p256dh, auth: keys.auth })
}

/** A subscription that was made for another key is of no use. */
async function subscribe(registration: ServiceWorkerRegistration, key: string): Promise<PushSubscription> {
  const options = { userVisibleOnly: true, applicationServerKey: key }
  try {
    return await registration.pushManager.subscribe(options)
  } catch (error) {
    const old = await registration.pushManager.getSubscription()
    if (!old) throw error
    await old.unsubscribe()
    return registration.pushManager.subscribe(options)
  }
}

export async function turnOff(): Promise<Notifications> {
  await unsubscribe()
  return call('DELETE /notifications/device')
}
