import type { InputOf, MerchantNotify, merchantsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { DELIVERIES_SHOWN_MAX, NOTIFIES_PAGE, NOTIFIES_SHOWN_MAX } from '../limits.ts'
import { managedMerchant } from '../merchants.ts'
import * as store from './store.ts'

/** The news about an order, each with its newest tries. */
export async function notifiesOf(city: City, trade: string): Promise<MerchantNotify[]> {
  return withDeliveries(city, await store.notifiesOf(city.db, trade, NOTIFIES_SHOWN_MAX))
}

/** The log of a number's server, newest first. Owners and managers (`admins_only`). */
export async function seeNotifies(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.merchantNotifies>>,
): Promise<ReplyOf<typeof merchantsApi.merchantNotifies>> {
  const mchid = (await managedMerchant(city, input.id, by.person))[input.mode]
  const page = { before: input.before, limit: NOTIFIES_PAGE + 1 }
  const rows = await store.notifiesIn(city.db, { mchid, form: input.form }, page)
  return { notifies: await withDeliveries(city, rows.slice(0, NOTIFIES_PAGE)), more: rows.length > NOTIFIES_PAGE }
}

/** Brings news again at once. Refuses what is not of a merchant that the caller manages (`not_found`, `admins_only`). */
export async function resendNotify(
  city: City,
  call: Call<InputOf<typeof merchantsApi.resendNotify>>,
): Promise<MerchantNotify> {
  const { id, notify } = call.input
  const merchant = await managedMerchant(city, id, call.by.person)
  const row = await store.notifyOf(city.db, notify)
  if (row?.mchid !== merchant.live && row?.mchid !== merchant.test) throw new Refusal('not_found')
  await store.makeDue(city.db, row.id, city.clock.now())
  city.outbox.nudge()
  const [shown] = await withDeliveries(city, [{ ...row, state: 'due', nextAt: city.clock.now() }])
  return shown as MerchantNotify
}

/** News with their newest tries. */
export async function withDeliveries(city: City, rows: readonly store.NotifyRow[]): Promise<MerchantNotify[]> {
  const ids = rows.map(({ id }) => id)
  const deliveries = ids.length === 0 ? [] : await store.deliveriesOf(city.db, ids, DELIVERIES_SHOWN_MAX)
  return rows.map(({ id, event, trade, url, state, tries, nextAt, createdAt }) => ({
    id,
    event,
    ...(trade === null ? {} : { order: trade }),
    url,
    state,
    tries,
    ...(state === 'due' ? { nextAt } : {}),
    createdAt,
    deliveries: deliveries
      .filter(({ notify }) => notify === id)
      .map(({ at, tookMs, status, why }) => ({
        at,
        tookMs,
        ...(status === null ? {} : { status }),
        ...(why === null ? {} : { why }),
      })),
  }))
}
