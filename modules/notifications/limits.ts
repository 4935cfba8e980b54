/** How often what was said is read, and calls that are due are sent. */
export const LOOK_MS = 1_000
/** So long a device has to show that somebody reads already. */
export const GRACE_MS = 3_000
/** What is older when it comes to be told calls nobody any more. */
export const CALL_AGE_MAX_MS = 3_600_000
/** A device that said somebody looks at it counts as seen for so long; it says so again before. */
export const LOOK_LASTS_MS = 75_000
export const CALLS_PER_LOOK = 200
/** Calls under way in one process. */
export const CALLS_AT_ONCE = 16
/** A call whose process died is free again after this; longer than a call may take. */
export const LEASE_MS = 30_000
export const CALL_TIMEOUT_MS = 10_000
export const TRIES_MAX = 5
/** Wait after the first failure; it doubles with each. */
export const RETRY_MS = 10_000
/** How long a push service keeps a call for a device that is off. */
export const TTL_S = 24 * 3_600
/** Push services take 4,096 bytes; encryption needs about 100, the rest of the message 1,000. */
export const TEXT_SHOWN_MAX = 300
/** A signature of ours for a push service is used again for so long; services take up to a day. */
export const SIGNATURE_MS = 12 * 3_600_000
export const SIGNATURES_KEPT_MAX = 100
/** Payments at one shop's tills call somebody at most so often; what came in meanwhile is told together. */
export const TILL_EVERY_MS = 60_000
export const MEMBERS_ASKED_MAX = 5_000
/** Whom a call rang is known for so long. */
export const RUNG_KEPT_MS = 86_400_000
