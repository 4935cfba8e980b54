/** How often the workers look for bots with news. */
export const LOOK_MS = 1_000
/** Hooks compared with their logs in one look. */
export const HOOKS_PER_LOOK = 500
/** Deliveries under way in one process. */
export const DELIVERIES_AT_ONCE = 20
/** A delivery whose worker died is free again after this long; longer than a call may take. */
export const LEASE_MS = 60_000
export const EVENTS_PER_DELIVERY = 100
/** Wait after the first failure; it doubles with each. */
export const RETRY_MIN_MS = 5_000
export const RETRY_MAX_MS = 6 * 3_600_000
/** A hook that failed for this long without a success is switched off. */
export const FAILING_MAX_MS = 5 * 86_400_000
