import { merchantsApi } from '@plaza/contract'
import { module, route, type City } from '@plaza/house'
import { addRider } from '@plaza/ledger'
import { openMerchantBooks } from './accounts.ts'
import { dropPayDevice, issuePayDevice, waitingOrders } from './codepay/device.ts'
import { forgetOver } from './codepay/store.ts'
import { addMerchantKey, merchantKeys, renewApiKey, revokeMerchantKey } from './keys/api-keys.ts'
import { renewDueKeys } from './keys/platform.ts'
import { forgetNonces } from './keys/store.ts'
import { CLOSE_EVERY_MS, NONCE_LIFE_MS, NOTIFY_LOOK_MS, SWEEP_EVERY_MS } from './limits.ts'
import {
  addStaff,
  askVerification,
  createMerchant,
  decideVerification,
  merchantsInReview,
  myMerchants,
  removeStaff,
  seeMerchant,
} from './merchants.ts'
import { bringNews } from './notify/look.ts'
import { resendNotify } from './notify/show.ts'
import { fillMyTestWallet, merchantOrder, merchantOrders, refundOrder } from './office.ts'
import { closeDueOrders } from './orders/close.ts'
import { myOpenid } from './orders/openid.ts'
import { myPayments, openPrepared, seePayOrder, settleOrder } from './orders/pay.ts'
import { payRider, refundRider } from './orders/riders.ts'

export { renewPlatformKey } from './keys/platform.ts'
export { BODY_BYTES_MAX } from './limits.ts'
export { useMerchantDoor, type DoorSettings, type MasterKey } from './vault.ts'
export { answerWire, type WireAnswer } from './wire/answer.ts'
export type { WireRequest } from './wire/authenticate.ts'

/** Everyone can be paid: merchants with their keys and orders, the API that their programs speak, and news for them. */
export const merchants = module({
  name: 'merchants',
  sql: new URL('./sql/', import.meta.url),
  routes: [
    route(merchantsApi.createMerchant, createMerchant),
    route(merchantsApi.myMerchants, myMerchants),
    route(merchantsApi.merchantsInReview, merchantsInReview),
    route(merchantsApi.decideVerification, decideVerification),
    route(merchantsApi.fillTestWallet, fillMyTestWallet),
    route(merchantsApi.merchant, seeMerchant),
    route(merchantsApi.addStaff, addStaff),
    route(merchantsApi.removeStaff, removeStaff),
    route(merchantsApi.askVerification, askVerification),
    route(merchantsApi.addMerchantKey, addMerchantKey),
    route(merchantsApi.merchantKeys, merchantKeys),
    route(merchantsApi.revokeMerchantKey, revokeMerchantKey),
    route(merchantsApi.renewApiKey, renewApiKey),
    route(merchantsApi.merchantOrders, merchantOrders),
    route(merchantsApi.merchantOrder, merchantOrder),
    route(merchantsApi.refundOrder, refundOrder),
    route(merchantsApi.resendNotify, resendNotify),
    route(merchantsApi.issuePayDevice, issuePayDevice),
    route(merchantsApi.dropPayDevice, dropPayDevice),
    route(merchantsApi.waitingOrders, waitingOrders),
    route(merchantsApi.payOrder, seePayOrder),
    route(merchantsApi.openPrepared, openPrepared),
    route(merchantsApi.settleOrder, settleOrder),
    route(merchantsApi.myPayments, myPayments),
    route(merchantsApi.myOpenid, myOpenid),
  ],
  chores: {
    closing: { everyMs: CLOSE_EVERY_MS, run: closeDueOrders },
    notifies: { everyMs: NOTIFY_LOOK_MS, run: bringNews },
    nonces: { everyMs: SWEEP_EVERY_MS, run: (city: City) => forgetNonces(city.db, city.clock.now() - NONCE_LIFE_MS) },
    keys: { everyMs: SWEEP_EVERY_MS, run: renewDueKeys },
    codes: { everyMs: SWEEP_EVERY_MS, run: (city: City) => forgetOver(city.db, city.clock.now()) },
  },
  async start(city) {
    addRider(city, payRider)
    addRider(city, refundRider)
    await openMerchantBooks(city)
  },
})
