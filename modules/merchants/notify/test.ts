import type { InputOf, MerchantNotify, merchantsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { assert, Refusal } from '@plaza/kernel'
import { managedMerchant } from '../merchants.ts'
import { notifySoon } from './look.ts'
import { withDeliveries } from './show.ts'
import { insertTest, notifyOf } from './store.ts'
import { webhookOf } from './webhook-store.ts'

/**
 * Tells a merchant's server that it is told, as any other news: signed, tried again, kept in its log. Refuses where there is
 * no server (`webhook_refused`), and cashiers (`admins_only`).
 */
export async function testWebhook(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.testWebhook>>,
): Promise<MerchantNotify> {
  const mchid = (await managedMerchant(city, input.id, by.person))[input.mode]
  const webhook = await webhookOf(city.db, mchid)
  if (!webhook) throw new Refusal('webhook_refused', { why: 'there is none' })
  const id = city.newId()
  await insertTest(city.db, { id, mchid, url: webhook.url, at: city.clock.now() })
  notifySoon(city)
  const row = await notifyOf(city.db, id)
  assert(row, 'news that were written are there')
  const [shown] = await withDeliveries(city, [row])
  return shown as MerchantNotify
}
