/** How often the index reads on. */
export const INDEX_EVERY_MS = 1_000
/** Signs of a word that count. */
export const WORD_LENGTH_MAX = 64
/** Words of a message that are indexed, and words of a question that are asked. */
export const WORDS_PER_MESSAGE_MAX = 5_000
export const WORDS_ASKED_MAX = 60
/** Up to so many conversations are named to the index; more are looked at afterwards. */
export const CONVERSATIONS_NAMED_MAX = 40
/** Newest messages of the city that are looked through for common words before the index is asked. */
export const RECENT_SPAN = 2_000
export const HITS_DEFAULT = 20
