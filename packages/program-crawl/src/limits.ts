/** Screen of the phone with which a program is looked at. */
export const PHONE = { width: 390, height: 844 } as const

/** Pages that are opened side by side, each in a tab of its own. */
export const AT_ONCE = 2
/** Of one page: errors and calls that are told, and how long each text may be. */
export const TOLD_MAX = 20
export const TOLD_LENGTH_MAX = 300
/** A picture of a page; one that would be larger is taken again with less detail, and then left out. */
export const PICTURE_BYTES_MAX = 250_000
export const PICTURE_QUALITIES = [70, 40] as const

/** A crawl as a whole; and the memory of one page's scripts. */
export const CRAWL_MS_MAX = 180_000
/** How long the browser may take to end when it has to. */
export const END_MS_MAX = 5_000
export const SCRIPT_HEAP_MB_MAX = 256
