/** Bytes of a city key that signs proofs and stamps: as many as SHA-256 has. */
export const KEY_BYTES = 32
/** What is due (returns, tiers, reductions) is looked for this often, and so many rows in one look. */
export const DUE_EVERY_MS = 1_000
export const REMIND_EVERY_MS = 60_000
export const DUE_MAX = 200
export const HOUR_MS = 3_600_000
/** Cards that one process shows at once; beyond that they come later. */
export const CARDS_WAITING_MAX = 2_000
/** So long a process may take to show a card before another takes it for dead: longer than any statement may run. */
export const SHOWING_MAX_MS = 60_000
/** How often, and how many times, it is asked whether another process is done with a card. */
export const SHOWING_PAUSE_MS = 25
export const SHOWING_TRIES_MAX = 80
/** Family cards in one answer: those that are given and had, and some that ended. */
export const MANDATES_SHOWN_MAX = 100
/** Different operators who must approve a check of identity. */
export const APPROVALS_NEEDED = 2
/** Rows of history or of a queue that an operator sees at once. */
export const CHANGES_SHOWN_MAX = 100
export const CHECK_EVERY_MS = 5_000
/** The first pause before a bank is asked again; it doubles with every question, up to the second. */
export const BANK_ASK_MS = 2_000
export const BANK_ASK_MAX_MS = 3_600_000
/** Top-ups and withdrawals that their owner sees at once. */
export const MOVES_SHOWN_MAX = 20
export const RECONCILE_EVERY_MS = 3_600_000
/** Days of statements made up for in one run. */
export const RECONCILE_DAYS_MAX = 10
export const DAY_MS = 86_400_000
/** Payments in one answer unless more are asked for, and in one exported file. */
export const BILLS_PAGE = 30
export const BILLS_EXPORTED_MAX = 5_000
/** Payments on paper: about 60 pages. */
export const BILLS_PRINTED_MAX = 1_500
/** Hex digits of a stamp: 128 bits cannot be guessed. */
export const STAMP_LENGTH = 32
/** A payment of at least this part of the most that one may be is close under the limit. */
export const JUST_UNDER_PERCENT = 80n
export const DECISIONS_SHOWN_MAX = 100
/** Payments looked at in one flight, and those that wait for the next: beyond that the city is busy. */
export const LOOKS_AT_ONCE_MAX = 128
export const LOOKS_WAITING_MAX = 4_000
/** So long the provider of identity checks may take to answer, and so much it may say. */
export const PROVIDER_TIMEOUT_MS = 10_000
export const PROVIDER_ANSWER_BYTES_MAX = 64 * 1024
export const PROVIDER_REASONS_MAX = 20
