import { limits, type ScheduledMessage } from '@plaza/contract'
import { Refusal } from '@plaza/kernel'
import type { MessageRow } from './store.ts'

/** Refuses a time that is farther away than a year; one that has passed means now. */
export function mustBeNear(at: number, now: number): void {
  if (at > now + limits.SCHEDULE_AHEAD_MAX_MS) throw new Refusal('time_out_of_range')
}

/** A text to be sent, as its author sees it. */
export function shown(row: MessageRow): ScheduledMessage {
  const { silent, ...body } = row.body as ScheduledMessage['b'] & { silent?: true }
  return {
    id: row.id,
    c: row.conv,
    b: body,
    ...(row.re === null ? {} : { re: row.re }),
    ...(silent ? { silent } : {}),
    at: row.at,
    ...(row.failed === null ? {} : { failed: row.failed }),
  }
}
