/** A provider that takes longer is away. */
export const TRANSLATE_WITHIN_MS = 15_000
export const TRANSCRIBE_WITHIN_MS = 60_000
/** Asked at the same time, of both kinds together; more are told to come again. */
export const ASKED_AT_ONCE_MAX = 8
/** Letters of an answer; a provider that says more is cut. */
export const ANSWER_LENGTH_MAX = 20_000
export const ANSWER_BYTES_MAX = 256 * 1024
/** Answers are kept so long. */
export const KEPT_MS = 30 * 86_400_000
/** A recording that weighs more is not transcribed. */
export const RECORDING_BYTES_MAX = 8 * 1024 * 1024
