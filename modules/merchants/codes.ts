/** What transfers of this module are for, as the ledger's journal says it. */
export const PAYMENT = 'merchant.payment'
export const REFUND = 'merchant.refund'
export const TEST_FILL_CODE = 'merchant.test'
