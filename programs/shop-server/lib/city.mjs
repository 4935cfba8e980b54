// The platform's API: who signed in, messages that people asked for, answers in the customer chat.
import { createHash, createHmac } from 'node:crypto'
import { no } from './http.mjs'
import { isSame } from './sessions.mjs'

const NEWS_AGE_S_MAX = 300
/** A token is renewed so long before it ends. */
const EARLY_MS = 300_000
const ASK_MS = 10_000

/** The same words give the same id, so that what is done twice happens once. */
export function idOf(...words) {
  const hex = createHash('sha256').update(words.join('|')).digest('hex')
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Opens the platform API for a program. `secret` is that of its webhook. */
export function openCity({ api, appId, appSecret, secret }) {
  let token
  const base = `${api}/platform/v1`

  async function bearer() {
    if (token && token.until > Date.now()) return token.text
    const answer = await fetch(`${base}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${appId}:${appSecret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal: AbortSignal.timeout(ASK_MS),
    })
    if (!answer.ok) throw new Error(`no token: ${answer.status}`)
    const { access_token: text, expires_in: seconds } = await answer.json()
    token = { text, until: Date.now() + seconds * 1000 - EARLY_MS }
    return text
  }

  /** The answer, or an error whose `code` is the city's word. */
  async function ask(path, input) {
    const answer = await fetch(base + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${await bearer()}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(ASK_MS),
    })
    if (answer.status === 401) token = undefined
    const said = await answer.json()
    if (!answer.ok) throw Object.assign(new Error(`${path}: ${said.code}`), { code: said.code })
    return said
  }

  return {
    async session(code) {
      try {
        return await ask('/sessions', { code: String(code) })
      } catch (error) {
        if (error.code === 'code_wrong') throw no(401, 'log_in')
        throw error
      }
    },
    /** Brings a message that somebody asked for; false when they did not. */
    async notice({ id, openid, template, page, data }) {
      try {
        await ask('/notices', { id, openid, template, page, data })
        return true
      } catch (error) {
        if (error.code === 'not_asked_for' || error.code === 'openid_unknown') return false
        throw error
      }
    },
    message: ({ id, openid, said }) => ask('/messages', { id, openid, said }),
    /** Reads news of the platform as Standard Webhooks has them. Refuses what is not signed under our secret, or is old. */
    news({ request, raw }) {
      const header = name => String(request.headers[`webhook-${name}`] ?? '')
      const [id, timestamp] = [header('id'), header('timestamp')]
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
      const right = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${raw}`).digest('base64')}`
      const fresh = Math.abs(Date.now() / 1000 - Number(timestamp)) <= NEWS_AGE_S_MAX
      if (
        !fresh ||
        !header('signature')
          .split(' ')
          .some(one => isSame(one, right))
      )
        throw no(401, 'forged')
      return { id, ...JSON.parse(raw) }
    },
  }
}
