/** What one request of a program's server may bring, and how many a minute: of one address, and of one program. */
export const BODY_BYTES_MAX = 64 * 1024
export const ADDRESS_PER_MINUTE = 1_200
export const PROGRAM_PER_MINUTE = 6_000
/** Wrong secrets of one program from one address. */
export const SECRETS_PER_MINUTE = 20

export const TOKEN_BYTES = 48
export const TOKEN_LIFE_MS = 7_200_000
/** After a new token the one before is good for this long. */
export const TOKEN_OVERLAP_MS = 5 * 60_000
/** A stable token with less life than this is followed by the next. */
export const STABLE_FRESH_MS = 5 * 60_000
/** Between two stable tokens that are forced. */
export const FORCED_PAUSE_MS = 30_000
export const UNIONID_BYTES = 20

/** Answers to a citizen: for how long after their last message, and how many for each. */
export const ANSWER_WINDOW_MS = 48 * 3_600_000
export const ANSWERS_PER_MESSAGE = 5
/** For how long the id of an answer is known. */
export const ANSWERS_KEPT_MS = 3 * 86_400_000

/** How often conversations with programs are looked at, how many programs in one look, and messages taken at once. */
export const COLLECT_EVERY_MS = 1_000
export const SERVICES_PER_LOOK = 500

/** Messages to programs' servers: how often one looks, how many at once, and how long one may take. */
export const PUSH_EVERY_MS = 1_000
export const PUSHES_PER_LOOK = 50
export const PUSHES_AT_ONCE = 20
export const PUSH_TIMEOUT_MS = 5_000
/** Longer than all that may wait for one another in a look. */
export const PUSH_LEASE_MS = 300_000
export const PUSH_ANSWER_BYTES_MAX = 64 * 1024
/** Pauses after failures; after the last the news are given up. The compatible form tries three times, as its servers expect. */
export const COMPAT_PAUSES_MS: readonly number[] = [5_000, 5_000]
export const STANDARD_PAUSES_MS: readonly number[] = [
  5_000, 30_000, 300_000, 1_800_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000,
]
/** News of one program that wait; what comes beyond is not told. */
export const NEWS_WAITING_MAX = 10_000
export const NEWS_KEPT_MS = 7 * 86_400_000
export const WEBHOOK_SECRET_BYTES = 32
export const SALT_BYTES = 16

/** Broadcasts of a program within 30 days; followers told in one step, and in one page of a list. */
export const BROADCASTS_MAX = 4
export const BROADCASTS_SPAN_MS = 30 * 86_400_000
export const BROADCAST_EVERY_MS = 1_000
export const BROADCAST_STEP = 200
export const FOLLOWERS_PAGE_MAX = 10_000

/** Program codes: what a scene may say, and the width of the picture in pixels. */
export const SCENE_LENGTH_MAX = 32
export const CODE_WIDTH_MIN = 280
export const CODE_WIDTH_MAX = 1_280
export const CODE_WIDTH = 430
export const CONTENT_LENGTH_MAX = 2_500

export const TICKET_LIFE_MS = 7_200_000
export const TICKET_BYTES = 48

/** Signing in on web pages. */
export const WEB_CODE_LIFE_MS = 5 * 60_000
export const WEB_REFRESH_LIFE_MS = 30 * 86_400_000
export const REDIRECT_LENGTH_MAX = 1_024
export const STATE_LENGTH_MAX = 128
export const WEB_FORM_LIFE_MS = 10 * 60_000
export const SWEEP_EVERY_MS = 10 * 60_000

/** The log of a program: how long it is kept, lines that one process writes of a program in a minute, and what of a body. */
export const LOG_KEPT_MS = 7 * 86_400_000
export const LOG_PER_MINUTE = 300
export const LOG_BODY_LENGTH_MAX = 4_000
export const LOG_NAME_LENGTH_MAX = 200
export const LOG_PAGE = 50
/** Lines that wait in a process, and those written at once; how long they wait. */
export const LOG_WAITING_MAX = 5_000
export const LOG_AT_ONCE = 500
export const LOG_EVERY_MS = 1_000
