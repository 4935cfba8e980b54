import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import type { RequestRow } from './store.ts'

/** Two people became friends: a asked (or was made one), b agreed. `note` is what `from` wrote with the request. */
export interface Befriended {
  readonly a: string
  readonly b: string
  readonly request?: string
  readonly note?: string
  readonly from?: string
}
/** `a` ended the friendship with `b`, or `a` was erased. */
export interface Ended {
  readonly a: string
  readonly b: string
}
export interface Blocked {
  readonly by: string
  readonly other: string
  readonly on: boolean
}
/** Something that only its owner sees: remark, tags, star, block. */
export interface ContactChanged {
  readonly owner: string
  readonly other: string
}
/** A request was made, answered, withdrawn or ran out. `people` are asker and asked. */
export interface RequestChanged {
  readonly id: string
  readonly people: readonly [string, string]
}

/** Tells the city, in the transaction in which it became true. */
export const tell = {
  befriended: (city: City, tx: Queries, body: Befriended) => city.outbox.emit(tx, 'contacts.befriended', { ...body }),
  ended: (city: City, tx: Queries, body: Ended) => city.outbox.emit(tx, 'contacts.ended', { ...body }),
  blocked: (city: City, tx: Queries, body: Blocked) => city.outbox.emit(tx, 'contacts.blocked', { ...body }),
  changed: (city: City, tx: Queries, body: ContactChanged) => city.outbox.emit(tx, 'contacts.changed', { ...body }),
  request: (city: City, tx: Queries, { id, from, to }: RequestRow) =>
    city.outbox.emit(tx, 'contacts.request_changed', { id, people: [from, to] } satisfies RequestChanged),
}

export function asked(city: City, request: RequestRow, how: 'asked' | 'befriended'): void {
  city.log.info(
    { request: request.id, from: request.from, to: request.to, source: request.source, how },
    'friend request',
  )
  city.metrics.count('friend_requests', { source: request.source, how })
}

export function answered(city: City, request: RequestRow, answer: 'accepted' | 'declined'): void {
  city.log.info({ request: request.id, from: request.from, to: request.to, answer }, 'friend request answered')
  city.metrics.count('friend_requests_answered', { answer })
}

export function withdrawn(city: City, request: RequestRow): void {
  city.log.info({ request: request.id, from: request.from, to: request.to }, 'friend request withdrawn')
  city.metrics.count('friend_requests_withdrawn')
}

export function expired(city: City, count: number): void {
  city.log.info({ count }, 'friend requests expired')
  city.metrics.count('friend_requests_expired', {}, count)
}

export function parted(city: City, by: string, other: string): void {
  city.log.info({ by, other }, 'friendship ended')
  city.metrics.count('friendships_ended')
}

export function blocked(city: City, by: string, other: string, on: boolean): void {
  city.log.info({ by, other, on }, 'block')
  city.metrics.count('blocks', { on: String(on) })
}
