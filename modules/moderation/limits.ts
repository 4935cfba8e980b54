/** Messages before and after a reported one that go with it. */
export const CONTEXT_EACH_SIDE = 5
/** Reports of one person in a day; more are refused. */
export const REPORTS_PER_DAY_MAX = 20
export const DAY_MS = 86_400_000
export const REPORTS_SHOWN_MAX = 50
/** Reports in the copy of what is kept of a person. */
export const REPORTS_EXPORTED_MAX = 10_000
