import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { openPrepared, PayOrder } from './merchants-pay.ts'
import { AppId } from './programs-parts.ts'
import { Done, Uuid } from './types.ts'
import { Minor, paying } from './wallet-parts.ts'

const ofCitizen = T.Object({ appId: AppId, id: Uuid })

/** Somebody made up, who signs in to one program only and pays its test orders with play money. */
export const TestCitizen = T.Object({
  id: Uuid,
  name: T.String(),
  /** As the program's server knows them. */
  openid: T.String(),
  /** Play money, in minor units. */
  balance: Minor,
  currency: T.String(),
})
export type TestCitizen = Static<typeof TestCitizen>

export const programCitizens = endpoint({
  verb: 'GET',
  path: '/makers/programs/:appId/citizens',
  doc: 'Citizens whom a program’s makers made up to try it with, the first one first.',
  who: 'person',
  input: T.Object({ appId: AppId }),
  reply: T.Object({
    citizens: T.Array(TestCitizen),
    /** How many a program may have. */
    most: T.Integer(),
  }),
  refusals: ['not_found', 'developer_only'],
})
export const makeCitizen = endpoint({
  verb: 'PUT',
  path: '/makers/programs/:appId/citizens/:id',
  doc: 'Make up a citizen with a wallet of play money. The id is mine: a repeat changes nothing.',
  who: 'person',
  perMinute: 30,
  input: T.Object({ appId: AppId, id: Uuid, name: T.String({ minLength: 1, maxLength: limits.NAME_LENGTH_MAX }) }),
  reply: TestCitizen,
  refusals: ['not_found', 'developer_only', 'too_many_citizens', 'exists_different'],
})
export const dropCitizen = endpoint({
  verb: 'DELETE',
  path: '/makers/programs/:appId/citizens/:id',
  doc: 'Be done with a made-up citizen. What they paid stays with its orders. Safe to repeat.',
  who: 'person',
  input: ofCitizen,
  reply: Done,
  refusals: ['not_found', 'developer_only'],
})
export const citizenLogin = endpoint({
  verb: 'POST',
  path: '/makers/programs/:appId/citizens/:id/login',
  doc: 'A code as `wx.login` gives it: the program’s server trades it in, once and soon, for the name of this made-up citizen.',
  who: 'person',
  perMinute: 60,
  secret: true,
  input: ofCitizen,
  reply: T.Object({ code: T.String() }),
  refusals: ['not_found', 'developer_only'],
})
export const fillCitizen = endpoint({
  verb: 'POST',
  path: '/makers/programs/:appId/citizens/:id/fill',
  doc: 'Put play money into the wallet of a made-up citizen. The key is mine: a repeat fills nothing.',
  who: 'person',
  perMinute: 30,
  input: T.Object({ appId: AppId, id: Uuid, key: Uuid }),
  reply: TestCitizen,
  refusals: ['not_found', 'developer_only'],
})
export const citizenPays = endpoint({
  verb: 'POST',
  path: '/makers/programs/:appId/citizens/:id/pay',
  doc: 'A made-up citizen pays what the program asked for with `wx.requestPayment`, an order of a test number, with play money. Safe to repeat.',
  who: 'person',
  perMinute: 60,
  secret: true,
  input: T.Object({ ...openPrepared.input.properties, appId: AppId, id: Uuid }),
  reply: PayOrder,
  refusals: ['not_found', 'developer_only', 'play_money_only', 'order_paid', 'order_closed', ...paying],
})
