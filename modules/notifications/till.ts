import type { City } from '@plaza/house'
import { known } from '@plaza/identity'
import { derivedId } from '@plaza/kernel'
import { sentence } from '@plaza/locales'
import { paidAtTill, tillSumSince, type TillSum } from '@plaza/merchants'
import { GRACE_MS, TILL_EVERY_MS } from './limits.ts'
import { isQuiet, type Setting } from './rules.ts'
import * as store from './store.ts'
import { addCalls, type Message } from './store-calls.ts'
import { beginTelling, tillToldAt, toldUpTo } from './store-till.ts'
import { topicOf } from './words.ts'

/** Outbox: it is time to tell somebody what came in at a shop's tills. */
export const TILL_DUE = 'notifications.till_due'

interface Due {
  readonly person: string
  readonly mchid: string
}

/**
 * Something was paid at a till: whoever is on duty there is told a moment later, or when their last call is long enough ago.
 * All that comes in until then is one promise. Safe to repeat.
 */
export async function tillPaid(city: City, { trade }: { trade: string }): Promise<void> {
  const paid = await paidAtTill(city, trade)
  if (!paid) return
  const { mchid, paidAt } = paid
  const reached = new Set((await store.subscriptionsOf(city.db, paid.people)).map(one => one.person))
  await city.tx(async tx => {
    for (const person of [...reached].sort()) {
      const toldAt = await tillToldAt(tx, { person, mchid }, paidAt - 1)
      await city.outbox.emit(tx, TILL_DUE, { person, mchid } satisfies Due, {
        id: derivedId(TILL_DUE, person, mchid, String(toldAt)),
        at: Math.max(city.clock.now() + GRACE_MS, toldAt + TILL_EVERY_MS),
      })
    }
  })
}

/**
 * Tells somebody what came in since they were told last, unless they look or it is one of their quiet hours. What is paid
 * from now on is another promise, so nothing falls between. Safe to repeat.
 */
export async function callForTill(city: City, of: Due): Promise<void> {
  const { person, mchid } = of
  const now = city.clock.now()
  const since = await beginTelling(city.db, of, now)
  const sum = since === undefined ? undefined : await tillSumSince(city, { ...of, since })
  if (!sum) return
  const [own, settings, looking, people] = await Promise.all([
    store.subscriptionsOf(city.db, [person]),
    store.settingsOf(city.db, [person]),
    store.lookingAmong(city.db, [person], now),
    known(city, [person]),
  ])
  const setting = settings.get(person) as Setting
  const silent = looking.has(person) || isQuiet(setting, now)
  const message = messageFor(sum, { showText: setting.showText, language: people.get(person)?.language ?? 'en' })
  const call = {
    id: derivedId('call', TILL_DUE, person, mchid, String(sum.upto)),
    message,
    topic: topicOf(message.tag),
    urgent: true,
  }
  await city.tx(async tx => {
    await toldUpTo(tx, of, sum.upto)
    if (!silent)
      await addCalls(
        tx,
        own.map(one => ({ ...call, subscription: one.id })),
        now,
      )
  })
}

/** How much it was is said only where words may leave the city. */
function messageFor(
  { merchant, mchid, name, payments: count, amount, currency }: TillSum,
  { showText, language }: { showText: boolean; language: string },
): Message {
  const money = new Intl.NumberFormat(language, { style: 'currency', currency }).format(Number(amount))
  return {
    tag: `till ${mchid}`,
    title: name,
    body: showText
      ? sentence(language, 'called.till.sum', { count, amount: money })
      : sentence(language, 'called.till', { count }),
    path: `/me/shops/${merchant}/till`,
    unread: 0,
  }
}
