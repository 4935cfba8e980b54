/** What a program may weigh, say and hold. Sizes in bytes, times in ms. */
export const PACKAGE_BYTES_MAX = 2 * 1024 * 1024
export const PROGRAM_BYTES_MAX = 20 * 1024 * 1024
export const PAGES_MAX = 1_000
export const PAGE_STACK_MAX = 10

/** A whole program's storage for one person, one value, and one key. */
export const STORAGE_BYTES_MAX = 10 * 1024 * 1024
export const STORAGE_VALUE_BYTES_MAX = 1024 * 1024
export const STORAGE_KEY_LENGTH_MAX = 256

/** Calls from a program to its host: this many at once, then so many a second; what is above is refused as busy. */
export const CALLS_BURST_MAX = 200
export const CALLS_PER_SECOND_MAX = 100
export const CALL_BYTES_MAX = 1024 * 1024

/** Operations on the page: more in one second, or more nodes alive, and the program is ended. */
export const OPS_PER_SECOND_MAX = 400_000
export const OPS_PER_MESSAGE_MAX = 100_000
export const NODES_MAX = 60_000

/** A Worker that does not answer a ping for this long is told to the host as hanging. */
export const PING_EVERY_MS = 2_000
export const PONG_WITHIN_MS = 5_000
/** The same until its first page is painted: on a slow device reading its code takes its time. */
export const FIRST_PONG_WITHIN_MS = 15_000

/** Programs kept alive in the background, and for how long. */
export const LIVE_PROGRAMS_MAX = 3
export const BACKGROUND_MS_MAX = 5 * 60_000
