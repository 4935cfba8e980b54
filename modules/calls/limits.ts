/** A phone rings for so long. */
export const RING_MS = 45_000
/** A device that has not said for this long that it is still in a call has left it; clients say so every 15 s. */
export const SILENT_MS = 45_000
/** How often rings and silent devices are looked at, and how many at once. */
export const LOOK_MS = 5_000
export const LOOK_MAX = 200
/** TURN credentials outlast any call. */
export const CREDENTIAL_LIFE_MS = 12 * 3_600_000
