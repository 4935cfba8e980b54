/** Merchants that one person may own, and people who work for one. */
export const MERCHANTS_PER_OWNER_MAX = 10
export const STAFF_MAX = 50
/** Keys of one number that are not revoked. */
export const KEYS_MAX = 5
export const KEY_LIFE_MS = 5 * 365 * 86_400_000
/** Keys in one answer, revoked ones too. */
export const KEYS_SHOWN_MAX = 50
export const AUTHORITY_LIFE_MS = 10 * 365 * 86_400_000
/** A platform key signs for a year. The next is listed so long before it signs, and the old one so long after. */
export const PLATFORM_KEY_LIFE_MS = 365 * 86_400_000
export const PLATFORM_OVERLAP_MS = 14 * 86_400_000
/** How long what was read of the platform's keys counts. */
export const PLATFORM_KEYS_REMEMBERED_MS = 30_000
/** What a merchant that is not verified may take in a month, in minor units. */
export const UNVERIFIED_MONTH_MAX = 200_000n
/** Merchants in one answer. */
export const MERCHANTS_SHOWN_MAX = 100

/** Longest body of a request. */
export const BODY_BYTES_MAX = 64 * 1024
/** Requests of one number in a minute, and of one address that did not sign rightly. */
export const REQUESTS_PER_MINUTE = 6_000
export const STRANGERS_PER_MINUTE = 120
/** Nonces are kept a little longer than the window in which a request is fresh, on both its sides. */
export const NONCE_LIFE_MS = 11 * 60_000
export const SWEEP_EVERY_MS = 60_000

/** An order that nobody pays closes after so long unless its merchant says earlier. */
export const TRADE_LIFE_MS = 7 * 86_400_000
/** A prepay id opens the payment for so long after the merchant asked for it. */
export const PREPAY_LIFE_MS = 2 * 3_600_000
export const CLOSE_EVERY_MS = 1_000
export const CLOSE_MAX = 500
/** Letters of an order's code: 80 bits, which nobody guesses. */
export const CODE_LENGTH = 16
export const ORDERS_PAGE = 30
export const REFUNDS_MAX = 50
export const REFUND_WITHIN_MS = 365 * 86_400_000

/** How often the workers look for news that is due, how many they take, and how many a process brings at once. */
export const NOTIFY_LOOK_MS = 1_000
export const NOTIFIES_PER_LOOK = 200
export const NOTIFIES_AT_ONCE = 50
/** A receiver has so long to answer. */
export const NOTIFY_TIMEOUT_MS = 5_000
/** News whose worker died is free again after this long. */
export const NOTIFY_LEASE_MS = 30_000
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** Pauses before each further try: 24 h 4 min in all. */
export const NOTIFY_PAUSES_MS: readonly number[] = [
  ...[15, 15, 30].map(n => n * SECOND),
  ...[3, 10, 20, 30, 30, 30, 60].map(n => n * MINUTE),
  ...[3, 3, 3, 6, 6].map(n => n * HOUR),
]
/** Deliveries of one piece of news in one answer. */
export const DELIVERIES_SHOWN_MAX = 20
export const NOTIFIES_SHOWN_MAX = 60

/** Rows of one bill; a day with more is read in parts by its merchant's own books. */
export const BILL_ROWS_MAX = 200_000
/** A link to a bill works for so long. */
export const BILL_TICKET_LIFE_MS = 5 * 60_000
/** Bills are asked for by days up to so long ago. */
export const BILL_DAYS_BACK_MAX = 90
/** From this hour (UTC) of the next day on. */
export const BILL_FROM_HOUR = 10
export const DAY_MS = 86_400_000

/** Play money that a tester gets each day, in minor units. */
export const TEST_FILL = 1_000_000n
export const MASTER_KEY_BYTES = 32

/** A pay code is shown for so long; the one before and the one after it are taken too, for clocks differ. */
export const PAY_CODE_STEP_MS = 30_000
export const PAY_CODE_WINDOW_STEPS = 1
/** Codes of one step, for whoever wants another at once. */
export const PAY_CODES_PER_STEP = 4
export const PAY_DEVICE_LIFE_MS = 7 * 86_400_000
export const PAY_KEY_BYTES = 32
/** Names drawn again when one is taken. */
export const ALIAS_TRIES_MAX = 20
/** Paid by a code alone: one payment, and all of a day, in minor units. Above it the payer confirms. */
export const SMALL_PAYMENT_MAX = 2_000n
export const SMALL_DAY_MAX = 10_000n
/** So long a payer has to confirm. */
export const CONFIRM_WITHIN_MS = 2 * 60_000
/** Wrong codes of one merchant in a minute: beyond them somebody guesses. */
export const WRONG_CODES_PER_MINUTE = 20
/** Orders that wait for one person, in one answer. */
export const WAITING_MAX = 20
