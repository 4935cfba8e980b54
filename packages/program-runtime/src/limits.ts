/** One `ops` message carries about this many entries, so that the view can paint between them. */
export const OPS_ENTRIES_PER_MESSAGE = 50_000

/** Values that are sent are copied this deep; what is deeper is left out. */
export const VALUE_DEPTH_MAX = 40

/** Objects and lists in a value that is sent, and in one that the console says; those beyond are left out. */
export const VALUES_MAX = 500_000
export const LOG_VALUES_MAX = 2_000

/** Files kept in memory by the file system of a program. Bytes. */
export const FS_BYTES_MAX = 50 * 1024 * 1024

/** wx.setStorage's own limits are checked here, so that a program hears of them at once. Bytes of JSON text. */
export const STORAGE_TOTAL_KB = 10 * 1024

/** Frames are told by a clock where a Worker has no frames. ms */
export const FRAME_MS = 16

/** Texts of logs and errors are cut at this length. */
export const LONG_TEXT_MAX = 4_000

/** Sockets at one time, as documented. */
export const SOCKETS_MAX = 5

/** Lines of the console that are sent in one second; what comes beside is dropped. */
export const LOGS_PER_SECOND_MAX = 200
