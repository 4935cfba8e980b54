/** How long an envelope can be opened; what is left then goes back. */
export const LIFE_MS = 24 * 3_600_000
/** How often envelopes whose time is over are looked for, and at most so many at once. */
export const RETURN_EVERY_MS = 5_000
export const RETURN_MAX = 100
/** How often cards that should show something else by now are looked for. */
export const TELL_EVERY_MS = 5_000
export const TELL_MAX = 200
/** Finished envelopes kept at hand, so that whoever comes too late costs no look into the database. */
export const FINISHED_REMEMBERED_MAX = 10_000
/** People known to have a wallet, kept at hand. */
export const WALLETS_REMEMBERED_MAX = 100_000
/** People whose membership is asked about in one question. */
export const ASKED_AT_ONCE_MAX = 500
/** Facts of open envelopes kept at hand. */
export const FACTS_REMEMBERED_MAX = 10_000
/** Promotions that are to end are looked for this often, and at most so many at once. */
export const END_EVERY_MS = 5_000
export const END_MAX = 100
/** When the rest of an envelope or a promotion could not go back, how long until it is tried again. */
export const AGAIN_MS = 60_000
/** Promotions on one page. */
export const PROMOTIONS_PAGE_MAX = 50
/** Envelopes on one page of a person's list. */
export const PAGE_MAX = 50
