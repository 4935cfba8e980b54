import { createHash, randomBytes } from 'node:crypto'
import { CODES_MAX } from './limits.ts'

/** The made-up citizen who runs the program: the same one at every login. */
export class FakeCitizen {
  readonly #codes = new Set<string>()
  readonly #sessionKey = randomBytes(16).toString('base64')

  /** What `wx.login` gives: good once. */
  login(): string {
    const code = randomBytes(16).toString('hex')
    if (this.#codes.size >= CODES_MAX) this.#codes.clear()
    this.#codes.add(code)
    return code
  }

  /** `GET /sns/jscode2session`, as the platform answers a program's server. */
  session(appId: string, code: string): object {
    if (!this.#codes.delete(code)) return { errcode: 40029, errmsg: 'invalid code' }
    const openid = createHash('sha256').update(`${appId} sandbox citizen`).digest('base64url').slice(0, 28)
    return { openid, session_key: this.#sessionKey }
  }
}
