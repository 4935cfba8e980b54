import { reachOf, type City } from '@plaza/house'
import { postOutside } from '@plaza/http'
import { assert } from '@plaza/kernel'
import { notifyBody, signedHeaders } from '@plaza/pay-wire'
import { probed } from '../events.ts'
import { apiKeyOf } from '../keys/api-keys.ts'
import { signerFor } from '../keys/public-key.ts'
import { DAY_MS, NOTIFY_TIMEOUT_MS, PROBE_ORDERS_MAX, PROBES_PER_LOOK } from '../limits.ts'
import { numberOf } from '../store.ts'
import { hasDoor } from '../vault.ts'
import { newestUrl, takeProbes, writeProbe } from './webhook-store.ts'

/** By how a wrong signature begins a merchant may see afterwards what it was; one that looks for it has checked nothing. */
const MARK = 'WECHATPAY/SIGNTEST/'

/** A chore: tries the servers of merchants that want it, once a day. Who does not refuse a wrong signature has not passed. */
export async function probeDue(city: City): Promise<void> {
  if (!hasDoor(city)) return
  const now = city.clock.now()
  for (const { mchid } of await takeProbes(city.db, now, now + DAY_MS, PROBES_PER_LOOK)) await probe(city, mchid)
}

async function probe(city: City, mchid: string): Promise<void> {
  const url = await newestUrl(city.db, mchid, PROBE_ORDERS_MAX)
  const apiKey = await apiKeyOf(city, mchid)
  if (url === undefined || apiKey === undefined) return
  const status = await tell(city, mchid, { url, apiKey })
  const passed = status !== null && status >= 400
  probed(city, passed)
  await writeProbe(city.db, { mchid, url, at: city.clock.now(), status, passed })
}

/** News of an order that there is not, signed by nobody; the status of the answer, if there was one. */
async function tell(
  city: City,
  mchid: string,
  { url, apiKey }: { readonly url: string; readonly apiKey: string },
): Promise<number | null> {
  const number = await numberOf(city.db, mchid)
  assert(number, 'a probe is of a number')
  const nowMs = city.clock.now()
  const resource = { mchid, out_trade_no: 'SIGNTEST' }
  const news = { event: 'TRANSACTION.SUCCESS', summary: 'A test', about: 'transaction', resource }
  const body = notifyBody(apiKey, { id: city.newId(), createdAtMs: nowMs, ...news })
  const signed = await signedHeaders(await signerFor(city, number), { body, nowMs })
  const wrong = { ...signed, 'Wechatpay-Signature': MARK + (signed['Wechatpay-Signature'] ?? '').slice(MARK.length) }
  const headers = { ...wrong, 'content-type': 'application/json', accept: '*/*', 'user-agent': 'Plaza-Pay/1' }
  const { url: at, allowPrivate } = reachOf(city, new URL(url))
  return postOutside(at.href, { headers, body, allowPrivate, timeoutMs: NOTIFY_TIMEOUT_MS }).then(
    answer => answer.status,
    () => null,
  )
}
