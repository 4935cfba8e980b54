import { openMessage, readXml, signatureOf } from '@plaza/compat-wechat'
import type { NewsRow } from './store.ts'
import type { Target } from './letter.ts'

/**
 * The words that a server answered to a message at once; undefined when it answered none, to somebody else, or with a
 * signature that is not its own.
 */
export function wordsOf(target: Target, news: NewsRow, openid: string, body: string): string | undefined {
  const answer = fieldsOf(body)
  const fields = target.aesKey && answer ? opened(target, target.aesKey, news.appId, answer) : answer
  if (fields?.['MsgType'] !== 'text' || fields['ToUserName'] !== openid) return undefined
  return fields['Content'] || undefined
}

function opened(
  target: Target,
  aesKey: string,
  appId: string,
  wrap: Record<string, string>,
): Record<string, string> | undefined {
  const { Encrypt: sealed = '', MsgSignature: signature, TimeStamp: timestamp = '', Nonce: nonce = '' } = wrap
  if (signature !== signatureOf(target.secret, timestamp, nonce, sealed)) return undefined
  try {
    return fieldsOf(openMessage({ aesKey, appId, sealed }))
  } catch {
    return undefined // not sealed for this program: nothing was answered
  }
}

/** Both forms are taken whichever was sent, as servers write whichever they know. */
function fieldsOf(text: string): Record<string, string> | undefined {
  if (!text.trimStart().startsWith('{')) return readXml(text)
  try {
    const read = JSON.parse(text) as Record<string, unknown>
    return Object.fromEntries(Object.entries(read).map(([name, value]) => [name, String(value)]))
  } catch {
    return undefined
  }
}
