import { limits } from '@plaza/contract'

/** People in one call, and calls in one forwarding process: what one processor forwards by `bench/calls`. */
export const PEERS_MAX = limits.CALL_PEOPLE_MAX
export const ROOMS_MAX = 64
/** A session description, and a word of a device about what it wants. */
export const SDP_LENGTH_MAX = 24_000
export const WORD_LENGTH_MAX = 4_000
/** What a sender may send: its large picture, its small one, and its voice, in bits a second. */
export const BIG_BPS = limits.CALL_BIG_BPS
export const SMALL_BPS = limits.CALL_SMALL_BPS
export const VOICE_BPS = 40_000
/** A way that does not take so much for a small picture gets none. */
export const SMALL_LEAST_BPS = 50_000
/** A receiver's estimate is low for a moment after each key frame: it counts when it stays low for so many reports. */
export const NARROW_REPORTS = 3
/** A way on which more than this part of the packets is missed takes no more than it says. */
export const LOSSY = 0.03
/** Packets kept for whoever missed one; about three seconds of a small picture, one of a large one. */
export const KEPT_PACKETS = 256
/** Lost packets that are asked for again at once; where more are missing a new key frame is cheaper. */
export const ASKED_AGAIN_MAX = 32
/** A key frame is large: a sender is asked for one no more often. */
export const KEY_FRAME_MS = 500
/** A picture that has not moved for so long is not being sent. */
export const SILENT_MS = 1_500
/** How often it is looked at who speaks, and who is to be told what. */
export const TICK_MS = 250
/** Every so many ticks senders are told what arrived. */
export const REPORT_TICKS = 4
/** A process that forwards nothing for so long ends. */
export const IDLE_MS = 60_000
