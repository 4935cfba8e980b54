import type { City } from '@plaza/house'
import { NotOutside, postOutside } from '@plaza/http'
import { assert } from '@plaza/kernel'
import { notifyBody, signedHeaders, type News } from '@plaza/pay-wire'
import { notified } from '../events.ts'
import { apiKeyOf } from '../keys/api-keys.ts'
import { signingKey } from '../keys/platform.ts'
import { NOTIFY_PAUSES_MS, NOTIFY_TIMEOUT_MS } from '../limits.ts'
import { refundNews, wireTrade } from '../orders/show.ts'
import { refundOf, tradeOf } from '../orders/store.ts'
import { numberOf } from '../store.ts'
import * as store from './store.ts'

const SUMMARIES: Record<string, string> = {
  'TRANSACTION.SUCCESS': 'The payment succeeded',
  'REFUND.SUCCESS': 'The refund succeeded',
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
  const apiKey = await apiKeyOf(city, notify.mchid)
  if (apiKey === undefined) return { done: false, status: null, why: 'no_api_key' }
  const number = await numberOf(city.db, notify.mchid)
  assert(number, 'news are for a number')
  const body = notifyBody(apiKey, await newsOf(city, notify))
  const signed = await signedHeaders(await signingKey(city, number.mode), { body, nowMs: city.clock.now() })
  const headers = { ...signed, 'content-type': 'application/json', accept: '*/*', 'user-agent': 'Plaza-Pay/1' }
  try {
    const allowPrivate = city.config.allowPrivateHooks === true
    const { status } = await postOutside(notify.url, { headers, body, allowPrivate, timeoutMs: NOTIFY_TIMEOUT_MS })
    const done = status === 200 || status === 204
    return { done, status, why: done ? null : `${Math.floor(status / 100)}xx` }
  } catch (error) {
    return { done: false, status: null, why: error instanceof NotOutside ? 'not_outside' : 'unreachable' }
  }
}

/** The news as it was when it became news: an order that was refunded since is told as paid. */
async function newsOf(city: City, notify: store.NotifyRow): Promise<News> {
  const trade = await tradeOf(city.db, notify.trade)
  assert(trade, 'news are about an order')
  const refund = notify.refund === null ? undefined : await refundOf(city.db, notify.refund)
  return {
    id: notify.id,
    createdAtMs: notify.createdAt,
    event: notify.event,
    summary: SUMMARIES[notify.event] ?? notify.event,
    about: refund ? 'refund' : 'transaction',
    resource: refund ? refundNews(refund, trade) : wireTrade(trade, 'SUCCESS'),
  }
}
