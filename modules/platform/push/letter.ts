import { sealMessage, signatureOf, writeXml } from '@plaza/compat-wechat'
import type { City } from '@plaza/house'
import { webhookHeaders } from '@plaza/webhooks'
import { createHash } from 'node:crypto'
import { SALT_BYTES } from '../limits.ts'
import type { Form, NewsRow } from './store.ts'

/** An address with what opens it. */
export interface Target {
  readonly form: Form
  readonly url: string
  /** Of the webhook, or the token that signs. */
  readonly secret: string
  readonly aesKey: string | undefined
}

export interface Letter {
  readonly url: URL
  readonly headers: Record<string, string>
  readonly body: string
  /** What it says before it is sealed. */
  readonly plain: string
}

/** Who a letter is about, by the names that the program has for them. */
export interface Names {
  readonly openid: string
  readonly unionid: string
}

/** News as the program's server chose to hear them. The same news again have the same id, and say the same. */
export function letterOf(city: City, target: Target, news: NewsRow, names: Names): Letter {
  if (target.form === 'standard') return openLetter(city, target, news, names)
  const fields = compatFields(news, names)
  const plain = target.form === 'xml' ? writeXml(fields) : JSON.stringify(fields)
  const type = target.form === 'xml' ? 'text/xml; charset=utf-8' : 'application/json; charset=utf-8'
  const sealed = target.aesKey && seal(city, target.aesKey, news.appId, plain)
  const more = { openid: names.openid, ...(news.replay === null ? {} : { replay: '1' }) }
  const url = signedUrl(city, target, more, sealed)
  return { url, headers: { 'content-type': type }, body: sealed ? wrap(target.form, news.appId, sealed) : plain, plain }
}

/** The address with the signature that a server of this format checks, and whatever else belongs to the question. */
export function signedUrl(
  city: City,
  target: Pick<Target, 'url' | 'secret'>,
  more: Record<string, string>,
  sealed?: string,
): URL {
  const url = new URL(target.url)
  const timestamp = String(Math.floor(city.clock.now() / 1000))
  const nonce = String(Buffer.from(city.dice.bytes(4)).readUInt32BE())
  const signature = signatureOf(target.secret, timestamp, nonce)
  const query: Record<string, string> = { signature, timestamp, nonce, ...more }
  if (sealed) {
    query['encrypt_type'] = 'aes'
    query['msg_signature'] = signatureOf(target.secret, timestamp, nonce, sealed)
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url
}

function openLetter(city: City, target: Target, news: NewsRow, names: Names): Letter {
  const { at: _, ...facts } = news.facts
  const body = JSON.stringify({
    type: news.kind,
    timestamp: new Date(news.createdAt).toISOString(),
    data: { ...names, ...facts },
  })
  const headers = webhookHeaders(target.secret, { id: news.id, atMs: city.clock.now(), body })
  const replayed = news.replay === null ? {} : { 'plaza-replay': '1' }
  const all = { ...headers, ...replayed, 'content-type': 'application/json' }
  return { url: new URL(target.url), headers: all, body, plain: body }
}

const wrap = (form: Form, appId: string, sealed: string): string =>
  form === 'xml'
    ? writeXml({ ToUserName: appId, Encrypt: sealed })
    : JSON.stringify({ ToUserName: appId, Encrypt: sealed })

const seal = (city: City, aesKey: string, appId: string, text: string): string =>
  sealMessage({ aesKey, appId, text, salt: city.dice.bytes(SALT_BYTES) })

/** The news in the words of the format. */
function compatFields(news: NewsRow, { openid }: Names): Record<string, string | number> {
  const head = {
    ToUserName: news.appId,
    FromUserName: openid,
    CreateTime: Math.floor(Number(news.facts['at'] ?? news.createdAt) / 1000),
  }
  const fact = (name: string) => String(news.facts[name] ?? '')
  switch (news.kind) {
    case 'message.text':
      return { ...head, MsgType: 'text', Content: fact('text'), MsgId: numberOf(news.id) }
    case 'contact.opened':
      return { ...head, MsgType: 'event', Event: 'user_enter_tempsession', SessionFrom: fact('from') }
    case 'followed':
      return { ...head, MsgType: 'event', Event: 'subscribe', EventKey: '' }
    case 'unfollowed':
      return { ...head, MsgType: 'event', Event: 'unsubscribe', EventKey: '' }
    case 'menu.clicked':
      return { ...head, MsgType: 'event', Event: 'CLICK', EventKey: fact('key') }
  }
}

/** A number for an id, within what JavaScript can say: 52 bits of its hash. */
const numberOf = (id: string): number => Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 13), 16)
