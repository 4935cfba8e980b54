/** A person, as card, privacy and language, is kept in memory after the first look. */
export const PEOPLE_KEPT_MAX = 20_000
/** News of a change may be lost on the way; after this long memory is not believed any more. */
export const PEOPLE_KEPT_MS = 60_000
/** People made or read in one statement. */
export const PEOPLE_PER_STATEMENT = 2_000

export const TOKEN_RANDOM_BYTES = 32
export const SESSIONS_KEPT_MAX = 50_000
/** How long a server believes that a session is good without asking again, should the news of its end be lost. */
export const SESSION_FRESH_MS = 1_000
/** Sessions that one question looks up, and that wait for the next one. */
export const SESSIONS_ASKED_MAX = 200
export const SESSIONS_WAITING_MAX = 20_000
/** Ends of sessions remembered, so that a look that was under way cannot bring one back. */
export const SESSIONS_ENDED_KEPT_MAX = 10_000
/** `usedAt` of a device is only this exact, which spares a write for each request. */
export const SESSION_TOUCH_MS = 5 * 60_000
/** A device that was silent for this long has to sign in again; as long as the cookie lives. */
export const SESSION_IDLE_MS = 400 * 86_400_000
export const SESSION_REVOKED_KEPT_MS = 30 * 86_400_000

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
export const HASH_MEMORY_KIB = 19_456
export const HASH_PASSES = 2
export const HASH_LANES = 1
/** Hashes computed at once; libuv has four threads, and files and names need one too. */
export const HASHES_AT_ONCE_MAX = 3
/** Hashes that may wait; at some 30 ms each, the last of them waits under a second. */
export const HASHES_WAITING_MAX = 60

/** Failures in a row before an account, and a network address (whole schools share one), must wait. */
export const FAILURES_FREE_BY_ACCOUNT = 5
export const FAILURES_FREE_BY_ADDRESS = 20
/** The wait doubles from a second with every further failure, up to this. */
export const ATTEMPT_WAIT_MAX_MS = 5 * 60_000
/** Failures are forgotten after a quiet time this long. */
export const ATTEMPT_KEPT_MS = 60 * 60_000

/** Codes that one address gets in an hour, whoever asks: nobody's phone becomes a toy. */
export const CODES_PER_ADDRESS_MAX = 6
export const CODES_COUNTED_MS = 60 * 60_000
/** Used and expired codes stay this long, because they count for the limit above. */
export const CODE_KEPT_MS = 2 * 60 * 60_000

export const CEREMONY_LIFE_MS = 5 * 60_000
export const LINK_SECRET_BYTES = 32
/** One poll of a desktop waits this long, looking again by itself in case a wake-up was lost. */
export const POLL_WAIT_MS = 25_000
export const POLL_LOOK_MS = 2_000
export const POLLS_AT_ONCE_MAX = 2_000
/** A link that is over stays a moment, so that a late poll hears how it ended. */
export const LINK_KEPT_MS = 10 * 60_000

/** Codes of machines without a browser: their secret half, their life, and how long they wait between two questions. */
export const DEVICE_CODE_BYTES = 32
export const DEVICE_CODE_LIFE_MS = 10 * 60_000
export const DEVICE_CODE_WAIT_S = 5
/** So few live at once that guessing one of them is hopeless; a short code that is taken is made anew so often. */
export const DEVICE_CODES_OPEN_MAX = 1_000
export const DEVICE_CODE_TRIES_MAX = 5

export const CARRIER_MESSAGES_MAX = 200
export const SMTP_TIMEOUT_MS = 10_000
export const BOTS_PER_PERSON_MAX = 20
export const WEBHOOK_SECRET_BYTES = 24
/** How often accounts are erased whose time to come back is over, and how many in one transaction. */
export const ERASE_EVERY_MS = 86_400_000
export const ERASE_AT_ONCE_MAX = 50
export const SWEEP_EVERY_MS = 60_000
