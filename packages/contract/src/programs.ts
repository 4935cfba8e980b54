import { Type as T } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { BlobId, ConversationId, Done, Instant, nothing, PersonCard, Seq, Uuid } from './types.ts'
import {
  AppId,
  MyProgram,
  ProgramAct,
  ProgramCard,
  ProgramGrant,
  ProgramPath,
  ProgramRun,
  Scope,
  StarredPage,
} from './programs-parts.ts'

export * from './programs-live.ts'
export * from './programs-parts.ts'

export const programs = endpoint({
  verb: 'GET',
  path: '/programs',
  doc: 'Mini programs that are open to citizens, by name and words (`q`), the most used first.',
  who: 'person',
  input: T.Object({
    q: T.Optional(T.String({ maxLength: limits.SEARCH_LENGTH_MAX })),
    after: T.Optional(T.Integer({ minimum: 0, maximum: 10_000 })),
  }),
  reply: T.Object({ programs: T.Array(ProgramCard), more: T.Boolean() }),
})
export const myPrograms = endpoint({
  verb: 'GET',
  path: '/programs/mine',
  doc: 'The mini programs I opened last, those with my star, and the pages with my star, newest first; and the address of the cage, to keep one warm.',
  who: 'person',
  input: nothing,
  reply: T.Object({
    recent: T.Array(MyProgram),
    starred: T.Array(MyProgram),
    pages: T.Array(StarredPage),
    frame: T.String(),
  }),
})
export const program = endpoint({
  verb: 'GET',
  path: '/programs/:appId',
  doc: 'A mini program: who answers for it, where it may reach, what it may ask, and whether it has my star.',
  who: 'person',
  input: T.Object({ appId: AppId }),
  reply: T.Object({
    program: ProgramCard,
    version: T.String(),
    releasedAt: Instant,
    starred: T.Boolean(),
    /** Hosts that it may speak with. */
    domains: T.Array(T.String()),
    scopes: T.Array(T.Object({ scope: Scope, reason: T.String() })),
  }),
  refusals: ['not_found'],
})
export const openProgram = endpoint({
  verb: 'POST',
  path: '/programs/:appId/open',
  doc: 'What my client needs to run a mini program; it is then among those I opened last.',
  who: 'person',
  perMinute: 120,
  secret: true,
  input: T.Object({ appId: AppId, trial: T.Optional(T.Boolean()) }),
  reply: ProgramRun,
  refusals: ['not_found', 'program_stopped'],
})
export const starProgram = endpoint({
  verb: 'PUT',
  path: '/programs/:appId/star',
  doc: 'Put my star on a mini program, or take it away.',
  who: 'person',
  input: T.Object({ appId: AppId, on: T.Boolean() }),
  reply: Done,
  refusals: ['not_found', 'too_many_stars'],
})
export const starPage = endpoint({
  verb: 'PUT',
  path: '/programs/:appId/pages/star',
  doc: 'Put my star on a page of a mini program under a title, or take it away.',
  who: 'person',
  perMinute: 60,
  input: T.Object({
    appId: AppId,
    path: T.String({ minLength: 1, maxLength: limits.PROGRAM_PATH_LENGTH_MAX }),
    title: T.String({ minLength: 1, maxLength: limits.PROGRAM_TITLE_LENGTH_MAX }),
    on: T.Boolean(),
  }),
  reply: Done,
  refusals: ['not_found', 'bad_input', 'too_many_stars'],
})
export const setProgramStorage = endpoint({
  verb: 'PUT',
  path: '/programs/:appId/storage',
  doc: 'Keep values that a mini program stores for me. In turn: `clear` removes all, `remove` some, `set` keeps some.',
  who: 'person',
  perMinute: 600,
  input: T.Object({
    appId: AppId,
    clear: T.Optional(T.Boolean()),
    remove: T.Optional(T.Array(T.String({ maxLength: limits.PROGRAM_KEY_LENGTH_MAX }), { maxItems: 1_000 })),
    /** JSON text by key. */
    set: T.Optional(
      T.Record(
        T.String({ maxLength: limits.PROGRAM_KEY_LENGTH_MAX }),
        T.String({ maxLength: limits.PROGRAM_VALUE_LENGTH_MAX }),
      ),
    ),
  }),
  reply: T.Object({ bytes: T.Integer() }),
  refusals: ['not_found', 'storage_full'],
})
export const loginProgram = endpoint({
  verb: 'POST',
  path: '/programs/:appId/login',
  doc: 'A code that tells the server of a mini program who I am there: once, within five minutes.',
  who: 'person',
  perMinute: 60,
  secret: true,
  input: T.Object({ appId: AppId }),
  reply: T.Object({ code: T.String() }),
  refusals: ['not_found', 'program_stopped'],
})
export const grantProgram = endpoint({
  verb: 'PUT',
  path: '/programs/:appId/grants',
  doc: 'Answer what a mini program asks: allow or refuse a scope until I say otherwise.',
  who: 'person',
  input: T.Object({ appId: AppId, scope: Scope, allowed: T.Boolean() }),
  reply: Done,
  refusals: ['not_found', 'scope_not_declared'],
})
export const phoneForProgram = endpoint({
  verb: 'POST',
  path: '/programs/:appId/phone',
  doc: 'A code with which the server of a mini program may read my verified phone number: once, within five minutes.',
  who: 'person',
  perMinute: 10,
  secret: true,
  input: T.Object({ appId: AppId }),
  reply: T.Object({ code: T.String() }),
  refusals: ['not_found', 'program_stopped', 'no_phone'],
})
export const knownToPrograms = endpoint({
  verb: 'GET',
  path: '/programs/known',
  doc: 'What each mini program knows of me and may do, and how much it keeps.',
  who: 'person',
  input: nothing,
  reply: T.Object({
    programs: T.Array(
      T.Object({
        program: ProgramCard,
        openedAt: Instant,
        grants: T.Array(ProgramGrant),
        storageBytes: T.Integer(),
        /** It knows me under a name of its own. */
        known: T.Boolean(),
      }),
    ),
  }),
})
export const programActs = endpoint({
  verb: 'GET',
  path: '/programs/:appId/acts',
  doc: 'What a mini program did on my behalf, newest first.',
  who: 'person',
  input: T.Object({ appId: AppId, before: T.Optional(Instant) }),
  reply: T.Object({ acts: T.Array(ProgramAct), more: T.Boolean() }),
})
export const noteProgramAct = endpoint({
  verb: 'POST',
  path: '/programs/:appId/acts',
  doc: 'My client notes what a mini program was allowed to do on this device (location read, picture chosen …).',
  who: 'person',
  input: T.Object({
    appId: AppId,
    act: T.String({ pattern: '^[A-Za-z]{2,40}$', maxLength: 40 }),
    detail: T.Optional(T.String({ maxLength: limits.PROGRAM_ACT_LENGTH_MAX })),
  }),
  reply: Done,
  refusals: ['not_found'],
})
export const forgetProgram = endpoint({
  verb: 'DELETE',
  path: '/programs/:appId/me',
  doc: 'Take everything back: grants, storage, my name there, my visits. The program meets a stranger next time.',
  who: 'person',
  input: T.Object({ appId: AppId }),
  reply: Done,
  refusals: ['not_found'],
})
export const shareProgram = endpoint({
  verb: 'POST',
  path: '/programs/:appId/share',
  doc: 'Share a page of a mini program into a conversation as a card with a title and a picture.',
  who: 'person',
  perMinute: 60,
  input: T.Object({
    appId: AppId,
    id: Uuid,
    conversation: ConversationId,
    path: ProgramPath,
    title: T.String({ minLength: 1, maxLength: limits.PROGRAM_TITLE_LENGTH_MAX }),
    /** A picture stored by `POST /media/avatars`. */
    image: T.Optional(BlobId),
  }),
  reply: T.Object({ q: Seq, at: Instant }),
  refusals: [
    'not_found',
    'not_a_member',
    'not_a_contact',
    'admins_only',
    'exists_different',
    'program_stopped',
    'busy',
  ],
})
export const programWord = endpoint({
  verb: 'GET',
  path: '/programs/word',
  doc: 'The word that I chose to know the sheets of my own client by; no program can learn it.',
  who: 'person',
  secret: true,
  input: nothing,
  reply: T.Object({ word: T.Optional(T.String()) }),
})
export const setProgramWord = endpoint({
  verb: 'PUT',
  path: '/programs/word',
  doc: 'Choose the word; empty for none.',
  who: 'person',
  perMinute: 20,
  input: T.Object({ word: T.String({ maxLength: limits.PROGRAM_WORD_LENGTH_MAX }) }),
  reply: Done,
})
/** Names a message that a program may write to whoever asked for it. */
const TemplateId = T.String({ pattern: '^[A-Za-z0-9_-]{10,64}$', maxLength: 64 })
export const programTemplates = endpoint({
  verb: 'GET',
  path: '/programs/:appId/templates',
  doc: 'What messages of these templates would say; those of other programs are missing.',
  who: 'person',
  input: T.Object({ appId: AppId, ids: T.Array(TemplateId, { maxItems: 3 }) }),
  reply: T.Object({
    templates: T.Array(T.Object({ id: TemplateId, title: T.String(), fields: T.Array(T.String()) })),
  }),
  refusals: ['not_found', 'program_stopped'],
})
export const subscribeProgram = endpoint({
  verb: 'POST',
  path: '/programs/:appId/subscriptions',
  doc: 'Take one more message of each of these templates.',
  who: 'person',
  perMinute: 60,
  input: T.Object({ appId: AppId, accept: T.Array(TemplateId, { maxItems: 3, uniqueItems: true }) }),
  reply: Done,
  refusals: ['not_found', 'program_stopped'],
})
/** What an operator decides about programs. */
export const stopProgram = endpoint({
  verb: 'PUT',
  path: '/programs/:appId/stopped',
  doc: 'Operator: stop a mini program everywhere within seconds, or open it again, with a reason that is kept.',
  who: 'operator',
  input: T.Object({ appId: AppId, stopped: T.Boolean(), reason: T.String({ minLength: 1, maxLength: 500 }) }),
  reply: Done,
  refusals: ['not_found'],
})
export const allPrograms = endpoint({
  verb: 'GET',
  path: '/programs/all',
  doc: 'Operator: every mini program with its versions and where it may reach.',
  who: 'operator',
  input: nothing,
  reply: T.Object({
    programs: T.Array(
      T.Object({
        program: ProgramCard,
        owner: T.Optional(PersonCard),
        version: T.Optional(T.String()),
        releasedAt: T.Optional(Instant),
        people: T.Integer(),
        domains: T.Array(T.String()),
        reason: T.Optional(T.String()),
      }),
    ),
  }),
})
