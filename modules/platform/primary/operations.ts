import { endpoint, limits, platformApi, type Endpoint } from '@plaza/contract'
import { Type as T } from 'typebox'
import { CODE_WIDTH_MAX, CODE_WIDTH_MIN, CONTENT_LENGTH_MAX, SCENE_LENGTH_MAX } from '../limits.ts'

/** The primary API for servers of programs, below `/platform/v1`: each operation described once, for checks and OpenAPI. */

const Uuid = T.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$', maxLength: 36 })
const Openid = T.String({ minLength: 1, maxLength: 64, description: 'The name that this program has for a person.' })
const Code = T.String({ minLength: 1, maxLength: 128 })
const Page = T.String({ maxLength: limits.PROGRAM_PATH_LENGTH_MAX })
const Done = T.Object({ done: T.Literal(true) })
const nothing = T.Object({})
const program = ['token_wrong', 'program_stopped'] as const

export const openSession = endpoint({
  verb: 'POST',
  path: '/sessions',
  doc: 'Trade in a login code of this program, once, for who it is: a name in this program, one in all of its maker’s, and the key of their session.',
  who: 'bot',
  input: T.Object({ code: Code }),
  reply: T.Object({ openid: Openid, unionid: T.String(), sessionKey: T.String() }),
  refusals: [...program, 'code_wrong'],
})
export const readPhone = endpoint({
  verb: 'POST',
  path: '/phone-numbers',
  doc: 'Trade in a code with which somebody gives this program their verified number (E.164), once.',
  who: 'bot',
  input: T.Object({ code: Code }),
  reply: T.Object({ phoneNumber: T.String(), countryCode: T.String() }),
  refusals: [...program, 'code_wrong'],
})
export const sendNotice = endpoint({
  verb: 'POST',
  path: '/notices',
  doc: 'Bring somebody a message of a template that they asked for; that is used up with it. The same id again is the same message.',
  who: 'bot',
  input: T.Object({
    id: Uuid,
    openid: Openid,
    template: T.String({ maxLength: 64 }),
    page: Page,
    data: T.Record(T.String({ maxLength: 34 }), T.String({ maxLength: 60 })),
  }),
  reply: Done,
  refusals: [...program, 'openid_unknown', 'template_unknown', 'not_asked_for'],
})
export const sendAnswer = endpoint({
  verb: 'POST',
  path: '/messages',
  doc: 'Answer somebody within 48 hours of what they last wrote to this program’s account: words, or a card of a page.',
  who: 'bot',
  input: T.Object({
    id: Uuid,
    openid: Openid,
    said: T.Union([
      T.Object({ type: T.Literal('text'), text: T.String({ minLength: 1, maxLength: limits.TEXT_LENGTH_MAX }) }),
      T.Object({
        type: T.Literal('page'),
        title: T.String({ minLength: 1, maxLength: limits.PROGRAM_TITLE_LENGTH_MAX }),
        page: Page,
      }),
    ]),
  }),
  reply: Done,
  refusals: [
    ...program,
    'openid_unknown',
    'answer_too_late',
    'answers_used_up',
    'text_empty',
    'text_too_long',
    'not_a_contact',
    'not_a_member',
    'exists_different',
  ],
})
export const drawProgramCode = endpoint({
  verb: 'POST',
  path: '/codes',
  doc: 'A picture (PNG) of a code that leads to a page of this program, with a scene that it reads.',
  who: 'bot',
  input: T.Object({
    page: Page,
    scene: T.Optional(T.String({ minLength: 1, maxLength: SCENE_LENGTH_MAX })),
    width: T.Optional(T.Integer({ minimum: CODE_WIDTH_MIN, maximum: CODE_WIDTH_MAX })),
  }),
  reply: T.String({ contentMediaType: 'image/png' }),
  refusals: [...program],
})
export const checkText = endpoint({
  verb: 'POST',
  path: '/content-checks',
  doc: 'What the operator’s list of words says of a text.',
  who: 'bot',
  input: T.Object({ text: T.String({ minLength: 1, maxLength: CONTENT_LENGTH_MAX }) }),
  reply: T.Object({
    suggest: T.Union([T.Literal('pass'), T.Literal('review'), T.Literal('risky')]),
    label: T.Integer(),
    words: T.Array(platformApi.ContentWord),
  }),
  refusals: [...program, 'text_empty', 'text_too_long'],
})
export const seeMenu = endpoint({
  verb: 'GET',
  path: '/menu',
  doc: 'The menu of this program’s account.',
  who: 'bot',
  input: nothing,
  reply: T.Object({ menu: T.Array(platformApi.MenuButton) }),
  refusals: [...program],
})
export const putMenu = endpoint({
  verb: 'PUT',
  path: '/menu',
  doc: 'Set the menu of this program’s account.',
  who: 'bot',
  input: T.Object({ menu: platformApi.Menu }),
  reply: Done,
  refusals: [...program],
})
export const removeMenu = endpoint({
  verb: 'DELETE',
  path: '/menu',
  doc: 'Take the menu away.',
  who: 'bot',
  input: nothing,
  reply: Done,
  refusals: [...program],
})
export const listFollowers = endpoint({
  verb: 'GET',
  path: '/followers',
  doc: 'The names of those who follow this program, a page after the last one of the page before.',
  who: 'bot',
  input: T.Object({ after: T.Optional(Openid) }),
  reply: T.Object({ total: T.Integer(), openids: T.Array(T.String()) }),
  refusals: [...program, 'openid_unknown'],
})
export const seeFollower = endpoint({
  verb: 'GET',
  path: '/followers/:openid',
  doc: 'Since when somebody follows this program, and their language.',
  who: 'bot',
  input: T.Object({ openid: Openid }),
  reply: T.Object({ openid: Openid, unionid: T.String(), since: T.Integer(), language: T.String() }),
  refusals: [...program, 'openid_unknown', 'not_found'],
})
export const tellFollowers = endpoint({
  verb: 'POST',
  path: '/broadcasts',
  doc: 'Tell everybody who follows this program something that leads to a page. Four within 30 days; those who muted it do not hear it.',
  who: 'bot',
  input: T.Object({
    id: Uuid,
    title: T.String({ minLength: 1, maxLength: limits.BROADCAST_TITLE_LENGTH_MAX }),
    text: T.String({ minLength: 1, maxLength: limits.BROADCAST_TEXT_LENGTH_MAX }),
    page: Page,
  }),
  reply: platformApi.Broadcast,
  refusals: [...program, 'broadcasts_used_up', 'exists_different'],
})
export const seeBroadcast = endpoint({
  verb: 'GET',
  path: '/broadcasts/:id',
  doc: 'How far a broadcast has come.',
  who: 'bot',
  input: T.Object({ id: Uuid }),
  reply: platformApi.Broadcast,
  refusals: [...program, 'not_found'],
})
export const issueTicket = endpoint({
  verb: 'GET',
  path: '/page-ticket',
  doc: 'The ticket with which this program’s web pages sign that they are its own.',
  who: 'bot',
  input: nothing,
  reply: T.Object({ ticket: T.String(), expiresIn: T.Integer() }),
  refusals: [...program],
})

export const operations: readonly Endpoint[] = [
  openSession,
  readPhone,
  sendNotice,
  sendAnswer,
  drawProgramCode,
  checkText,
  seeMenu,
  putMenu,
  removeMenu,
  listFollowers,
  seeFollower,
  tellFollowers,
  seeBroadcast,
  issueTicket,
]
