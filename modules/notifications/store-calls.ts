import { instant, sql, type Queries } from '@plaza/db'
import type { Subscription } from './store.ts'

/** What a device is to show. */
export interface Message {
  /** Devices show one at a time of those with the same tag. */
  readonly tag: string
  readonly title: string
  readonly body: string
  /** The page that a tap opens, and the message in it. */
  readonly path: string
  readonly c?: string
  readonly q?: number
  /** What the app's badge says. */
  readonly unread: number
  /** `on`: it rings until it is touched, and is worth nothing a minute later. `off`: it takes the place of that, silently. */
  readonly ring?: 'on' | 'off'
}

export interface Call {
  readonly id: string
  readonly subscription: string
  readonly message: Message
  /** Of those with the same topic a push service keeps the last. */
  readonly topic: string
  readonly urgent: boolean
}

export type DueCall = Call & { tries: number; madeAt: number } & Pick<Subscription, 'endpoint' | 'p256dh' | 'auth'>

/** Puts calls in line; one that was told before stays as it is. */
export async function addCalls(tx: Queries, calls: readonly Call[], now: number): Promise<void> {
  if (calls.length === 0) return
  await tx.run(sql`
    insert into notifications.call (id, subscription, message, topic, urgent, made_at, due_at)
    select id, subscription, message::json, topic, urgent, ${instant(now)}, ${instant(now)}
    from unnest(
      ${calls.map(one => one.id)}::uuid[], ${calls.map(one => one.subscription)}::uuid[],
      ${calls.map(one => JSON.stringify(one.message))}::text[], ${calls.map(one => one.topic)}::text[],
      ${calls.map(one => one.urgent)}::boolean[]
    ) as new(id, subscription, message, topic, urgent)
    on conflict do nothing`)
}

/** Takes calls that are due, for so long that another process leaves them alone. Those whose device is gone go too. */
export async function takeCalls(db: Queries, now: number, until: number, limit: number): Promise<DueCall[]> {
  await db.run(sql`
    delete from notifications.call
    where due_at <= ${instant(now)}
      and not exists (select from notifications.subscription where subscription.id = call.subscription)`)
  return db.rows(sql`
    with due as (
      select id, subscription from notifications.call
      where due_at <= ${instant(now)}
      order by due_at
      limit ${limit}
      for update skip locked
    )
    update notifications.call
    set due_at = ${instant(until)}, tries = call.tries + 1
    from due, notifications.subscription as subscription
    where call.id = due.id and call.subscription = due.subscription and subscription.id = due.subscription
    returning call.id, call.subscription, call.message, call.topic, call.urgent, call.tries, call.made_at as "madeAt",
      subscription.endpoint, subscription.p256dh, subscription.auth`)
}

export async function dropCall(db: Queries, { id, subscription }: Pick<Call, 'id' | 'subscription'>): Promise<void> {
  await db.run(sql`delete from notifications.call where id = ${id} and subscription = ${subscription}`)
}

export async function putOff(db: Queries, call: Pick<Call, 'id' | 'subscription'>, dueAt: number): Promise<void> {
  await db.run(sql`
    update notifications.call set due_at = ${instant(dueAt)}
    where id = ${call.id} and subscription = ${call.subscription}`)
}
