/** What the host of mini programs allows and how long things take. Times in ms, lengths in characters, sizes in bytes. */
export const READY_WITHIN_MS = 20_000
export const SLIDE_MS = 280
export const TOAST_MS_MAX = 10_000
export const TITLE_LENGTH_MAX = 60
export const TEXT_LENGTH_MAX = 2_000
export const ACTION_ITEMS_MAX = 6
export const URL_LENGTH_MAX = 8_192
export const PATH_LENGTH_MAX = 1_024
export const HEADERS_MAX = 50
export const BODY_BYTES_MAX = 10 * 1024 * 1024
export const SOCKET_DATA_BYTES_MAX = 1024 * 1024
export const TASK_NAME_LENGTH_MAX = 40
export const STORAGE_WRITE_AFTER_MS = 400
/** One write to the city; a value that is longer goes alone. */
export const STORAGE_WRITE_LENGTH_MAX = 256 * 1024
/** Files that a program made or was given, kept in this tab. */
export const TEMP_FILES_MAX = 200
export const TEMP_BYTES_MAX = 100 * 1024 * 1024
export const USER_FILES_BYTES_MAX = 200 * 1024 * 1024
/** The longest that a program may record at once. */
export const RECORD_MS_MAX = 600_000
export const ASSET_BYTES_MAX = 20 * 1024 * 1024
export const ASSETS_AT_ONCE_MAX = 8
export const CHOSEN_IMAGES_MAX = 9
export const LOG_LINES_KEPT = 200
export const LOG_LINE_LENGTH_MAX = 2_000
/** Times the frame may take the focus unasked before the person is warned. */
export const FOCUS_STOLEN_MAX = 3
