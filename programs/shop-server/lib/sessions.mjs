import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { no } from './http.mjs'

const SESSION_MS = 30 * 86_400_000
const KEY_BYTES = 32

/** Sessions that need no table: an openid and an end, signed under a key that only this folder has. */
export function openSessions(folder) {
  const file = path.join(folder, 'session.key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(KEY_BYTES), { mode: 0o600 })
  const key = readFileSync(file)
  const sign = text => createHmac('sha256', key).update(text).digest('base64url')
  return {
    of(openid) {
      const text = `${openid}.${Date.now() + SESSION_MS}`
      return `${text}.${sign(text)}`
    },
    /** Who asks; refuses `log_in` whoever did not sign in here, or too long ago. */
    who(request) {
      const [openid = '', until = '', mark = ''] = (request.headers.authorization ?? '')
        .replace(/^Bearer /, '')
        .split('.')
      if (!isSame(mark, sign(`${openid}.${until}`)) || Number(until) < Date.now()) throw no(401, 'log_in')
      return openid
    },
  }
}

/** Compared without telling how far they fit. */
export function isSame(given, right) {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
