/** What a compile may take. Sizes in bytes, times in ms. */

/** A ZIP: its own size, what it may unfold to in all, one file of it, and how many files. */
export const ZIP_BYTES_MAX = 32 * 1024 * 1024
export const ZIP_UNFOLDED_BYTES_MAX = 64 * 1024 * 1024
export const FILES_MAX = 20_000
/** One file may be this large: what is larger is left out, with a word. */
export const FILE_BYTES_MAX = 8 * 1024 * 1024
/** A source text that goes through a parser. */
export const SOURCE_BYTES_MAX = 4 * 1024 * 1024
export const PATH_LENGTH_MAX = 512
export const PATH_DEPTH_MAX = 40

/** `@import` within `@import`, components that use components, JSON within JSON. */
export const IMPORT_DEPTH_MAX = 50
export const IMPORTS_MAX = 2_000
export const SELECTOR_DEPTH_MAX = 20
export const NESTING_MAX = 200
export const COMPONENTS_MAX = 10_000

/** A compile in a process of its own. */
export const COMPILE_WALL_MS_MAX = 120_000
export const COMPILE_CPU_SECONDS_MAX = 90
export const COMPILE_HEAP_MB_MAX = 1_024
export const COMPILE_ANSWER_BYTES_MAX = 256 * 1024 * 1024

/** Transformed modules kept in memory between compiles of one process. */
export const TRANSFORMS_KEPT_MAX = 5_000
/** Modules of one module that only the run names, and that are brought because their addresses begin alike. */
export const BEGUN_MODULES_MAX = 500
/** Problems told; what comes after is counted only. */
export const PROBLEMS_MAX = 500

/** Sizes in rpx are halves of a px on a window this wide; only media conditions need it, which know no variables. */
export const RPX_PER_WINDOW = 750
export const MEDIA_WINDOW_PX = 375
