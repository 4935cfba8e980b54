import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { AppId, ProgramCard, ProgramPath } from './programs.ts'
import { ConversationId, Done, Instant, nothing, PersonCard, Uuid } from './types.ts'

export * from './platform-log.ts'

/** What citizens do with the account of a mini program, and what its maker sets for the program's own server. */

const Words = T.Object({ en: T.String({ minLength: 1 }), es: T.Optional(T.String()), zh: T.Optional(T.String()) })

const leaf = {
  name: T.String({ minLength: 1, maxLength: limits.MENU_NAME_LENGTH_MAX }),
  /** `click` tells the server its key, `view` leads to an address, `page` to a page of the program. */
  type: T.Union([T.Literal('click'), T.Literal('view'), T.Literal('page')]),
  key: T.Optional(T.String({ minLength: 1, maxLength: limits.MENU_KEY_LENGTH_MAX })),
  url: T.Optional(T.String({ maxLength: limits.PROGRAM_PATH_LENGTH_MAX })),
  page: T.Optional(ProgramPath),
}
export const MenuLeaf = T.Object(leaf)
export type MenuLeaf = Static<typeof MenuLeaf>
export const MenuButton = T.Object({
  ...leaf,
  type: T.Optional(leaf.type),
  buttons: T.Optional(T.Array(MenuLeaf, { maxItems: limits.MENU_SUB_BUTTONS_MAX })),
})
export type MenuButton = Static<typeof MenuButton>
export const Menu = T.Array(MenuButton, { minItems: 1, maxItems: limits.MENU_BUTTONS_MAX })

export const contactProgram = endpoint({
  verb: 'POST',
  path: '/programs/:appId/contact',
  doc: 'Open my conversation with the account of a mini program; its server hears what I write there. `from` says where I came from.',
  who: 'person',
  perMinute: 30,
  input: T.Object({ appId: AppId, from: T.Optional(T.String({ maxLength: limits.PROGRAM_PATH_LENGTH_MAX })) }),
  reply: T.Object({ conversation: ConversationId, person: PersonCard }),
  refusals: ['not_found', 'program_stopped'],
})
export const programService = endpoint({
  verb: 'GET',
  path: '/programs/:appId/service',
  doc: 'The account of a mini program as it is to me: my conversation with it, whether I follow it, and its menu.',
  who: 'person',
  input: T.Object({ appId: AppId }),
  reply: T.Object({
    conversation: T.Optional(ConversationId),
    following: T.Boolean(),
    muted: T.Boolean(),
    menu: T.Array(MenuButton),
  }),
  refusals: ['not_found'],
})
export const followProgram = endpoint({
  verb: 'PUT',
  path: '/programs/:appId/follow',
  doc: 'Follow a mini program, mute what it tells its followers, or follow it no more.',
  who: 'person',
  perMinute: 60,
  input: T.Object({ appId: AppId, on: T.Boolean(), muted: T.Optional(T.Boolean()) }),
  reply: Done,
  refusals: ['not_found', 'program_stopped', 'limit_reached'],
})
export const followedPrograms = endpoint({
  verb: 'GET',
  path: '/programs/followed',
  doc: 'The mini programs that I follow, newest first.',
  who: 'person',
  input: nothing,
  reply: T.Object({
    programs: T.Array(T.Object({ program: ProgramCard, since: Instant, muted: T.Boolean() })),
  }),
})
export const clickProgramMenu = endpoint({
  verb: 'POST',
  path: '/programs/:appId/menu/clicks',
  doc: 'Touch a button of a program’s menu that has a key; its server hears of it. The same id again is the same touch.',
  who: 'person',
  perMinute: 60,
  input: T.Object({ appId: AppId, id: Uuid, key: T.String({ minLength: 1, maxLength: limits.MENU_KEY_LENGTH_MAX }) }),
  reply: Done,
  refusals: ['not_found', 'program_stopped'],
})
export const userInfoForProgram = endpoint({
  verb: 'POST',
  path: '/programs/:appId/userinfo',
  doc: 'My name and picture for a mini program that I allowed it: in the clear, signed, and sealed under the key of my session there.',
  who: 'person',
  perMinute: 60,
  secret: true,
  input: T.Object({ appId: AppId }),
  reply: T.Object({ rawData: T.String(), signature: T.String(), encryptedData: T.String(), iv: T.String() }),
  refusals: ['not_found', 'program_stopped', 'consent_missing'],
})

// What whoever manages a program sets for its server.

/** Standard Webhooks, or the messages that servers of this format know, as XML or JSON. */
const PushForm = T.Union([T.Literal('standard'), T.Literal('xml'), T.Literal('json')])
export const ProgramPush = T.Object({
  form: PushForm,
  url: T.String(),
  /** Messages are encrypted under a key of the maker's. */
  encrypted: T.Boolean(),
  setAt: Instant,
  /** Messages that wait, and the last failure. */
  waiting: T.Integer(),
  why: T.Optional(T.String()),
})
export type ProgramPush = Static<typeof ProgramPush>
export const programPush = endpoint({
  verb: 'GET',
  path: '/programs/:appId/push',
  doc: 'Where the server of a program that I manage hears what happens.',
  who: 'person',
  input: T.Object({ appId: AppId }),
  reply: T.Object({ push: T.Optional(ProgramPush) }),
  refusals: ['not_found'],
})
export const setProgramPush = endpoint({
  verb: 'PUT',
  path: '/programs/:appId/push',
  doc: 'Choose where a program’s server hears what happens. With `standard` a secret is answered once; else its token signs, and the address must echo a test first.',
  who: 'person',
  perMinute: 20,
  secret: true,
  input: T.Object({
    appId: AppId,
    form: PushForm,
    url: T.String({ maxLength: limits.PUSH_URL_LENGTH_MAX }),
    token: T.Optional(T.String({ pattern: '^[A-Za-z0-9]{3,32}$', maxLength: limits.PUSH_TOKEN_LENGTH_MAX })),
    /** 43 letters and digits: base64 of 32 bytes without its end. */
    aesKey: T.Optional(T.String({ pattern: '^[A-Za-z0-9]{43}$', maxLength: 43 })),
  }),
  reply: T.Object({ secret: T.Optional(T.String()) }),
  refusals: ['not_found', 'webhook_refused'],
})
export const dropProgramPush = endpoint({
  verb: 'DELETE',
  path: '/programs/:appId/push',
  doc: 'Tell a program’s server nothing any more.',
  who: 'person',
  input: T.Object({ appId: AppId }),
  reply: Done,
  refusals: ['not_found'],
})
export const ProgramTemplate = T.Object({
  id: T.String({ pattern: '^[A-Za-z0-9_-]{10,64}$', maxLength: 64 }),
  titles: Words,
  fields: T.Array(T.Object({ key: T.String({ pattern: '^[a-z_]{2,32}[0-9]{0,2}$', maxLength: 34 }), names: Words }), {
    minItems: 1,
    maxItems: 8,
  }),
})
export type ProgramTemplate = Static<typeof ProgramTemplate>
export const managedTemplates = endpoint({
  verb: 'GET',
  path: '/programs/:appId/managed-templates',
  doc: 'The templates of messages of a program that I manage.',
  who: 'person',
  input: T.Object({ appId: AppId }),
  reply: T.Object({ templates: T.Array(ProgramTemplate) }),
  refusals: ['not_found'],
})
export const setManagedTemplates = endpoint({
  verb: 'PUT',
  path: '/programs/:appId/managed-templates',
  doc: 'Set all templates of a program that I manage. What people asked for by one that is gone is gone with it.',
  who: 'person',
  perMinute: 20,
  input: T.Object({ appId: AppId, templates: T.Array(ProgramTemplate, { maxItems: limits.PROGRAM_TEMPLATES_MAX }) }),
  reply: Done,
  refusals: ['not_found', 'exists_different'],
})
export const managedMenu = endpoint({
  verb: 'GET',
  path: '/programs/:appId/managed-menu',
  doc: 'The menu of the account of a program that I manage; empty where it has none.',
  who: 'person',
  input: T.Object({ appId: AppId }),
  reply: T.Object({ menu: T.Array(MenuButton) }),
  refusals: ['not_found'],
})
export const setManagedMenu = endpoint({
  verb: 'PUT',
  path: '/programs/:appId/managed-menu',
  doc: 'Set the whole menu of the account of a program that I manage; an empty one takes it away. Its server may set it too.',
  who: 'person',
  perMinute: 20,
  input: T.Object({ appId: AppId, menu: T.Array(MenuButton, { maxItems: limits.MENU_BUTTONS_MAX }) }),
  reply: Done,
  refusals: ['not_found'],
})
export const Broadcast = T.Object({
  id: Uuid,
  title: T.String(),
  text: T.String(),
  page: T.String(),
  at: Instant,
  state: T.Union([T.Literal('sending'), T.Literal('done')]),
  /** Followers who got it. */
  told: T.Integer(),
})
export type Broadcast = Static<typeof Broadcast>
const words = {
  id: Uuid,
  title: T.String({ minLength: 1, maxLength: limits.BROADCAST_TITLE_LENGTH_MAX }),
  text: T.String({ minLength: 1, maxLength: limits.BROADCAST_TEXT_LENGTH_MAX }),
  page: ProgramPath,
}
export const broadcast = endpoint({
  verb: 'POST',
  path: '/programs/:appId/broadcasts',
  doc: 'Tell all followers of a program that I manage something that leads to a page; those who muted it do not hear it.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ appId: AppId, ...words }),
  reply: Broadcast,
  refusals: ['not_found', 'program_stopped', 'broadcasts_used_up', 'exists_different'],
})
export const broadcasts = endpoint({
  verb: 'GET',
  path: '/programs/:appId/broadcasts',
  doc: 'What a program that I manage told its followers, newest first, and how many more it may tell within 30 days.',
  who: 'person',
  input: T.Object({ appId: AppId }),
  reply: T.Object({ broadcasts: T.Array(Broadcast), left: T.Integer(), followers: T.Integer() }),
  refusals: ['not_found'],
})

/** What an operator decides about words. */
export const ContentWord = T.Object({
  word: T.String({ minLength: 1, maxLength: limits.CONTENT_WORD_LENGTH_MAX }),
  /** What it is about, in the numbers of the format: 10001 advertising, 20002 sex, 20003 abuse, 20006 crime, 20008 fraud, 21000 other … */
  label: T.Integer({ minimum: 10_000, maximum: 29_999 }),
  /** `risky` is a no, `review` asks for eyes. */
  suggest: T.Union([T.Literal('risky'), T.Literal('review')]),
})
export type ContentWord = Static<typeof ContentWord>
export const contentWords = endpoint({
  verb: 'GET',
  path: '/programs/content-words',
  doc: 'Operator: the words that content checks of programs look for.',
  who: 'operator',
  input: nothing,
  reply: T.Object({ words: T.Array(ContentWord) }),
})
export const setContentWords = endpoint({
  verb: 'PUT',
  path: '/programs/content-words',
  doc: 'Operator: set all of them.',
  who: 'operator',
  input: T.Object({ words: T.Array(ContentWord, { maxItems: limits.CONTENT_WORDS_MAX }) }),
  reply: Done,
})
