import { phoneBehind, sessionBehind } from '../sessions.ts'
import { ticketOf } from '../ticket.ts'
import { plainToken, stableToken, type Issued } from '../tokens.ts'
import { say, text, type CompatAsk, type Handler } from './say.ts'
import { held, withSecret } from './held.ts'

const issued = ({ token, lifeMs }: Issued) => say({ access_token: token, expires_in: Math.floor(lifeMs / 1000) })

const inQuery = ({ query }: CompatAsk) => ({
  appId: query.get('appid') ?? '',
  secret: query.get('secret') ?? '',
  grant: query.get('grant_type') ?? '',
})

/** Tokens, sessions and phone numbers. */
export const loginPaths: Readonly<Record<string, Handler>> = {
  '/cgi-bin/token': (city, ask) =>
    withSecret(city, ask, inQuery(ask), 'client_credential', async appId => issued(await plainToken(city, appId))),
  '/cgi-bin/stable_token': (city, ask) => {
    const { appid, secret, grant_type: grant, force_refresh: force } = ask.fields
    const said = { appId: text(appid), secret: text(secret), grant: text(grant) }
    return withSecret(city, ask, said, 'client_credential', async appId =>
      issued(await stableToken(city, appId, force === true)),
    )
  },
  '/sns/jscode2session': (city, ask) =>
    withSecret(city, ask, inQuery(ask), 'authorization_code', async appId => {
      const { openid, unionid, sessionKey } = await sessionBehind(city, appId, ask.query.get('js_code') ?? '')
      return say({ openid, session_key: sessionKey, unionid })
    }),
  '/wxa/business/getuserphonenumber': held(async (city, appId, { fields }) => {
    const { phoneNumber, countryCode } = await phoneBehind(city, appId, text(fields['code']))
    return say({
      errcode: 0,
      errmsg: 'ok',
      phone_info: {
        phoneNumber,
        purePhoneNumber: phoneNumber.slice(1 + countryCode.length),
        countryCode,
        watermark: { timestamp: Math.floor(city.clock.now() / 1000), appid: appId },
      },
    })
  }),
  '/cgi-bin/ticket/getticket': held(async (city, appId) => {
    const { ticket, lifeMs } = ticketOf(city, appId)
    return say({ errcode: 0, errmsg: 'ok', ticket, expires_in: Math.min(7_200, Math.floor(lifeMs / 1000)) })
  }),
}
