/** A Unix socket path longer than this fails on macOS; Linux would take three bytes more. */
export const SOCKET_PATH_BYTES_MAX = 103
export const POSTGRES_MAJOR_MIN = 15
export const POSTGRES_MAJOR_EMBEDDED = 18
/** Crash recovery of a busy server may take minutes; we wait as long as it lives, and say so this often. */
export const STARTING_SAY_MS = 10_000
/** How often a first start is tried again while old backends let go of their memory. */
export const START_TRIES_MAX = 20
export const START_RETRY_MS = 500
export const RESTART_PAUSE_MIN_MS = 100
export const RESTART_PAUSE_MAX_MS = 5_000
export const STOP_FAST_MS = 10_000
export const STOP_IMMEDIATE_MS = 5_000
export const OWNER_ANSWER_MS = 2_000
/** Calls to one claimant before silence counts as a life too busy to answer. */
export const OWNER_ASKS_MAX = 3
/** How often claimants look at each other while nobody has won. */
export const OWNER_LOOK_MS = 20
export const OWNER_CLAIMS_MAX = 50
export const SERVER_LOG_BYTES_MAX = 20 * 1024 * 1024
export const SERVER_LOG_LOOK_MS = 60_000
