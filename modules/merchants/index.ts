import { merchantsApi } from '@plaza/contract'
import { module, route, type City } from '@plaza/house'
import { addRider } from '@plaza/ledger'
import { openMerchantBooks } from './accounts.ts'
import { dropPayDevice, issuePayDevice, waitingOrders } from './codepay/device.ts'
import { forgetOver } from './codepay/store.ts'
import { forgetRequests } from './inspect/note.ts'
import { inspectOrder, merchantRequests } from './inspect/show.ts'
import { addMerchantKey, merchantKeys, renewApiKey, revokeMerchantKey, setToldBy } from './keys/api-keys.ts'
import { renewDueKeys } from './keys/platform.ts'
import { forgetNonces } from './keys/store.ts'
import {
  CLOSE_EVERY_MS,
  NONCE_LIFE_MS,
  NOTIFY_LOOK_MS,
  PROBE_LOOK_MS,
  REQUESTS_FORGET_EVERY_MS,
  SETTLE_EVERY_MS,
  SWEEP_EVERY_MS,
} from './limits.ts'
import {
  addStaff,
  askVerification,
  createMerchant,
  decideVerification,
  merchantsInReview,
  myMerchants,
  removeStaff,
  seeStaff,
  seeMerchant,
} from './merchants.ts'
import { bringNews } from './notify/look.ts'
import { probeDue } from './notify/probe.ts'
import { resendNotify, seeNotifies } from './notify/show.ts'
import { testWebhook } from './notify/test.ts'
import { dropWebhook, seeWebhook, setProbe, setWebhook } from './notify/webhook.ts'
import { fillMyTestWallet, merchantOrder, merchantOrders, refundOrder } from './office.ts'
import { closeDueOrders } from './orders/close.ts'
import { myOpenid } from './orders/openid.ts'
import { myPayments, openPrepared, seePayOrder, settleOrder } from './orders/pay.ts'
import { payRider, refundRider } from './orders/riders.ts'
import { closeVehicle, endRide, myServices, openVehicle, signRide } from './services/mine.ts'
import { settleDue } from './settlements/settle.ts'
import { seeSettlement, seeSettlements, setSettlementAccount } from './settlements/show.ts'
import { settlementStatement } from './settlements/statement.ts'
import { approveDispute, decideDispute, openDisputes } from './disputes/decide.ts'
import { openDispute } from './disputes/open.ts'
import {
  acceptDispute,
  answerDispute,
  merchantDisputes,
  myDisputes,
  sayInDispute,
  withdrawDispute,
} from './disputes/sides.ts'
import { keptOf } from './store-kept.ts'
import { seeTillCalls, setTillCalls } from './till/calls.ts'
import { cancelTillOrder, makeTillOrder } from './till/order.ts'
import { scanAtTill } from './till/scan.ts'
import { closeShift, openShift, seeShifts } from './till/shift.ts'
import { payShop, seeShop, seeSticker } from './till/shop.ts'
import { seeTakings } from './till/takings.ts'
import { seeTransfers } from './payouts/list.ts'
import { acceptPayout, failDuePayouts, myPayouts } from './payouts/pay.ts'
import { endMerchantPromotion } from './promotions/end.ts'
import { openMerchantPromotion } from './promotions/open.ts'
import { merchantPromotions } from './promotions/show.ts'
import { decideRule, proposeRule } from './rulebook/change.ts'
import { seeRules } from './rulebook/show.ts'

export { renewPlatformKey } from './keys/platform.ts'
export { BODY_BYTES_MAX } from './limits.ts'
export { PAID_AT_TILL } from './events.ts'
export { paidAtTill, tillSumSince, type TillSum } from './till/calls.ts'
export { fillTestWallet, testBalances } from './accounts.ts'
export { useProgramNames, type ProgramNames } from './orders/names.ts'
export { payMadeUp } from './orders/pay.ts'
export { usePromotions, type PromotionDoor } from './promotions/door.ts'
export { useMerchantDoor, type DoorSettings, type MasterKey } from './vault.ts'
export { answerWire, type WireAnswer } from './wire/answer.ts'
export type { WireRequest } from './wire/authenticate.ts'

/** Everyone can be paid: merchants with their keys and orders, the API that their programs speak, and news for them. */
export const merchants = module({
  name: 'merchants',
  sql: new URL('./sql/', import.meta.url),
  exports: keptOf,
  routes: [
    route(merchantsApi.createMerchant, createMerchant),
    route(merchantsApi.myMerchants, myMerchants),
    route(merchantsApi.merchantsInReview, merchantsInReview),
    route(merchantsApi.decideVerification, decideVerification),
    route(merchantsApi.merchantRules, seeRules),
    route(merchantsApi.proposeMerchantRule, proposeRule),
    route(merchantsApi.decideMerchantRule, decideRule),
    route(merchantsApi.fillTestWallet, fillMyTestWallet),
    route(merchantsApi.merchant, seeMerchant),
    route(merchantsApi.addStaff, addStaff),
    route(merchantsApi.removeStaff, removeStaff),
    route(merchantsApi.merchantStaff, seeStaff),
    route(merchantsApi.askVerification, askVerification),
    route(merchantsApi.addMerchantKey, addMerchantKey),
    route(merchantsApi.merchantKeys, merchantKeys),
    route(merchantsApi.revokeMerchantKey, revokeMerchantKey),
    route(merchantsApi.renewApiKey, renewApiKey),
    route(merchantsApi.setToldBy, setToldBy),
    route(merchantsApi.merchantOrders, merchantOrders),
    route(merchantsApi.merchantOrder, merchantOrder),
    route(merchantsApi.inspectOrder, inspectOrder),
    route(merchantsApi.merchantRequests, merchantRequests),
    route(merchantsApi.refundOrder, refundOrder),
    route(merchantsApi.merchantNotifies, seeNotifies),
    route(merchantsApi.resendNotify, resendNotify),
    route(merchantsApi.issuePayDevice, issuePayDevice),
    route(merchantsApi.dropPayDevice, dropPayDevice),
    route(merchantsApi.waitingOrders, waitingOrders),
    route(merchantsApi.myServices, myServices),
    route(merchantsApi.openVehicle, openVehicle),
    route(merchantsApi.closeVehicle, closeVehicle),
    route(merchantsApi.signRide, signRide),
    route(merchantsApi.endRide, endRide),
    route(merchantsApi.myPayouts, myPayouts),
    route(merchantsApi.acceptPayout, acceptPayout),
    route(merchantsApi.payOrder, seePayOrder),
    route(merchantsApi.openPrepared, openPrepared),
    route(merchantsApi.settleOrder, settleOrder),
    route(merchantsApi.myPayments, myPayments),
    route(merchantsApi.myOpenid, myOpenid),
    route(merchantsApi.shop, seeShop),
    route(merchantsApi.payShop, payShop),
    route(merchantsApi.sticker, seeSticker),
    route(merchantsApi.makeTillOrder, makeTillOrder),
    route(merchantsApi.scanAtTill, scanAtTill),
    route(merchantsApi.cancelTillOrder, cancelTillOrder),
    route(merchantsApi.takings, seeTakings),
    route(merchantsApi.tillCalls, seeTillCalls),
    route(merchantsApi.setTillCalls, setTillCalls),
    route(merchantsApi.openShift, openShift),
    route(merchantsApi.closeShift, closeShift),
    route(merchantsApi.shifts, seeShifts),
    route(merchantsApi.setSettlementAccount, setSettlementAccount),
    route(merchantsApi.settlements, seeSettlements),
    route(merchantsApi.settlement, seeSettlement),
    route(merchantsApi.settlementStatement, settlementStatement),
    route(merchantsApi.setWebhook, setWebhook),
    route(merchantsApi.dropWebhook, dropWebhook),
    route(merchantsApi.testWebhook, testWebhook),
    route(merchantsApi.setProbe, setProbe),
    route(merchantsApi.webhook, seeWebhook),
    route(merchantsApi.merchantTransfers, seeTransfers),
    route(merchantsApi.merchantPromotions, merchantPromotions),
    route(merchantsApi.openMerchantPromotion, openMerchantPromotion),
    route(merchantsApi.endMerchantPromotion, endMerchantPromotion),
    route(merchantsApi.openDispute, openDispute),
    route(merchantsApi.myDisputes, myDisputes),
    route(merchantsApi.sayInDispute, sayInDispute),
    route(merchantsApi.withdrawDispute, withdrawDispute),
    route(merchantsApi.merchantDisputes, merchantDisputes),
    route(merchantsApi.answerDispute, answerDispute),
    route(merchantsApi.acceptDispute, acceptDispute),
    route(merchantsApi.openDisputes, openDisputes),
    route(merchantsApi.decideDispute, decideDispute),
    route(merchantsApi.approveDispute, approveDispute),
  ],
  chores: {
    probes: { everyMs: PROBE_LOOK_MS, run: probeDue },
    settlements: { everyMs: SETTLE_EVERY_MS, run: settleDue },
    closing: { everyMs: CLOSE_EVERY_MS, run: closeDueOrders },
    payouts: { everyMs: SWEEP_EVERY_MS, run: failDuePayouts },
    notifies: { everyMs: NOTIFY_LOOK_MS, run: bringNews },
    nonces: { everyMs: SWEEP_EVERY_MS, run: (city: City) => forgetNonces(city.db, city.clock.now() - NONCE_LIFE_MS) },
    requests: { everyMs: REQUESTS_FORGET_EVERY_MS, run: forgetRequests },
    keys: { everyMs: SWEEP_EVERY_MS, run: renewDueKeys },
    codes: { everyMs: SWEEP_EVERY_MS, run: (city: City) => forgetOver(city.db, city.clock.now()) },
  },
  async start(city) {
    addRider(city, payRider)
    addRider(city, refundRider)
    await openMerchantBooks(city)
  },
})
