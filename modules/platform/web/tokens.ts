import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { personBehind } from '@plaza/programs'
import { TOKEN_BYTES, TOKEN_LIFE_MS, WEB_REFRESH_LIFE_MS } from '../limits.ts'
import { namesIn } from '../sessions.ts'
import { hashOf } from '../tokens.ts'
import { profileOf } from '../userinfo.ts'
import { endTokensOf, isUsed, putTokens, tokenBehind, useCode, type WebGrant } from './store.ts'

export const USER_INFO = 'snsapi_userinfo'

export interface WebTokens extends WebGrant {
  readonly access: string
  readonly refresh: string
  readonly openid: string
  readonly unionid: string
}

/**
 * Trades in a code that a citizen's browser brought, once. Refuses `code_wrong`; a second use is `code_used` and ends what
 * came of the first (RFC 6749, 4.1.2).
 */
export async function tradeCode(city: City, appId: string, code: string): Promise<WebTokens> {
  const codeHash = hashOf(code)
  const now = city.clock.now()
  const made = [chance(city), chance(city)] as const
  const grant = await city.db.tx(async tx => {
    const fresh = await useCode(tx, codeHash, appId, now)
    if (!fresh) {
      if (!(await isUsed(tx, codeHash, appId))) return 'code_wrong'
      await endTokensOf(tx, codeHash)
      return 'code_used'
    }
    await putTokens(tx, { ...fresh, codeHash }, [
      { hash: hashOf(made[0]), kind: 'access', expiresAt: now + TOKEN_LIFE_MS },
      { hash: hashOf(made[1]), kind: 'refresh', expiresAt: now + WEB_REFRESH_LIFE_MS },
    ])
    return fresh
  })
  if (typeof grant === 'string') throw new Refusal(grant)
  return { ...grant, access: made[0], refresh: made[1], ...(await namesIn(city, appId, grant.person)) }
}

/** A new access token for a refresh token of this program; the refresh token stays. Refuses `token_wrong`. */
export async function refreshWeb(city: City, appId: string, refresh: string): Promise<WebTokens> {
  const now = city.clock.now()
  const found = await tokenBehind(city.db, hashOf(refresh), 'refresh', now)
  if (found?.appId !== appId) throw new Refusal('token_wrong')
  const access = chance(city)
  await putTokens(city.db, found, [{ hash: hashOf(access), kind: 'access', expiresAt: now + TOKEN_LIFE_MS }])
  return { ...found, access, refresh, ...(await namesIn(city, appId, found.person)) }
}

/** Whether an access token is good for this person. Refuses `token_wrong`, and `openid_unknown` for anybody else's name. */
export async function mustHoldWeb(city: City, access: string, openid: string): Promise<WebGrant> {
  const grant = await tokenBehind(city.db, hashOf(access), 'access', city.clock.now())
  if (!grant) throw new Refusal('token_wrong')
  if ((await personBehind(city, grant.appId, openid)) !== grant.person) throw new Refusal('openid_unknown')
  return grant
}

/** Name and picture of whoever allowed it on the web. Refuses `consent_missing` for a token without that scope. */
export async function webProfile(city: City, access: string, openid: string) {
  const grant = await mustHoldWeb(city, access, openid)
  if (grant.scope !== USER_INFO) throw new Refusal('consent_missing')
  const [profile, names] = await Promise.all([profileOf(city, grant.person), namesIn(city, grant.appId, grant.person)])
  return { ...profile, ...names }
}

const chance = (city: City): string => Buffer.from(city.dice.bytes(TOKEN_BYTES)).toString('base64url')
