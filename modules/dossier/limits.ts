/** How often somebody looks for copies to write. */
export const LOOK_MS = 2_000
/** Copies that one process writes at a time. */
export const AT_ONCE = 1
/** A copy whose process died is begun anew after this. */
export const LEASE_MS = 60_000
/** A file can be fetched for so long. */
export const KEEP_MS = 7 * 86_400_000
export const SWEEP_EVERY_MS = 3_600_000
export const SWEPT_AT_ONCE_MAX = 100
/** Another copy may be asked for after this. */
export const PAUSE_MS = 3_600_000
/** Files of one copy together; those beyond are named in the index. A ZIP without extensions holds four thousand million bytes. */
export const FILES_BYTES_MAX = 2_000_000_000
/** Rows of one list on one page of HTML; the rest is in its JSON. */
export const HTML_ROWS_MAX = 5_000
/** Progress is written after so many rows. */
export const PROGRESS_ROWS = 500
