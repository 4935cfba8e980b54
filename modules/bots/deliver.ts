import type { City } from '@plaza/house'
import { NotOutside, postOutside } from '@plaza/http'
import { botOf, type BotRow } from '@plaza/identity'
import { derivedId } from '@plaza/kernel'
import { webhookHeaders } from '@plaza/webhooks'
import { delivered, failed, tellDisabled } from './events.ts'
import { gather, type Parcel } from './gather.ts'
import { FAILING_MAX_MS, LEASE_MS, RETRY_MAX_MS, RETRY_MIN_MS } from './limits.ts'
import * as store from './store.ts'

/** Brings one bot what is new, parcel after parcel, until there is nothing more or its receiver fails. */
export async function deliver(city: City, hook: store.HookRow): Promise<void> {
  let { u } = hook
  for (;;) {
    const now = city.clock.now()
    if (!(await store.takeHook(city.db, hook.bot, now, now + LEASE_MS))) return
    const bot = await botOf(city, hook.bot)
    if (!bot?.webhook || !bot.webhookSecret) return store.dropHook(city.db, hook.bot)
    const parcel = await gather(city, hook.bot, u, convs => store.placesOf(city.db, hook.bot, convs))
    const answer = parcel.events.length > 0 ? await post(city, bot, parcel) : 'delivered'
    if (answer !== 'delivered') return giveTime(city, hook, bot, answer)
    await city.db.tx(tx => store.movePlaces(tx, bot.id, parcel.u, parcel.places, city.clock.now()))
    delivered(city, parcel.events.length)
    if (parcel.u > u || parcel.places.size === 0) return
    u = parcel.u
  }
}

type Answer = 'delivered' | 'gone' | `${number}xx` | 'not_outside' | 'unreachable'

async function post(city: City, bot: BotRow, { events, u }: Parcel): Promise<Answer> {
  const body = JSON.stringify({ type: 'message', events, u })
  // The same events again are the same message to the receiver.
  const id = `msg_${derivedId('webhook', bot.id, ...events.map(event => `${event.c} ${event.q}`))}`
  try {
    const signed = webhookHeaders(bot.webhookSecret as string, { id, atMs: city.clock.now(), body })
    const headers = { ...signed, 'content-type': 'application/json', 'user-agent': 'Plaza-Webhooks/1' }
    const allowPrivate = city.config.allowPrivateHooks === true
    const { status } = await postOutside(bot.webhook as string, { headers, body, allowPrivate })
    if (status >= 200 && status < 300) return 'delivered'
    return status === 410 ? 'gone' : `${Math.floor(status / 100)}xx`
  } catch (error) {
    return error instanceof NotOutside ? 'not_outside' : 'unreachable'
  }
}

/** After a failure: later again, or never when it failed for days or the receiver wants no more. */
async function giveTime(city: City, hook: store.HookRow, bot: BotRow, why: Answer): Promise<void> {
  const now = city.clock.now()
  failed(city, bot.id, why, hook.failures + 1)
  const since = hook.failing_since ?? now
  if (why !== 'gone' && now - since < FAILING_MAX_MS) {
    const wait = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** hook.failures) * (0.75 + city.dice.float() / 2)
    return store.putOff(city.db, bot.id, { now, next: now + wait, why })
  }
  await city.tx(async tx => {
    if (await store.disable(tx, bot.id, { now, why })) await tellDisabled(city, tx, bot.id, bot.owner)
  })
}
