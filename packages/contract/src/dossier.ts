import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Instant, nothing, Uuid } from './types.ts'

/** A copy of everything that the city keeps of me, as one file; `over` when it can be fetched no more. */
export const Dossier = T.Object({
  id: Uuid,
  state: T.Union([
    T.Literal('waiting'),
    T.Literal('working'),
    T.Literal('ready'),
    T.Literal('failed'),
    T.Literal('over'),
  ]),
  /** Rows written so far. */
  done: T.Integer(),
  at: Instant,
  bytes: T.Optional(T.Integer()),
  /** Where to fetch it while `ready`, with my session, and until when. */
  url: T.Optional(T.String()),
  expiresAt: T.Optional(Instant),
})
export type Dossier = Static<typeof Dossier>

export const dossier = endpoint({
  verb: 'GET',
  path: '/dossier',
  doc: 'The copy of my data that I asked for last.',
  who: 'person',
  input: nothing,
  reply: T.Object({ copy: T.Optional(Dossier) }),
})
export const askDossier = endpoint({
  verb: 'POST',
  path: '/dossier',
  doc: 'Ask for a copy of everything that the city keeps of me: one ZIP, readable without Plaza. The id is mine; a repeat is the same copy. One an hour.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ id: Uuid }),
  reply: T.Object({ copy: Dossier }),
  refusals: ['copy_too_soon', 'exists_different'],
})
