/** Friend requests in the copy of what is kept of a person. */
export const REQUESTS_EXPORTED_MAX = 10_000
/** `GET /contacts` shows the requests of this time, and no more than so many. */
export const REQUESTS_SHOWN_MS = 28 * 86_400_000
export const REQUESTS_SHOWN_MAX = 200
/** Requests that are over are forgotten after this. */
export const REQUESTS_KEPT_MS = 90 * 86_400_000
export const EXPIRE_EVERY_MS = 60_000
/** Requests marked as expired in one transaction. */
export const EXPIRE_AT_ONCE_MAX = 500
export const CODE_SECRET_BYTES = 16
/** Friends told in one transaction that an account was closed, opened again or erased. */
export const FRIENDS_AT_ONCE_MAX = 200
/** Friendships put into the city in one statement. */
export const PAIRS_PER_STATEMENT = 2_000
/** Pairs of whom one question asks whether they may write to each other, and that wait for the next one. */
export const PAIRS_ASKED_MAX = 200
export const PAIRS_WAITING_MAX = 5_000
