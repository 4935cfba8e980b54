/** CSS px of a tile, each drawn in DENSITY pixels. */
export const TILE_PX = 256
export const DENSITY = 2
/** Tiles are drawn in squares of so many by so many: names seldom meet an edge. */
export const BLOCK = 4
/** How deep tiles go, whatever the file holds: parts of its deepest are drawn larger. */
export const ZOOM_MAX = 18
/** Squares that wait to be drawn, one after the other; more are refused. */
export const WAITING_MAX = 48
/** What drawn tiles may fill on disk. */
export const KEPT_BYTES_MAX = 1024 * 1024 * 1024
/** A tile of a file that unpacks to more is not drawn. */
export const SOURCE_BYTES_MAX = 8 * 1024 * 1024
/** Things of one square: what comes after them is left out. */
export const FEATURES_MAX = 60_000
/** Names of one square that are looked at for room. */
export const NAMES_MAX = 1_500
export const NAME_LENGTH_MAX = 60
