/** What the ledger's journal calls an envelope being filled, a share being taken, and the rest going back. */
export const ENVELOPE = 'envelope'
export const ENVELOPE_TAKE = 'envelope_take'
export const ENVELOPE_RETURN = 'envelope_return'
/** The same of promotions. */
export const PROMOTION = 'envelope_promotion'
export const PROMOTION_GIFT = 'envelope_gift'
export const PROMOTION_RETURN = 'envelope_gift_return'
