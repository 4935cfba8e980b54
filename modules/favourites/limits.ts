/** Favourites in one page. */
export const PAGE = 40
/** So much of a message's words can be found. */
export const WORDS_LENGTH_MAX = 4_000
