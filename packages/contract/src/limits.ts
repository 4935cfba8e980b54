/** Every number that a client and the server must agree on. Units stand in the name; counts are counts. */

export const HANDLE_LENGTH_MIN = 3
export const HANDLE_LENGTH_MAX = 32
/** Lower case letters, digits, `_` and `.`, beginning with a letter. */
export const HANDLE_PATTERN = '^[a-z][a-z0-9_.]{2,31}$'
export const NAME_LENGTH_MAX = 60
export const PASSWORD_LENGTH_MIN = 8
export const PASSWORD_LENGTH_MAX = 200
export const CODE_DIGITS = 6
export const CODE_LIFE_MS = 10 * 60_000
export const CODE_TRIES_MAX = 5
export const LINK_LIFE_MS = 3 * 60_000
/** A closed account opens again by signing in for this long; then it is erased. */
export const ACCOUNT_REOPEN_MS = 30 * 86_400_000
export const DEVICES_PER_PERSON_MAX = 20
export const PASSKEYS_PER_PERSON_MAX = 10
export const PEOPLE_PER_LOOKUP_MAX = 100

export const REQUEST_NOTE_LENGTH_MAX = 120
export const REQUEST_LIFE_MS = 7 * 86_400_000
export const REQUESTS_OPEN_MAX = 100
export const CONTACTS_MAX = 5_000
/** Links of one person that invite at the same time, and the days they may be good for. */
export const INVITE_LINKS_MAX = 10
export const INVITE_LINK_DAYS = [1, 7, 30] as const
/** Whoever lets others nearby see them does so for this long, and at most so often within an hour. */
export const NEARBY_MS = 15 * 60_000
export const NEARBY_LOOKS_PER_HOUR = 12
export const NEARBY_PEOPLE_MAX = 50
export const REMARK_LENGTH_MAX = 60
export const TAGS_PER_CONTACT_MAX = 20
export const TAG_LENGTH_MAX = 30

export const GROUP_MEMBERS_MAX = 500
/** A group in which only owner and admins write. */
export const ANNOUNCEMENT_GROUP_MEMBERS_MAX = 5_000
/** Up to here each member's own sync log is touched in the commit; larger groups are read at reconnect (fan-out on read). */
export const SMALL_CONVERSATION_MEMBERS_MAX = 16
export const GROUP_TITLE_LENGTH_MAX = 60
export const ANNOUNCEMENT_LENGTH_MAX = 2_000
export const GROUP_ADMINS_MAX = 10
export const GROUPS_PER_PERSON_MAX = 1_000
/** Days for which a link to a group may be made, and those of one whose maker did not choose. */
export const INVITE_DAYS = [1, 7, 30] as const
export const INVITE_DAYS_DEFAULT = 7
export const JOIN_REASON_LENGTH_MAX = 100
/** People who wait to come into one group. */
export const WAITING_PER_GROUP_MAX = 200
/** Whoever was declined may ask again after this. */
export const JOIN_AGAIN_AFTER_MS = 86_400_000
export const NICKNAME_LENGTH_MAX = 32
/** Somebody who is muted "until an admin lifts it" is muted until this instant: the beginning of the year 9999. */
export const MUTED_UNTIL_LIFTED = 253_370_764_800_000
/** Messages to everybody in one group in 24 hours. */
export const ALL_MENTIONS_PER_DAY_MAX = 10
/** Members that one search answers with. */
export const MEMBERS_FOUND_MAX = 50

/** Numbers are 32-bit in the database: more events than any conversation will see. */
export const EVENTS_PER_CONVERSATION_MAX = 2_000_000_000
export const TEXT_LENGTH_MAX = 4_000
export const MENTIONS_PER_MESSAGE_MAX = 50
export const REACTION_LENGTH_MAX = 16
/** A card's name and its words. */
export const CARD_NAME_MAX = 40
export const CARD_TEXT_MAX = 500
/** People who are named with one reaction; of more only the number is told. */
export const REACTION_PEOPLE_NAMED_MAX = 50
export const REACTION_KINDS_PER_MESSAGE_MAX = 20
export const RECALL_WINDOW_MS = 2 * 60_000
export const EDIT_WINDOW_MS = 15 * 60_000
export const DRAFT_LENGTH_MAX = 4_000
export const PINS_MAX = 50
/** Messages pinned in one conversation. */
export const PINNED_MESSAGES_MAX = 20
/** Folders of chats, and chats that were chosen for one by hand. */
export const FOLDERS_MAX = 10
export const FOLDER_NAME_LENGTH_MAX = 20
export const FOLDER_CHATS_MAX = 100
export const POLL_QUESTION_LENGTH_MAX = 200
export const POLL_OPTION_LENGTH_MAX = 100
export const POLL_OPTIONS_MIN = 2
export const POLL_OPTIONS_MAX = 12
/** Times that one person may vote anew in one poll. */
export const POLL_VOTES_PER_PERSON_MAX = 100
export const POLL_LIFE_MAX_MS = 365 * 86_400_000
/** Messages that one deed takes together: forwarding, keeping, deleting for oneself. */
export const CHOSEN_MESSAGES_MAX = 100
export const FAVOURITES_MAX = 10_000
/** Pictures that somebody keeps as stickers. */
export const OWN_STICKERS_MAX = 200
export const FAVOURITE_NOTE_LENGTH_MAX = 500
export const SCHEDULED_PER_PERSON_MAX = 100
export const REMINDERS_PER_PERSON_MAX = 100
export const SCHEDULE_AHEAD_MAX_MS = 365 * 86_400_000

export const FRAME_BYTES_MAX = 32_768
export const PAGE_MESSAGES_MAX = 100
export const SYNC_ROWS_MAX = 100
export const SOCKETS_PER_PERSON_MAX = 20
export const PING_INTERVAL_MS = 25_000
export const SEND_QUEUE_MAX = 200

export const AVATAR_BYTES_MAX = 512 * 1024

/** Files of messages: what one may weigh, by what it is sent as, and what all of a person's may weigh together. */
export const PICTURE_BYTES_MAX = 32 * 1024 ** 2
export const VIDEO_BYTES_MAX = 2 * 1024 ** 3
export const VOICE_BYTES_MAX = 8 * 1024 ** 2
export const FILE_BYTES_MAX = 2 * 1024 ** 3
export const STORAGE_BYTES_MAX = 10 * 1024 ** 3
/** Pixels of a picture, all its frames together; and frames of an animation. */
export const PICTURE_PIXELS_MAX = 100_000_000
export const PICTURE_FRAMES_MAX = 300
export const VOICE_MS_MAX = 5 * 60_000
export const UPLOADS_OPEN_MAX = 50
/** An upload that stood still for so long is forgotten; a file that was never sent goes after it was ready for so long. */
export const UPLOAD_LIFE_MS = 24 * 3_600_000
export const PICTURES_PER_MESSAGE_MAX = 9
export const CAPTION_LENGTH_MAX = 1_000
/** 64 bytes as base64url. */
export const WAVE_LENGTH_MAX = 86
export const FILE_NAME_LENGTH_MAX = 255
export const FILE_TYPE_LENGTH_MAX = 100
export const PLACE_NAME_LENGTH_MAX = 100
export const STICKER_NAME_LENGTH_MAX = 40
export const RECORD_LINES_MAX = 100
export const RECORD_TITLE_LENGTH_MAX = 80
export const RECORD_BYTES_MAX = 128 * 1024
export const ATTACHMENTS_PAGE_MAX = 60
export const LINK_LENGTH_MAX = 2_000
/** Sides of the smaller copies of a picture, in pixels. */
export const THUMB_SIDE_MAX = 320
export const VIEW_SIDE_MAX = 1_600

/** People in one call between devices: each sends to each, so more of them would be too much for a phone. */
export const CALL_PARTIES_MAX = 4
/** People in one call that the city forwards. */
export const CALL_PEOPLE_MAX = 16
/** What a device sends into a call: its large picture and its small one, in bits a second. */
export const CALL_BIG_BPS = 700_000
export const CALL_SMALL_BPS = 150_000
/** A session description of WebRTC. */
export const SIGNAL_LENGTH_MAX = 24_000

/** Largest amount of one payment, in digits of the minor unit. */
export const AMOUNT_DIGITS_MAX = 15
export const PIN_DIGITS = 6
/** A proof of a payment, as text. */
export const PROOF_LENGTH_MAX = 200
export const PAYMENT_NOTE_LENGTH_MAX = 100
export const FREEZE_REASON_LENGTH_MAX = 200
/** Hours that a sender may put between a transfer and the moment it can be accepted. */
export const TRANSFER_DELAYS_H = [0, 2, 24] as const
export const SPLIT_PEOPLE_MAX = 100
export const SPLIT_ITEMS_MAX = 50
export const SPLIT_ITEM_NAME_LENGTH_MAX = 60
/** An IBAN as people write it, in groups of four. */
export const IBAN_TEXT_LENGTH_MAX = 42
/** As many as an ISO 20022 name may have. */
export const BANK_NAME_LENGTH_MAX = 70
export const REMINDERS_PER_SPLIT_MAX = 3
export const REMINDER_PAUSE_MS = 6 * 3_600_000
export const MANDATES_PER_PERSON_MAX = 20

export const ENVELOPE_SHARES_MAX = 500
/** The largest that one share may be, in minor units. */
export const ENVELOPE_SHARE_MAX = 20_000
export const ENVELOPE_WISH_LENGTH_MAX = 60
export const PROMOTION_TITLE_LENGTH_MAX = 60
/** Shares of one promotion that one person may take. */
export const PROMOTION_PER_PERSON_MAX = 100
/** People named as guests of one promotion. */
export const PROMOTION_GUESTS_MAX = 5_000
export const PROMOTION_LIFE_MAX_MS = 366 * 86_400_000
export const ENVELOPE_COVERS = ['red', 'harbour', 'birthday', 'thanks', 'winter'] as const
export const TIER_RAISE_AFTER_MAX_MS = 30 * 86_400_000
export const BANK_LINKS_PER_PERSON_MAX = 5
export const BILLS_PAGE_MAX = 100
/** What codes carry of a merchant: EMVCo QRCPS 1.1. */
export const MERCHANT_NAME_LENGTH_MAX = 25
export const MERCHANT_CITY_LENGTH_MAX = 15
export const MERCHANT_PEM_LENGTH_MAX = 16_384
export const REFUND_REASON_LENGTH_MAX = 80
export const ORDER_DESCRIPTION_LENGTH_MAX = 127
export const TERMINAL_LENGTH_MAX = 16
export const WEBHOOK_URL_LENGTH_MAX = 255
export const DISPUTE_TEXT_LENGTH_MAX = 1_000
/** What a city may take of payments, in hundredths of a percent. */
export const MERCHANT_FEE_MAX = 1_000
export const TIER_LEVEL_MAX = 3
/** What a page or app hands over to have an order paid. */
export const APPID_LENGTH_MAX = 32
export const NONCE_LENGTH_MAX = 64
export const PREPAY_LENGTH_MAX = 80
export const SIGNATURE_LENGTH_MAX = 800
/** The argument of `wx.requestPayment`, as somebody pastes it. */
export const PREPARED_TEXT_MAX = 4_000
/** The longest name of the IANA time zones has 32 signs. */
export const ZONE_LENGTH_MAX = 64

/** Mini programs: paths with their query, titles of shared pages, and what is stored (values travel as JSON in one request). */
export const PROGRAM_PATH_LENGTH_MAX = 1_024
export const PROGRAM_TITLE_LENGTH_MAX = 60
export const PROGRAM_KEY_LENGTH_MAX = 256
export const PROGRAM_VALUE_LENGTH_MAX = 700_000
export const PROGRAM_WORD_LENGTH_MAX = 40
export const PROGRAM_ACT_LENGTH_MAX = 120
export const PROGRAM_STARS_MAX = 100
export const PROGRAM_PAGE_STARS_MAX = 200
export const SEARCH_LENGTH_MAX = 60

/** Servers of mini programs, and the accounts that they answer as. */
export const PUSH_URL_LENGTH_MAX = 500
export const PUSH_TOKEN_LENGTH_MAX = 32
export const PROGRAM_TEMPLATES_MAX = 25
export const PROGRAM_FOLLOWED_MAX = 200
export const MENU_BUTTONS_MAX = 3
export const MENU_SUB_BUTTONS_MAX = 5
export const MENU_NAME_LENGTH_MAX = 20
export const MENU_KEY_LENGTH_MAX = 128
export const BROADCAST_TITLE_LENGTH_MAX = 60
export const BROADCAST_TEXT_LENGTH_MAX = 600
export const BROADCASTS_SHOWN_MAX = 50
export const CONTENT_WORDS_MAX = 5_000
export const CONTENT_WORD_LENGTH_MAX = 40

/** Makers of mini programs: what a profile may say. */
export const MAKER_CONTACT_LENGTH_MAX = 120
export const KEY_NAME_LENGTH_MAX = 60
export const PROGRAM_NAME_LENGTH_MAX = 30
export const PROGRAM_ABOUT_LENGTH_MAX = 200
export const PROGRAM_DOMAIN_LENGTH_MAX = 260
export const PROGRAM_DOMAINS_MAX = 50
export const SCOPE_REASON_LENGTH_MAX = 120
export const LICENCES_MAX = 10
export const LICENCE_NUMBER_LENGTH_MAX = 60
export const TEMPLATE_FIELDS_MAX = 8
export const KEYWORDS_MAX = 10
export const KEYWORD_LENGTH_MAX = 40
export const SEARCH_PAGES_MAX = 50
export const PROGRAM_PLACES_MAX = 100
export const PLACE_ADDRESS_LENGTH_MAX = 160
/** A developer's statement, its note, and the ZIP that it is about. */
export const STATEMENT_LENGTH_MAX = 4_096
export const VERSION_NOTE_LENGTH_MAX = 500
export const UPLOAD_BYTES_MAX = 32 * 1024 * 1024
export const SOURCE_PATH_LENGTH_MAX = 512
export const REVIEW_TEXT_LENGTH_MAX = 2_000
export const LISTED_WORDS_MAX = 1_000
export const NUMBER_DAYS_MAX = 90
/** Places near somebody: how many, and how far. */
export const NEARBY_MAX = 50
export const NEARBY_METRES_MAX = 20_000
export const PROGRAM_OPEN_MS_MAX = 120_000
/** What is searched for, and hits of one answer. */
export const SEARCH_WORDS_LENGTH_MAX = 100
export const SEARCH_PAGE_MAX = 50
/** What goes with a report, and with its decision. */
export const REPORT_NOTE_LENGTH_MAX = 1_000
