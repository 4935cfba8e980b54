import type { Down } from '@plaza/contract'
import type { City } from '@plaza/house'
import { Lru } from '@plaza/kernel'
import type { Push } from '@plaza/realtime'
import { hintMoved } from './hints.ts'
import { SUBJECTS_REMEMBERED_MAX } from './limits.ts'
import type { NewEvent } from './types.ts'

/** Put together once: a fresh string would be flattened and hashed for every push. */
const subjects = new Lru<string, string>(SUBJECTS_REMEMBERED_MAX)

/** The bus subject of what happens to one person, and of what happens in one large conversation. */
export function personSubject(person: string): string {
  let subject = subjects.get(person)
  if (subject === undefined) subjects.set(person, (subject = `u.${person}`))
  return subject
}
export const conversationSubject = (conv: string) => `c.${conv}`

/** Who hears of an event: people under their own number (none when it is not known), and whoever is in a large conversation. */
export interface Audience {
  readonly large: boolean
  readonly people: readonly { readonly person: string; readonly u?: number | undefined }[]
}

/** The frame that pushes an event. Put together by hand, since all but the body are numbers, ids and fixed words. */
function frameOf({ conv, q, n, sender, id, kind, json, re, at }: NewEvent): string {
  return `{"t":"ev","c":"${conv}","q":${q},"n":${n},"f":"${sender}","id":"${id}","k":"${kind}","b":${json}${re === null ? '' : `,"re":${re}`},"at":${at}}`
}

/**
 * Tells everybody who is connected about a committed event: store first, nudge second. The people touched hear it under
 * their own number; a large conversation hears it once more on its own subject, without numbers.
 */
export function announce(city: City, event: NewEvent, audience: Audience, origin: string | undefined): void {
  const f = frameOf(event)
  for (const { person, u } of audience.people)
    city.bus.publish(personSubject(person), { f, u, o: origin } satisfies Push)
  if (audience.large) city.bus.publish(conversationSubject(event.conv), { f, q: event.q, o: origin } satisfies Push)
  hintMoved(city, event.conv)
}

/** Tells one person's devices something under its number in their log. */
export function tell(city: City, person: string, u: number, frame: Told): void {
  city.bus.publish(personSubject(person), { f: JSON.stringify(frame), u } satisfies Push)
}
type Numbered<D> = D extends { t: 'row' | 'note' } ? Omit<D, 'u'> : never
type Told = Numbered<Down>

/** Lets one person's devices know that their log moved: they sync, and hear (or no longer hear) a large conversation. */
export function nudge(city: City, person: string, u: number, hears: { join?: string; leave?: string } = {}): void {
  const push: Push = {
    f: JSON.stringify({ t: 'lag' }),
    u,
    ...(hears.join ? { join: conversationSubject(hears.join) } : {}),
    ...(hears.leave ? { leave: conversationSubject(hears.leave) } : {}),
  }
  city.bus.publish(personSubject(person), push)
}
