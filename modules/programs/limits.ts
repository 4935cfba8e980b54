/** Programs in one page of a list, and acts in one page. */
export const LIST_PAGE_MAX = 50
export const ACTS_PAGE_MAX = 50
export const RECENT_MAX = 20
export const KNOWN_MAX = 200

/** Bytes of the chance in a program's name for a person, and in codes. */
export const OPENID_BYTES = 20
export const CODE_BYTES = 24
export const SESSION_KEY_BYTES = 16
/** A login code counts once, within five minutes. */
export const CODE_LIFE_MS = 5 * 60_000
export const SWEEP_EVERY_MS = 10 * 60_000
/** What programs did is kept for a year. */
export const ACT_LIFE_MS = 366 * 86_400_000

/** Manifests kept in memory, and for how long a stop takes to reach every process. */
export const MANIFESTS_KEPT = 200
export const PROGRAMS_FRESH_MS = 2_000

/** The gateway: what one request may bring and answer, and how long it may take. */
export const EGRESS_ASK_BYTES_MAX = 10 * 1024 * 1024
export const EGRESS_ANSWER_BYTES_MAX = 50 * 1024 * 1024
export const EGRESS_TIMEOUT_MS_MAX = 60_000
export const EGRESS_HEADERS_BYTES_MAX = 16 * 1024
export const EGRESS_REDIRECTS_MAX = 3
/** Requests under way of one person in one program, as the documentation of such programs says. */
export const EGRESS_AT_ONCE_MAX = 10
export const EGRESS_PER_MINUTE = 300
export const SOCKETS_AT_ONCE_MAX = 5
export const SOCKET_MESSAGE_BYTES_MAX = 1024 * 1024

/** Subscribe messages: templates of a program and in one question, what a person may save up, and what a message may say. */
export const TEMPLATES_MAX = 25
export const TEMPLATES_PER_QUESTION_MAX = 3
export const SUBSCRIPTIONS_SAVED_MAX = 100
export const FIELD_VALUE_LENGTH_MAX = 60
export const FIELDS_MAX = 8

export const SOCKET_OPEN_MS = 15_000
/** What may wait for a side that reads slowly. */
export const SOCKET_BUFFER_BYTES_MAX = 4 * 1024 * 1024

/** Files of a first page that go in one answer, and how many such answers are kept in memory. */
export const FIRST_BYTES_MAX = 1024 * 1024
export const FIRSTS_KEPT = 50

/** Search: what of a program is noted and what of a question is read, how much is found, and from where on names may have slips. */
export const WORD_LENGTH_MAX = 40
export const WORDS_OF_PROGRAM_MAX = 2_000
export const SEARCH_WORDS_MAX = 8
export const SEARCH_FOUND_MAX = 201
export const LIKE_LENGTH_MIN = 4
export const WORDS_AT_ONCE_MAX = 500
/** Places that the index gives before distances are measured. */
export const NEARBY_LOOKED_AT_MAX = 200

/** Whoever opened a program so lately hears that it changed, this many at a time. */
export const TOLD_SINCE_MS = 24 * 3_600_000
export const TOLD_AT_ONCE_MAX = 1_000

/** Numbers: salts of days, steps of the time of opening, and from how many people on their number is told. */
export const DAY_MS = 86_400_000
export const SALT_BYTES = 32
export const SALT_DAYS = 8
export const SALTS_KEPT = 16
export const OPEN_STEPS_MS = [250, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000, 120_000] as const
export const PEOPLE_TOLD_MIN = 5
export const TOP_PROGRAMS_MAX = 20

/** Openings that are counted in one statement, and those that wait for the next. */
export const OPENINGS_AT_ONCE_MAX = 500
export const OPENINGS_WAITING_MAX = 10_000
