/** Uploads examined at once by one process: each holds some pictures in memory. */
export const EXAMINED_AT_ONCE = 2
/** Uploads that wait in a process to be examined; others are found by the chore. */
export const WAITING_MAX = 1_000
/** A process that has uploads to examine says so this often; those of one that died are free for others after the lease. */
export const LEASE_MS = 2 * 60_000
export const RENEW_MS = 30_000
export const TRIES_MAX = 3
/** Longest side of a picture that is kept, unless its sender wants the original. */
export const KEPT_SIDE_MAX = 4_096
export const ANIMATION_SIDE_MAX = 1_024
/** A picture that needs longer is refused. */
export const PICTURE_SECONDS_MAX = 60
/** Pictures up to these measures are small enough to be shown as they are. */
export const VIEW_BYTES_MIN = 200 * 1024
/** Elements of a container that are looked at; and the depth of its boxes. */
export const ELEMENTS_MAX = 2_000_000
export const DEPTH_MAX = 8
/** Head of an MP4 that is read whole. */
export const HEAD_BYTES_MAX = 64 * 1024 ** 2
/** Packets of sound that are remembered to draw it. */
export const PACKETS_MAX = 200_000
/** Steps of a drawn voice. */
export const WAVE_STEPS = 64
/** Files looked at in one turn of the sweep, and how long one rests before it is looked at. */
export const SWEEP_MAX = 100
export const REST_MS = 24 * 3_600_000
/** An upload's answer (ready, refused) is remembered for so long. */
export const ENDED_KEEP_MS = 7 * 24 * 3_600_000
/** A picture that is transcoded may take so long, and be so long. */
export const TRANSCODE_MS_MAX = 30 * 60_000
export const TRANSCODED_VIDEO_MS_MAX = 30 * 60_000
export const TRANSCODED_SIDE_MAX = 1_280
