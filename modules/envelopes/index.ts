import { membersAmong } from '@plaza/chat'
import { envelopesApi, type Envelope } from '@plaza/contract'
import { module, route, type Call, type City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { addRider } from '@plaza/ledger'
import { RETURN_EVERY_MS, TELL_EVERY_MS } from './limits.ts'
import { myEnvelopes } from './list.ts'
import { openEnvelope } from './open.ts'
import { returnDueEnvelopes } from './return.ts'
import { sendEnvelope } from './send.ts'
import { showEnvelope } from './show.ts'
import { envelopeOf } from './store.ts'
import { takeRider } from './take-rider.ts'
import { tellAllEnvelopes } from './tell.ts'

/** Red envelopes: money shared out in conversations, fairly and for anybody to check. */
export const envelopes = module({
  name: 'envelopes',
  sql: new URL('./sql/', import.meta.url),
  routes: [
    route(envelopesApi.sendEnvelope, sendEnvelope),
    route(envelopesApi.envelope, seeEnvelope),
    route(envelopesApi.openEnvelope, openEnvelope),
    route(envelopesApi.myEnvelopes, myEnvelopes),
  ],
  chores: {
    returns: { everyMs: RETURN_EVERY_MS, run: returnDueEnvelopes },
    tell: { everyMs: TELL_EVERY_MS, run: tellAllEnvelopes },
  },
  start: city => addRider(city, takeRider),
})

/** An envelope of a conversation of the caller's; of any other it is as unknown as one that never was (`not_found`). */
async function seeEnvelope(city: City, { by, input }: Call<{ id: string }>): Promise<Envelope> {
  const row = await envelopeOf(city.db, input.id)
  const inside = row && (row.sender === by.person || (await membersAmong(city, row.conv, [by.person])).has(by.person))
  if (!inside) throw new Refusal('not_found')
  return showEnvelope(city, row, by.person)
}
