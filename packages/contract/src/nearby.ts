import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Done, Instant, nothing, PersonCard } from './types.ts'

/** Somebody who lets others nearby see them: in my cell of about a kilometre, or in one beside it. Nothing finer is known. */
export const Neighbour = T.Object({
  person: PersonCard,
  distance: T.Union([T.Literal('here'), T.Literal('near')]),
})
export type Neighbour = Static<typeof Neighbour>

/** Without `until` I am not shown, and see nobody. */
const Nearby = T.Object({ until: T.Optional(Instant), people: T.Array(Neighbour) })

export const nearby = endpoint({
  verb: 'GET',
  path: '/nearby',
  doc: 'Who is nearby, while I let others see me.',
  who: 'person',
  perMinute: 30,
  input: nothing,
  reply: Nearby,
})
export const showNearby = endpoint({
  verb: 'PUT',
  path: '/nearby',
  doc: 'Let others nearby see me for a quarter of an hour. The device tells a cell of about a kilometre, never where it is; nothing of it is logged.',
  who: 'person',
  perMinute: 6,
  input: T.Object({ line: T.Integer(), place: T.Integer() }),
  reply: Nearby,
  refusals: ['looked_around_enough'],
})
export const hideNearby = endpoint({
  verb: 'DELETE',
  path: '/nearby',
  doc: 'Be seen by nobody nearby any more; again changes nothing.',
  who: 'person',
  input: nothing,
  reply: Done,
})
