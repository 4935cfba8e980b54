import { limits, type CallEnd, type CallShown } from '@plaza/contract'

type Answer = NonNullable<CallShown['asked'][number]['answer']>

/** What a call is judged by. */
export interface Standing {
  readonly state: CallShown['state']
  readonly by: string
  /** The people whose devices are in it now. */
  readonly present: readonly string[]
  /** What those whom it rings answered; null while it rings. */
  readonly answers: readonly (Answer | null)[]
}

/**
 * How a call goes on after something happened in it: it lives from the moment that a second person is there, and is over
 * when nobody is left to talk to, or to wait for.
 */
export function next({ state, by, present, answers }: Standing): { state: CallShown['state']; why?: CallEnd } {
  const people = new Set(present)
  const rings = answers.includes(null)
  if (state === 'ended') return { state }
  if (people.size >= 2) return { state: 'live' }
  if (state === 'live') return rings && people.size === 1 ? { state } : { state: 'ended', why: 'hung_up' }
  if (!people.has(by)) return { state: 'ended', why: 'cancelled' }
  return rings ? { state } : { state: 'ended', why: unanswered(answers) }
}

/** Why nobody came: one refusal weighs more than silence, silence more than a busy line. */
function unanswered(answers: readonly (Answer | null)[]): CallEnd {
  if (answers.includes('declined')) return 'declined'
  return answers.every(answer => answer === 'busy') ? 'busy' : 'missed'
}

/** How many people a call has room for: more where each device has one connection and not one to each other one. */
export const placesIn = ({ forwarder }: { readonly forwarder: string | null }): number =>
  forwarder === null ? limits.CALL_PARTIES_MAX : limits.CALL_PEOPLE_MAX
