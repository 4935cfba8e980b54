/** What the view itself allows, besides the limits of the wire. Times in ms, lengths in CSS px unless the name says otherwise. */

/** WebKit gives the frame no process of its own: what it draws in one piece, the host's page waits for. */
export const SHARES_PROCESS = globalThis.navigator?.vendor?.startsWith('Apple')
/** One slice of a big batch; the frame paints and hears touches between slices. */
export const SLICE_MS = SHARES_PROCESS ? 6 : 24
/** Where a frame waits to be drawn before the next slice, it waits no longer than this: a hidden window draws none. */
export const SLICE_APART_MS = 100
export const TEXT_LENGTH_MAX = SHARES_PROCESS ? 100_000 : 1_000_000
export const STYLE_LENGTH_MAX = 65_536
export const NAME_LENGTH_MAX = 128
export const LABEL_LENGTH_MAX = 1_024
export const CLASS_LENGTH_MAX = 8_192
/** A `data:` address that is shown without asking the host. */
export const DATA_URL_LENGTH_MAX = 2 * 1024 * 1024

/** Messages of any kind from a Worker in one second; logs above their own number are dropped, not punished. */
export const MESSAGES_PER_SECOND_MAX = 5_000
export const LOGS_PER_SECOND_MAX = 100
export const LOG_LENGTH_MAX = 8_192
/** Weight of all calls together: the host reads each on the thread that draws its page. Bytes at once, then in a second. */
export const CALLS_BYTES_BURST = 12 * 1024 * 1024
export const CALLS_BYTES_PER_SECOND = 2 * 1024 * 1024
export const CALLS_BINARY_BURST = 64 * 1024 * 1024
export const CALLS_BINARY_PER_SECOND = 32 * 1024 * 1024
export const NAV_PAGES_MAX = 64
/** The host hears of the page stack at once, then not more often than this: the newest counts. ms */
export const NAV_EVERY_MS = 60

/** Assets asked of the host at the same time, and bytes of those kept that nobody shows. */
export const ASSETS_ASKED_MAX = 24
export const ASSETS_KEPT_BYTES = 32 * 1024 * 1024

export const PAGE_SLIDE_MS = 240
/** A page that could not tell its first frame (a hidden window paints none) is called painted after this. */
export const PAINTED_WITHIN_MS = 400

/** A finger that moves farther does not tap. */
export const TAP_SLOP = 10
export const LONG_PRESS_MS = 350
/** A click that follows a tap of the same finger within this time is the same tap. */
export const CLICK_ECHO_MS = 700

/** The frame may move the focus this long after the person touched it. */
export const GESTURE_FRESH_MS = 2_000

export const REACH_BOTTOM_DEFAULT = 50
export const PULL_REFRESH_AT = 50
export const PULL_MAX = 90
