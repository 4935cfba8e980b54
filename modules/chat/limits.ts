/** Sends gathered into one commit. */
export const BATCH_MAX = 500
/** Notices in one answer to a device that was away; with more it gets a snapshot. */
export const NOTICES_MAX = 500
/** Sends waiting for a commit; above it new ones are refused as `busy`. */
export const QUEUE_MAX = 10_000
/** Connections that commit batches; a conversation always uses the same one. */
export const LANES = 1
/** A send that could not commit for this long (database away) is answered `busy`; its repeat is harmless. */
export const SEND_PATIENCE_MS = 15_000
/** Pause between tries while the database is away. */
export const RETRY_PAUSE_MS = 150
/** Inbox rows of one person that a snapshot reads. */
export const ROWS_PER_PERSON_MAX = 5_000
/** Notices kept for devices that are away. */
export const NOTICE_KEEP_MS = 30 * 86_400_000
/** Read marks are gathered this long before they are written. */
export const MARKS_PAUSE_MS = 100
/** Gateways on a shared bus look this often whether a large group moved without them hearing of it. */
export const HEAD_CHECK_MS = 5_000
/** Direct conversations that a lane remembers as such. */
export const DIRECT_REMEMBERED_MAX = 50_000
/** A conversation that another process has written into is looked at before each write for so long. */
export const SHARED_MS = 60_000
/** The same inside one process, where only a lost answer of the database loses anything. */
export const HEAD_CHECK_ALONE_MS = 15_000
/** Bus subjects of people kept at hand. */
export const SUBJECTS_REMEMBERED_MAX = 100_000
/** Conversations that moved are told to whoever reads all of them at most this often, and at most so many at once. */
export const HINT_PAUSE_MS = 100
export const HINTS_MAX = 5_000
/** Conversations that a reader remembers to have moved. */
export const DIRTY_MAX = 50_000
/** Conversations and events that a reader takes at once, and events in one turn, which is over after so long in any case. */
export const READ_AT_ONCE_MAX = 50
export const READ_TURN_MAX = 10_000
export const READ_TURN_MS = 10_000
/** Where people send meanwhile, a reader rests so many times as long as it worked. */
export const READ_REST = 3
/** Conversations that a reader looks through in each turn, besides those that it was told of. */
export const WALK_PAGE = 2_000
/** A reader whose process died is free again after this. */
export const READER_LEASE_MS = 30_000
/** Mentions of everybody are counted over so long. */
export const DAY_MS = 86_400_000
/** Records within records. */
export const RECORD_DEPTH_MAX = 3
/** Events that one page of links looks through. */
export const LINKS_SPAN = 20_000
/** Links of one message that are listed. */
export const LINKS_PER_MESSAGE_MAX = 10
/** Votes in the copy of what is kept of a person. */
export const VOTES_EXPORTED_MAX = 10_000
/** Files that are let go of in one commit, and commits of one wish. */
export const FREED_AT_ONCE_MAX = 500
export const FREE_TURNS_MAX = 100
/** Stretches that one page of links looks through until it finds some. */
export const LINK_TURNS_MAX = 10
/** A page elsewhere and its picture: how much of them is read, how long, over how many redirects. */
export const PREVIEW_HTML_BYTES_MAX = 512 * 1024
export const PREVIEW_PICTURE_BYTES_MAX = 4 * 1024 ** 2
export const PREVIEW_MS_MAX = 6_000
export const PREVIEW_REDIRECTS_MAX = 3
export const PREVIEWS_AT_ONCE_MAX = 16
export const PREVIEW_TITLE_MAX = 200
export const PREVIEW_TEXT_MAX = 300
/** What a page said is good for so long; that it said nothing, for less. */
export const PREVIEW_KEEP_MS = 7 * 86_400_000
export const PREVIEW_EMPTY_MS = 3_600_000
export const PREVIEWS_DROPPED_MAX = 10_000
