/** What transfers of this module are for, as the ledger's journal says it. */
export const PAYMENT = 'merchant.payment'
export const REFUND = 'merchant.refund'
export const PAYOUT = 'merchant.payout'
export const TEST_FILL_CODE = 'merchant.test'
/** What the city takes of a settlement. */
export const FEE = 'merchant.fee'
/** What a payer questions. */
export const DISPUTE = 'merchant.dispute'
