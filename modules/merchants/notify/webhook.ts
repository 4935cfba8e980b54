import type { InputOf, merchantsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { webhookSecret } from '@plaza/webhooks'
import { WEBHOOK_SECRET_BYTES } from '../limits.ts'
import { managedMerchant, ownMerchant } from '../merchants.ts'
import { lockAway, takeOut } from '../vault.ts'
import { addressFault } from './address.ts'
import * as store from './webhook-store.ts'

type OfMode = Call<InputOf<typeof merchantsApi.webhook>>
const purposeOf = (mchid: string) => `webhook|${mchid}`

/**
 * Chooses the server that hears of payments and refunds as Standard Webhooks; its secret is answered once. Refuses an
 * address that no news can be brought to (`webhook_refused`), and whoever does not own the merchant (`owner_only`).
 */
export async function setWebhook(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.setWebhook>>,
): Promise<ReplyOf<typeof merchantsApi.setWebhook>> {
  const mchid = (await ownMerchant(city, input.id, by.person))[input.mode]
  const fault = addressFault(input.url, { allowPrivate: city.config.allowPrivateHooks === true })
  if (fault !== undefined) throw new Refusal('webhook_refused', { why: fault })
  const secret = webhookSecret(city.dice.bytes(WEBHOOK_SECRET_BYTES))
  const locked = lockAway(city, secret, purposeOf(mchid))
  await store.putWebhook(city.db, { mchid, url: input.url, secret: locked, setAt: city.clock.now() })
  return { url: input.url, secret }
}

/** The secret that signs what a number's server hears; undefined where it is told nothing any more. */
export async function webhookSecretOf(city: City, mchid: string): Promise<string | undefined> {
  const row = await store.webhookOf(city.db, mchid)
  return row && takeOut(city, row.secret, purposeOf(mchid))
}

export async function dropWebhook(city: City, { by, input }: OfMode): Promise<{ done: true }> {
  await store.dropWebhook(city.db, (await ownMerchant(city, input.id, by.person))[input.mode])
  return { done: true }
}

/** Has a merchant's server tried each day with a wrong signature, from now on, or no more. */
export async function setProbe(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.setProbe>>,
): Promise<{ done: true }> {
  const mchid = (await ownMerchant(city, input.id, by.person))[input.mode]
  if (input.on) await store.putProbe(city.db, mchid, city.clock.now())
  else await store.dropProbe(city.db, mchid)
  return { done: true }
}

/** Where the news go, and how the server did when it was tried. Owners and managers (`admins_only`). */
export async function seeWebhook(city: City, { by, input }: OfMode): Promise<ReplyOf<typeof merchantsApi.webhook>> {
  const mchid = (await managedMerchant(city, input.id, by.person))[input.mode]
  const webhook = await store.webhookOf(city.db, mchid)
  const probe = await store.probeOf(city.db, mchid)
  return {
    ...(webhook ? { webhook: { url: webhook.url, setAt: webhook.setAt } } : {}),
    ...(probe ? { probe: showProbe(probe) } : {}),
  }
}

function showProbe({ nextAt, at, url, status, passed }: store.ProbeRow) {
  if (at === null || url === null) return { nextAt }
  return { nextAt, last: { at, url, ...(status === null ? {} : { status }), passed: passed === true } }
}
