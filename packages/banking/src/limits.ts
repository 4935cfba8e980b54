/** After this the answer to a payment is unknown; it may still come to pass. */
export const ANSWER_TIMEOUT_MS = 10_000
/** Status reports and JSON; statements come page by page and are larger. */
export const ANSWER_BYTES_MAX = 256 * 1024
export const STATEMENT_BYTES_MAX = 5 * 1024 * 1024
/** A day with more pages than this is not read to its end but fails. */
export const STATEMENT_PAGES_MAX = 10_000
/** A callback older or newer than this is refused; within it, its id tells a repeat. */
export const CALLBACK_AGE_MS_MAX = 5 * 60_000
export const CALLBACK_BYTES_MAX = 256 * 1024
