/** A phone rings for so long. */
export const RING_MS = 45_000
/** A device that has not said for this long that it is still in a call has left it; clients say so every 15 s. */
export const SILENT_MS = 45_000
/** How often rings and silent devices are looked at, and how many at once. */
export const LOOK_MS = 5_000
export const LOOK_MAX = 200
/** TURN credentials outlast any call. */
export const CREDENTIAL_LIFE_MS = 12 * 3_600_000
/** A forwarding process says so often that it is there, and is taken for gone after so long. */
export const FORWARDER_BEAT_MS = 5_000
export const FORWARDER_LOST_MS = 20_000
/** Rows of those that are gone are kept for so long. */
export const FORWARDER_KEPT_MS = 3_600_000
