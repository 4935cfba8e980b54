import type { City } from '@plaza/house'
import { mustHoldWeb, refreshWeb, tradeCode, webProfile, type WebTokens } from '../web/tokens.ts'
import { TOKEN_LIFE_MS } from '../limits.ts'
import { done, say, type CompatAsk, type CompatReply, type Handler } from './say.ts'
import { withSecret } from './held.ts'

const word = ({ query }: CompatAsk, name: string): string => query.get(name) ?? ''

const tokens = ({ access, refresh, openid, unionid, scope }: WebTokens): CompatReply =>
  say({
    access_token: access,
    expires_in: TOKEN_LIFE_MS / 1000,
    refresh_token: refresh,
    openid,
    scope,
    unionid,
  })

/** Signing in on web pages. The page itself is the city's: its origin is where citizens are signed in. */
export const webPaths: Readonly<Record<string, Handler>> = {
  '/connect/oauth2/authorize': (city, { query }) => toCity(city, query),
  '/sns/oauth2/access_token': (city, ask) => {
    const said = { appId: word(ask, 'appid'), secret: word(ask, 'secret'), grant: word(ask, 'grant_type') }
    return withSecret(city, ask, said, 'authorization_code', async appId =>
      tokens(await tradeCode(city, appId, word(ask, 'code'))),
    )
  },
  '/sns/oauth2/refresh_token': async (city, ask) =>
    tokens(await refreshWeb(city, word(ask, 'appid'), word(ask, 'refresh_token'))),
  '/sns/userinfo': async (city, ask) => {
    const profile = await webProfile(city, word(ask, 'access_token'), word(ask, 'openid'))
    return say({
      openid: profile.openid,
      nickname: profile.nickName,
      sex: profile.gender,
      language: profile.language,
      city: profile.city,
      province: profile.province,
      country: profile.country,
      headimgurl: profile.avatarUrl,
      privilege: [],
      unionid: profile.unionid,
    })
  },
  '/sns/auth': async (city, ask) => {
    await mustHoldWeb(city, word(ask, 'access_token'), word(ask, 'openid'))
    return done
  },
}

async function toCity(city: City, query: URLSearchParams): Promise<CompatReply> {
  const location = `${city.config.publicUrl}/connect/oauth2/authorize?${query.toString()}`
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' }
}
