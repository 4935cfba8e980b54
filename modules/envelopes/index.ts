import { standingIn } from '@plaza/chat'
import { envelopesApi, type Envelope } from '@plaza/contract'
import { module, route, type Call, type City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { addRider } from '@plaza/ledger'
import { END_EVERY_MS, RETURN_EVERY_MS, TELL_EVERY_MS } from './limits.ts'
import { myEnvelopes } from './list.ts'
import { openEnvelope } from './open.ts'
import { claimPromotion, seePromotion, seePromotions } from './promotions/claim.ts'
import { endDuePromotions } from './promotions/end.ts'
import { giftRider } from './promotions/rider.ts'
import { returnDueEnvelopes } from './return.ts'
import { sendEnvelope } from './send.ts'
import { showEnvelope, showLeftEnvelope } from './show.ts'
import { keptOf } from './store-kept.ts'
import { envelopeOf } from './store.ts'
import { takeRider } from './take-rider.ts'
import { tellAllEnvelopes } from './tell.ts'

export { takeShare, type Outcome } from './open.ts'
export { endPromotion } from './promotions/end.ts'
export { openPromotion, promotionStanding, type PromotionStanding } from './promotions/open.ts'
export type { PromotionWish } from './promotions/rules.ts'
export { putEnvelope, type Put } from './send.ts'

/** Red envelopes: money shared out in conversations, fairly and for anybody to check. */
export const envelopes = module({
  name: 'envelopes',
  sql: new URL('./sql/', import.meta.url),
  exports: keptOf,
  routes: [
    route(envelopesApi.sendEnvelope, sendEnvelope),
    route(envelopesApi.envelope, seeEnvelope),
    route(envelopesApi.openEnvelope, openEnvelope),
    route(envelopesApi.myEnvelopes, myEnvelopes),
    route(envelopesApi.promotions, seePromotions),
    route(envelopesApi.promotion, seePromotion),
    route(envelopesApi.claimPromotion, claimPromotion),
  ],
  chores: {
    returns: { everyMs: RETURN_EVERY_MS, run: returnDueEnvelopes },
    ends: { everyMs: END_EVERY_MS, run: endDuePromotions },
    tell: { everyMs: TELL_EVERY_MS, run: tellAllEnvelopes },
  },
  start(city) {
    addRider(city, takeRider)
    addRider(city, giftRider)
  },
})

/**
 * An envelope of a conversation of the caller's; whoever left it sees that they did. Of any other it is as unknown as one
 * that never was (`not_found`).
 */
async function seeEnvelope(city: City, { by, input }: Call<{ id: string }>): Promise<Envelope> {
  const row = await envelopeOf(city.db, input.id)
  if (!row) throw new Refusal('not_found')
  const standing = row.sender === by.person ? 'member' : await standingIn(city, row.conv, by.person)
  if (standing === 'stranger') throw new Refusal('not_found')
  return (standing === 'left' ? showLeftEnvelope : showEnvelope)(city, row, by.person)
}
