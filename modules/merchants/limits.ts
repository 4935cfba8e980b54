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
/** Digits of the id of the platform's public key. */
export const PUBLIC_KEY_DIGITS = 28
/** How long what was read of the platform's keys counts. */
export const PLATFORM_KEYS_REMEMBERED_MS = 30_000
/** What a merchant that is not verified may take in a month, in minor units. */
export const UNVERIFIED_MONTH_MAX = 200_000n
/** Merchants in one answer. */
export const MERCHANTS_SHOWN_MAX = 100

/** Longest body of a request. */
export const BODY_BYTES_MAX = 64 * 1024
/** Public keys of merchants kept ready. */
export const KEYS_REMEMBERED_MAX = 2_000
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

/** An order that a payer makes at a sticker is paid at once; one that a cashier makes, while they stand there. */
export const STICKER_LIFE_MS = 2 * 60_000
export const TILL_ORDER_LIFE_MS = 15 * 60_000
/** Days before today whose takings are shown. */
export const TAKINGS_DAYS = 31

/** Takings are settled from this time of the city's day on. */
export const SETTLE_HOUR_MS = 4 * 3_600_000
export const SETTLE_EVERY_MS = 60_000
export const SETTLEMENTS_PER_LOOK = 500
/** Bookings in one file of a settlement. */
export const STATEMENT_LINES_MAX = 50_000

/** A payment can be questioned for so long. */
export const DISPUTE_WITHIN_MS = 90 * 86_400_000
export const DISPUTES_SHOWN_MAX = 100
/** What all sides of one dispute may say together. */
export const DISPUTE_MESSAGES_MAX = 100
/** Looks at a balance that others change meanwhile. */
export const HOLD_TRIES_MAX = 5

/** The most (minor units) that a payout in a red packet gives. */
export const RED_PACKET_MAX = 20_000

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
export const WEBHOOK_SECRET_BYTES = 24
/** How often servers that are to be tried with a wrong signature are looked for, and how many at a time. */
export const PROBE_LOOK_MS = 60_000
export const PROBES_PER_LOOK = 50
/** Orders among which the newest address for news is looked for. */
export const PROBE_ORDERS_MAX = 100
/** Deliveries of one piece of news in one answer. */
export const DELIVERIES_SHOWN_MAX = 20
export const NOTIFIES_SHOWN_MAX = 60
/** News in one page of a server's log. */
export const NOTIFIES_PAGE = 30

/** Rows of one bill; a day with more is read in parts by its merchant's own books. */
export const BILL_ROWS_MAX = 200_000
/** A link to a bill works for so long. */
export const BILL_TICKET_LIFE_MS = 5 * 60_000
/** Bills are asked for by days up to so long ago. */
export const BILL_DAYS_BACK_MAX = 90
/** From this hour (UTC) of the next day on. */
export const BILL_FROM_HOUR = 10
export const DAY_MS = 86_400_000

/** Requests of merchants' programs are shown for so long, and so many of one number: those that it signed, and those that only said so. */
export const REQUEST_LIFE_MS = 7 * DAY_MS
export const SIGNED_REQUESTS_MAX = 20_000
export const UNSIGNED_REQUESTS_MAX = 500
export const REQUESTS_FORGET_EVERY_MS = 10 * MINUTE
/** Requests that wait to be written down, beyond which they are not, and those in one statement. */
export const REQUESTS_WAITING_MAX = 5_000
export const REQUESTS_AT_ONCE = 500
/** Requests that come within this time are noted together. */
export const REQUESTS_GATHER_MS = 50
export const OPERATION_LENGTH_MAX = 160
export const REQUESTS_PAGE = 50
/** Requests in the story of one order: its newest. */
export const ORDER_REQUESTS_MAX = 100

/** Play money that a tester gets each day, in minor units. */
export const TEST_FILL = 1_000_000n

/** A phone makes pay codes for so long without asking again. */
export const PAY_DEVICE_LIFE_MS = 7 * 86_400_000
export const PAY_KEY_BYTES = 32
/** Names drawn again when one is taken. */
export const ALIAS_TRIES_MAX = 20
/** So long a payer has to confirm. */
export const CONFIRM_WITHIN_MS = 2 * 60_000
/** Wrong codes of one merchant, and of one phone, in a minute: beyond them somebody guesses. */
export const WRONG_CODES_PER_MINUTE = 20
export const WRONG_CODES_OF_ALIAS_PER_MINUTE = 15
/** Orders that wait for one person, in one answer. */
export const WAITING_MAX = 20

/** Payouts in one page. */
export const PAYOUTS_PAGE = 30

/** Promotions of one merchant that are not over, and those in one answer. */
export const PROMOTIONS_OPEN_MAX = 20
export const PROMOTIONS_SHOWN_MAX = 100
/** Changes of rules in one answer. */
export const RULE_CHANGES_SHOWN_MAX = 50

/** Cars, and contracts for fares, of one person. */
export const SERVICES_MAX = 10

/** So long somebody may take what a merchant has for them. */
export const PAYOUT_LIFE_MS = 24 * 3_600_000

/** Signed questions of one moment that are looked at together, orders that are read together, and how many wait for the next look. */
export const ADMITTED_AT_ONCE_MAX = 200
export const TRADES_AT_ONCE_MAX = 200
export const ASKED_WAITING_MAX = 10_000
