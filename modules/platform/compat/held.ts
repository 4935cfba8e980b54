import { BAD_APPID, BAD_GRANT } from '@plaza/compat-wechat'
import type { City } from '@plaza/house'
import { mustHoldToken, mustKnowSecret } from '../tokens.ts'
import type { CompatAsk, CompatReply, Handler } from './say.ts'

/** For whoever holds an access token; the handler is told whose it is. */
export const held =
  (handle: (city: City, appId: string, ask: CompatAsk) => Promise<CompatReply>): Handler =>
  async (city, ask) =>
    handle(city, await mustHoldToken(city, ask.query.get('access_token') ?? ''), ask)

/** For whoever knows a program's secret and asks for the grant that is meant. */
export async function withSecret(
  city: City,
  ask: CompatAsk,
  said: { appId: string; secret: string; grant: string },
  grant: string,
  handle: (appId: string) => Promise<CompatReply>,
): Promise<CompatReply> {
  if (!/^wx[0-9a-f]{16}$/.test(said.appId)) return { say: BAD_APPID }
  // Some libraries leave it out, where there is only one.
  if (said.grant !== '' && said.grant !== grant) return { say: BAD_GRANT }
  await mustKnowSecret(city, { appId: said.appId, secret: said.secret, address: ask.address })
  return handle(said.appId)
}
