import { reachOf, type City } from '@plaza/house'
import { NotOutside, postOutside } from '@plaza/http'
import { assert } from '@plaza/kernel'
import { notifyBody, signedHeaders, type News } from '@plaza/pay-wire'
import { webhookHeaders } from '@plaza/webhooks'
import { notified } from '../events.ts'
import { apiKeyOf } from '../keys/api-keys.ts'
import { signerFor } from '../keys/public-key.ts'
import { NOTIFY_PAUSES_MS, NOTIFY_TIMEOUT_MS } from '../limits.ts'
import { refundNews, wireTrade } from '../orders/show.ts'
import { refundOf, tradeOf } from '../orders/store.ts'
import { wirePayout } from '../payouts/show.ts'
import { payoutOf } from '../payouts/store.ts'
import { wireService } from '../services/show.ts'
import { numberOf } from '../store.ts'
import { standardBody } from './standard.ts'
import * as store from './store.ts'
import { webhookSecretOf } from './webhook.ts'

const SUMMARIES: Record<string, string> = {
  'TRANSACTION.SUCCESS': 'The payment succeeded',
  'REFUND.SUCCESS': 'The refund succeeded',
  'MCHTRANSFER.BILL.FINISHED': 'The transfer to a person ended',
}

/** Brings one piece of news to its merchant's server and writes down what came of it, and when it is tried again. */
export async function deliver(city: City, notify: store.NotifyRow): Promise<void> {
  const at = city.clock.now()
  const outcome = await post(city, notify)
  const n = notify.tries + 1
  const pause = NOTIFY_PAUSES_MS[notify.tries]
  const state = outcome.done ? 'done' : pause === undefined ? 'given_up' : 'due'
  const now = city.clock.now()
  const { status, why } = outcome
  notified(city, why ?? 'delivered')
  await city.db.tx(tx =>
    store.writeDelivery(
      tx,
      { notify: notify.id, n, at, tookMs: Math.max(0, now - at), status, why },
      { state, nextAt: now + (pause ?? 0) },
    ),
  )
}

interface Outcome {
  readonly done: boolean
  readonly status: number | null
  readonly why: string | null
}

/** 200 and 204 mean that it was heard; a redirect is not followed, and everything else is a failure. */
async function post(city: City, notify: store.NotifyRow): Promise<Outcome> {
  const letter = await (notify.form === 'v3' ? sealedLetter(city, notify) : openLetter(city, notify))
  if (!letter) return { done: false, status: null, why: 'no_api_key' }
  const headers = { ...letter.headers, 'content-type': 'application/json', accept: '*/*', 'user-agent': 'Plaza-Pay/1' }
  try {
    const { url, allowPrivate } = reachOf(city, new URL(notify.url))
    const { body } = letter
    const { status } = await postOutside(url.href, { headers, body, allowPrivate, timeoutMs: NOTIFY_TIMEOUT_MS })
    const done = status === 200 || status === 204
    return { done, status, why: done ? null : `${Math.floor(status / 100)}xx` }
  } catch (error) {
    return { done: false, status: null, why: error instanceof NotOutside ? 'not_outside' : 'unreachable' }
  }
}

interface Letter {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Encrypted under the merchant's APIv3 key, signed by the platform. */
async function sealedLetter(city: City, notify: store.NotifyRow): Promise<Letter | undefined> {
  const apiKey = await apiKeyOf(city, notify.mchid)
  if (apiKey === undefined) return undefined
  const number = await numberOf(city.db, notify.mchid)
  assert(number, 'news are for a number')
  const body = notifyBody(apiKey, await newsOf(city, notify))
  return { body, headers: await signedHeaders(await signerFor(city, number), { body, nowMs: city.clock.now() }) }
}

/** As Standard Webhooks has it: readable, signed under the secret of whoever gets it. */
async function openLetter(city: City, notify: store.NotifyRow): Promise<Letter | undefined> {
  const secret = await webhookSecretOf(city, notify.mchid)
  if (secret === undefined) return undefined
  const body = standardBody(await newsOf(city, notify))
  return { body, headers: webhookHeaders(secret, { id: notify.id, atMs: city.clock.now(), body }) }
}

/** The news as it was when it became news: an order that was refunded since is told as paid. */
async function newsOf(city: City, notify: store.NotifyRow): Promise<News> {
  const { id, createdAt, event } = notify
  const summary = SUMMARIES[event] ?? event
  return { id, createdAtMs: createdAt, event, summary, ...(await resourceOf(city, notify)) }
}

async function resourceOf(
  city: City,
  { mchid, event, trade, refund, payout }: store.NotifyRow,
): Promise<Pick<News, 'about' | 'resource'>> {
  if (event === store.TEST) return { about: 'webhook', resource: { mchid } }
  if (payout !== null) {
    const row = await payoutOf(city.db, payout)
    assert(row, 'news are about a payout')
    return { about: 'mch_payment', resource: wirePayout(row) }
  }
  const row = trade === null ? undefined : await tradeOf(city.db, trade)
  assert(row, 'news are about an order')
  const back = refund === null ? undefined : await refundOf(city.db, refund)
  if (back) return { about: 'refund', resource: refundNews(back, row) }
  const byItself = row.type === 'PARKING' || row.type === 'RIDE'
  return {
    about: 'transaction',
    resource: byItself ? await wireService(city, row, 'SUCCESS') : wireTrade(row, 'SUCCESS'),
  }
}
