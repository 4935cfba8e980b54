/** Largest amount of one transfer, in minor units. */
export const AMOUNT_MAX = 1_000_000_000_000_000n
/** Largest floor or ceiling, either way: sums of this many stay far inside 64 bits. */
export const BALANCE_MAX = 1_000_000_000_000_000_000n
/** Transfers gathered into one commit. */
export const BATCH_MAX = 500
/** Different texts of callers' statements that are prepared; more are planned each time. */
export const ALSO_NAMED_MAX = 200
/** Batches on their way at once, each judged by what the one before it leaves. */
export const FLYING_MAX = 2
/** Transfers that must wait before a second batch follows the first: fewer go together with whatever else comes. */
export const FOLLOWING_MIN = 24
/** Accounts, open holds, newest rows and rows of riders that a shard's batcher remembers; twice as many at most. */
export const ACCOUNTS_REMEMBERED_MAX = 60_000
export const HOLDS_REMEMBERED_MAX = 10_000
export const ROWS_REMEMBERED_MAX = 2_000
export const RIDING_REMEMBERED_MAX = 500
/** So long after another process was found writing in a shard, batches take locks without trying to go without. */
export const SHARED_MS = 1_000
/** How often at most the batcher asks when the next hold is over, once one was. */
export const DUE_ASKED_EVERY_MS = 250
/** Transfers linked into one chain. */
export const CHAIN_MAX = 100
/** Transfers waiting for a commit in one shard; above it new ones are refused as `busy`. */
export const QUEUE_MAX = 10_000
/** A transfer that could not commit for this long (database away) is answered; its repeat is harmless. */
export const PATIENCE_MS = 15_000
/** Pause between tries while the database is away. */
export const RETRY_PAUSE_MS = 100
/** A batch that met the same conflict this often is taken apart, and what conflicts alone is an error of its caller. */
export const TRIES_MAX = 5
/** Longest that a stalled process may hold the accounts of a batch between its two flights. */
export const IDLE_IN_TRANSACTION_MS = 1_500
/** Longest that a batch waits for accounts which somebody else holds. */
export const LOCK_TIMEOUT_MS = 3_000
export const SHARDS_MAX = 64
export const CODE_LENGTH_MAX = 40
export const REF_LENGTH_MAX = 200
export const META_LENGTH_MAX = 4_000
/** Limits in one plan. */
export const LIMITS_MAX = 20
/** Rows in one page of a statement or of the journal. */
export const PAGE_MAX = 500
/** Accounts in one reading of balances. */
export const READ_MAX = 500
/** Expired holds that one batch settles on its way; the chore settles the rest. */
export const EXPIRED_PER_BATCH_MAX = 500
export const EXPIRE_EVERY_MS = 1_000
export const SEAL_EVERY_MS = 1_000
/** Journal rows under one seal: a changed row is told to this many. */
export const SEAL_ROWS_MAX = 1_000
/** Seals that one run of the chore makes for one shard. */
export const SEALS_PER_RUN_MAX = 200
export const PROBE_EVERY_MS = 300_000
/** A transfer between shards that is this old was left behind by whoever drove it. */
export const CROSSING_STALE_MS = 5_000
export const CROSSING_EVERY_MS = 2_000
/** Crossings, expired holds or followed rows taken in one look. */
export const SWEEP_MAX = 500
