import { walletApi } from '@plaza/contract'
import { module, route } from '@plaza/house'
import { addRider } from '@plaza/ledger'
import { openCityAccounts } from './accounts.ts'
import { askMoney, cancelRequest, declineRequest, expireRequests, payRequest, seeRequest } from './asks/request.ts'
import { requestRider } from './asks/rider.ts'
import { closeSplit, remindDue, remindSplit, seeSplit, splitBill, splitReminded } from './asks/split.ts'
import { askDue, moveAsked } from './bank/drive.ts'
import { bankLinks, finishLink, linkBank, unlinkBank } from './bank/links.ts'
import { seeMove, seeMoves, topUp, withdraw } from './bank/move.ts'
import { reconcileDue, seeSuspense } from './bank/reconcile.ts'
import { keptOf } from './store-kept.ts'
import { checkStamp, exportMonth } from './bills/export.ts'
import { categorize, seeBill, seeBills, seeMonth } from './bills/read.ts'
import { billWritten } from './bills/service.ts'
import { writeBills } from './bills/write.ts'
import { BANK_MOVE, BILL_WRITTEN, CARD_CHANGED, SPLIT_REMINDED } from './events.ts'
import { familyCards, giveFamilyCard, revokeFamilyCard } from './family/cards.ts'
import { mandateRider } from './family/rider.ts'
import { findHolder, freezeByOrder, freezeWallet, seeFrozen, unfreezeByOrder, unfreezeWallet } from './freeze.ts'
import { CHECK_EVERY_MS, DUE_EVERY_MS, RECONCILE_EVERY_MS, REMIND_EVERY_MS } from './limits.ts'
import { mayHaveWallet, setPin } from './pin.ts'
import { proofOptions, prove } from './proofs.ts'
import { actsAboutMe } from './office/about-me.ts'
import { seeActs } from './office/acts.ts'
import { seeDecisions } from './risk/decide.ts'
import { showWallet } from './show.ts'
import { cardChanged } from './show-cards.ts'
import { decideResolution, resolveSuspense } from './suspense/propose.ts'
import { settleResolutions } from './suspense/settle.ts'
import { decideTierChange, proposeTier, seeTiers } from './tiers/change.ts'
import { decideCheck, myCheck, myIdentity, playProvider, pollChecks, seeChecks, startCheck } from './tiers/check.ts'
import { publishTiers } from './tiers/plans.ts'
import { settleTiers } from './tiers/settle.ts'
import { acceptTransfer, cancelTransfer, declineTransfer, returnDue, seeTransfer } from './transfers/answer.ts'
import { sendTransfer } from './transfers/send.ts'
import { transferRider } from './transfers/store.ts'

export { accountIdOf, cityAccountId, currencyOf, holderFor, openCityAccounts, type CityAccount } from './accounts.ts'
export { bankCallback } from './bank/callback.ts'
export { reconcileDay } from './bank/reconcile.ts'
export { hasBank, useBank } from './bank/connect.ts'
export { bankStates, linkedAccount, sendToBank } from './bank/payout.ts'
export { csvLine } from './bills/csv.ts'
export { showCard, type Shown } from './cards.ts'
export { mustBeFriends } from './friends.ts'
export { moneyText } from './money.ts'
export { mayHaveWallet } from './pin.ts'
export { seedWallets, type Purse } from './seed.ts'
export { mayPay, mustBeCurrencyOf } from './spend.ts'
export { identityCallback } from './tiers/callback.ts'
export { httpProvider, type HttpProviderConfig } from './tiers/http-provider.ts'
export { publishTiers } from './tiers/plans.ts'
export { useIdentityProvider, type IdentityProvider } from './tiers/provider.ts'
export { mustBeAccepted, refusalOf } from './verdicts.ts'

/** The wallet in the messenger: who may pay what, how it is confirmed, and how it stands in conversations. */
export const wallet = module({
  name: 'wallet',
  exports: keptOf,
  sql: new URL('./sql/', import.meta.url),
  routes: [
    route(walletApi.wallet, (city, call) => {
      mayHaveWallet(call)
      return showWallet(city, call.by.person)
    }),
    route(walletApi.setPin, setPin),
    route(walletApi.proofOptions, proofOptions),
    route(walletApi.prove, prove),
    route(walletApi.sendTransfer, sendTransfer),
    route(walletApi.transfer, seeTransfer),
    route(walletApi.acceptTransfer, acceptTransfer),
    route(walletApi.declineTransfer, declineTransfer),
    route(walletApi.cancelTransfer, cancelTransfer),
    route(walletApi.askMoney, askMoney),
    route(walletApi.moneyRequest, seeRequest),
    route(walletApi.payRequest, payRequest),
    route(walletApi.declineRequest, declineRequest),
    route(walletApi.cancelRequest, cancelRequest),
    route(walletApi.splitBill, splitBill),
    route(walletApi.split, seeSplit),
    route(walletApi.remindSplit, remindSplit),
    route(walletApi.closeSplit, closeSplit),
    route(walletApi.giveFamilyCard, giveFamilyCard),
    route(walletApi.familyCards, familyCards),
    route(walletApi.revokeFamilyCard, revokeFamilyCard),
    route(walletApi.freezeWallet, freezeWallet),
    route(walletApi.unfreezeWallet, unfreezeWallet),
    route(walletApi.freezeByOrder, freezeByOrder),
    route(walletApi.unfreezeByOrder, unfreezeByOrder),
    route(walletApi.frozenWallets, seeFrozen),
    route(walletApi.findHolder, findHolder),
    route(walletApi.bills, seeBills),
    route(walletApi.bill, seeBill),
    route(walletApi.categorize, categorize),
    route(walletApi.month, seeMonth),
    route(walletApi.exportMonth, exportMonth),
    route(walletApi.checkStamp, checkStamp),
    route(walletApi.linkBank, linkBank),
    route(walletApi.finishLink, finishLink),
    route(walletApi.bankLinks, bankLinks),
    route(walletApi.unlinkBank, unlinkBank),
    route(walletApi.topUp, topUp),
    route(walletApi.withdraw, withdraw),
    route(walletApi.bankMove, seeMove),
    route(walletApi.bankMoves, seeMoves),
    route(walletApi.suspense, seeSuspense),
    route(walletApi.resolveSuspense, resolveSuspense),
    route(walletApi.decideResolution, decideResolution),
    route(walletApi.officeActs, seeActs),
    route(walletApi.actsAboutMe, actsAboutMe),
    route(walletApi.riskDecisions, seeDecisions),
    route(walletApi.startCheck, startCheck),
    route(walletApi.myCheck, myCheck),
    route(walletApi.myIdentity, myIdentity),
    route(walletApi.playProvider, playProvider),
    route(walletApi.tiers, seeTiers),
    route(walletApi.proposeTier, proposeTier),
    route(walletApi.decideTierChange, decideTierChange),
    route(walletApi.checks, seeChecks),
    route(walletApi.decideCheck, decideCheck),
  ],
  listens: {
    [CARD_CHANGED]: cardChanged,
    [SPLIT_REMINDED]: splitReminded,
    [BANK_MOVE]: moveAsked,
    [BILL_WRITTEN]: billWritten,
  },
  chores: {
    returns: { everyMs: DUE_EVERY_MS, run: returnDue },
    requests: { everyMs: DUE_EVERY_MS, run: expireRequests },
    reminders: { everyMs: REMIND_EVERY_MS, run: remindDue },
    bills: { everyMs: DUE_EVERY_MS, run: writeBills },
    bank: { everyMs: DUE_EVERY_MS, run: askDue },
    resolutions: { everyMs: DUE_EVERY_MS, run: settleResolutions },
    reconcile: { everyMs: RECONCILE_EVERY_MS, run: reconcileDue },
    checks: { everyMs: CHECK_EVERY_MS, run: pollChecks },
    tiers: { everyMs: DUE_EVERY_MS, run: settleTiers },
  },
  async start(city) {
    addRider(city, transferRider)
    addRider(city, requestRider)
    addRider(city, mandateRider)
    await openCityAccounts(city)
    await publishTiers(city)
  },
})
