import type { City } from '@plaza/house'

/** Outbox: files that waited with messages which are not sent any more. */
export const FILES_FREED = 'scheduled.files_freed'
/** Outbox: the time of a message, or of a reminder, has come. Told to this module itself, then. */
export const MESSAGE_DUE = 'scheduled.message_due'
export const REMINDER_DUE = 'scheduled.reminder_due'

export function messageScheduled(city: City): void {
  city.metrics.count('messages_scheduled')
}

/** A scheduled message was `sent`, or `refused` as any message may be. */
export function messageDelivered(city: City, outcome: 'sent' | 'refused'): void {
  city.metrics.count('scheduled_messages', { outcome })
}

export function reminderDue(city: City): void {
  city.metrics.count('reminders_due')
}
