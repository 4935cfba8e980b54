/** Teams of one person, those that asked them too; and people of a team. */
export const TEAMS_PER_PERSON_MAX = 20
export const MEMBERS_MAX = 50
export const PROGRAMS_PER_TEAM_MAX = 100
export const PROGRAMS_SHOWN_MAX = 500

/** People outside a team who try one of its programs; programs that one person tries so, and those shown to them. */
export const TESTERS_MAX = 100
export const TRIALS_PER_PERSON_MAX = 50
export const TRIALS_SHOWN_MAX = 100

/** Citizens whom the makers of one program made up. */
export const CITIZENS_MAX = 20

/** Keys of one person that are not revoked, and keys in one answer. */
export const KEYS_MAX = 10
export const KEYS_SHOWN_MAX = 50
export const CHALLENGE_BYTES = 32
export const CHALLENGE_LIFE_MS = 10 * 60_000
export const APP_ID_BYTES = 8

/** Uploads of one program that are not over. One whose ZIP never came is forgotten after a day. */
export const UPLOADS_OPEN_MAX = 5
export const UPLOAD_LIFE_MS = 86_400_000
/** A process that compiles holds an upload for so long; it is tried so often. */
export const LEASE_MS = 180_000
export const TRIES_MAX = 3
export const COMPILE_LOOK_MS = 1_000
export const SWEEP_EVERY_MS = 10 * 60_000
export const PROBLEMS_KEPT_MAX = 200

/** One page of versions and acts; steps and messages in one answer. */
export const VERSIONS_PAGE = 30
export const ACTS_PAGE = 50
export const STEPS_SHOWN_MAX = 200
export const MESSAGES_MAX = 500

/** The checks: text of the sources that is read, and what is told. */
export const CHECKED_BYTES_MAX = 20 * 1024 * 1024
export const TEXT_BYTES_MAX = 1024 * 1024
export const FINDINGS_MAX = 200
/** A main package above this opens slowly. */
export const MAIN_PACKAGE_BYTES_GOOD = 1024 * 1024

/** Reviews in the queue, and how long a claim holds. */
export const QUEUE_MAX = 200
export const CLAIM_LIFE_MS = 3_600_000
export const CHANGED_FILES_MAX = 1_000
/** A diff: lines that are compared, steps of the comparison, lines around a change, and lines in one answer. */
export const DIFF_LINES_MAX = 20_000
export const DIFF_STEPS_MAX = 2_000
export const DIFF_AROUND = 3
export const DIFF_SHOWN_MAX = 2_000
export const DIFF_LINE_LENGTH_MAX = 500

export const NUMBER_DAYS_SHOWN = 30

/** The look at each page of a version in review: pages, how often it is tried, and how long a process holds it. */
export const CRAWL_PAGES_MAX = 24
export const CRAWL_TRIES_MAX = 2
export const CRAWL_LEASE_MS = 240_000
export const CRAWL_LOOK_MS = 2_000
/** A process without a browser leaves it so long to those that may have one. */
export const CRAWL_PATIENCE_MS = 30_000
/** Pictures stay as long as the version is in review, and so long after. */
export const SHOTS_LIFE_MS = 30 * 86_400_000
export const CRAWL_WHY_LENGTH_MAX = 300
