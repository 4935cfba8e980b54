/** Everything about the demo city repeats from this number: people, friendships and what was said. */
export const SEED = 'lumar-1'
/** The one password of the three people one can be. Demo only: they are printed at the first start. */
export const PASSWORD = 'harbour-1234'
/** The payment PIN of everybody who has paid something already. Demo only, and printed too. */
export const PIN = '271828'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
/** How far back the history goes. */
export const HISTORY_DAYS = 35
/** People of the city, services and programs included. */
export const PEOPLE = 262
/** Members of the neighbourhood group. */
export const QUARTER_MEMBERS = 200
/** No sentence comes twice within so many messages of one chat. */
export const UNREPEATED_MESSAGES = 52
/** Tries to word a thread so that nothing repeats before another one is taken. */
export const RENDER_TRIES = 4
/** Conversations handed to the chat at once. */
export const CONVERSATIONS_PER_BATCH = 25
/** Batches under way at once: the seed's connections are few. */
export const BATCHES_AT_ONCE = 3

/** A resident answers after this long, typing for the last part of it. */
export const ANSWER_MS_MIN = 1_200
export const ANSWER_MS_MAX = 2_800
/** When the resident has seen what was said. */
export const SEEN_MS = 400
/** Answers of one resident in one conversation within a minute; more stay unanswered. */
export const ANSWERS_PER_MINUTE_MAX = 12
/** A send that was refused as busy is repeated so often. */
export const SEND_TRIES_MAX = 5
/** Frames after which a resident confirms what it was pushed. */
export const CONFIRM_EVERY = 50
export const PING_MS = 25_000
export const RECONNECT_MS_MIN = 500
export const RECONNECT_MS_MAX = 15_000
/** Between two residents who connect, so that a start stays light. */
export const CONNECT_STEP_MS = 60
/** People whose kind a resident remembers. */
export const KNOWN_PEOPLE_MAX = 2_000

/** Once in each slot a resident may say something by itself in a group. */
export const LIFE_SLOT_MS = 5 * 60_000
/** Nothing is said by itself when no human was heard for this long, so that a city left alone stays quiet. */
export const LIFE_AWAKE_MS = 30 * 60_000
