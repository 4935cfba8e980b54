/** Above this one payment is refused (AM02): a million in a currency of two places. */
export const PAYMENT_MINOR_MAX = 100_000_000n
export const TRANSACTIONS_MAX = 5_000
export const STATEMENT_PAGE_ENTRIES = 1_000
/** Orders settled in one look. */
export const SETTLE_AT_ONCE = 50
export const NOTICES_AT_ONCE = 20
/** How often the bank looks for orders and notices that are due, when nobody woke it. */
export const TICK_MS = 500
export const NOTICE_TIMEOUT_MS = 5_000
/** The wait before a notice is sent again doubles from the first to the second. */
export const NOTICE_WAIT_MS_MIN = 500
export const NOTICE_WAIT_MS_MAX = 5 * 60_000
/** After about four days of silence a notice is given up; the statement still tells. */
export const NOTICE_TRIES_MAX = 1_200
export const PIN_TRIES_MAX = 5
export const PIN_LOCK_MS = 15 * 60_000
/** Between signing in and agreeing. */
export const PASS_MS = 5 * 60_000
/** Between agreeing and the city's exchange of the code. */
export const CODE_MS = 5 * 60_000
/** Time to begin with signing in. */
export const ASKED_MS = 60 * 60_000
export const CONSENT_MS = 180 * 86_400_000
export const SLOW_MS_MAX = 10 * 60_000
export const FORM_BYTES_MAX = 8 * 1024
export const URL_LENGTH_MAX = 2_000
export const CHANNEL_PER_MINUTE = 12_000
export const PAGE_PER_MINUTE = 60
export const SIGN_IN_PER_MINUTE = 10
/** The pause before a bank that ended is started again doubles from the first to the second. */
export const RESTART_WAIT_MS_MIN = 500
export const RESTART_WAIT_MS_MAX = 30_000
/** A bank that lived so long is steady: its next end counts as the first. */
export const STEADY_MS = 60_000
export const RESTARTS_MAX = 10
