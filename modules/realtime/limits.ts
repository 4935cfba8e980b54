/** Bytes waiting in one socket above which pushes stop and the client is told to catch up by itself. */
export const BUFFERED_BYTES_MAX = 256 * 1024
/** Pushes a client may leave unconfirmed (`got`) before the same happens. */
export const UNCONFIRMED_PUSHES_MAX = 400
/** A socket that has not said hello by then is closed. */
export const HELLO_TIMEOUT_MS = 10_000
/** No frame for this long (clients ping every 25 s): the other side is gone. */
export const SILENCE_MAX_MS = 90_000
/** Frames a socket may send in a second, and in a burst. */
export const FRAMES_PER_SECOND_MAX = 50
export const FRAMES_BURST_MAX = 400
/** Sockets of one process. */
export const SOCKETS_MAX = 200_000
/** Refused frames after which a socket is closed as hostile. */
export const BAD_FRAMES_MAX = 20
/** On a bus between processes, whether the devices of open sockets are still signed in is asked this often, so many at once. */
export const RECHECK_MS = 5 * 60_000
export const RECHECKS_AT_ONCE = 20
/** Longer than a session that was looked up counts as fresh. */
export const RECHECK_PAUSE_MS = 1_500
/** How often the process looks how late it is. */
export const LAG_LOOK_MS = 20
