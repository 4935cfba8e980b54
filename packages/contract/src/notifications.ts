import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { ConversationId, Done, nothing } from './types.ts'

/** What of a conversation calls somebody: everything, only what names them, or nothing. */
export const NotifyRule = T.Union([T.Literal('all'), T.Literal('mentions'), T.Literal('nothing')])
export type NotifyRule = Static<typeof NotifyRule>

const Minute = T.Integer({ minimum: 0, maximum: 1_439 })
/** Hours in which nothing calls, as minutes of the day in a zone; they may reach over midnight. */
export const QuietHours = T.Object({
  from: Minute,
  until: Minute,
  zone: T.String({ minLength: 1, maxLength: limits.ZONE_LENGTH_MAX }),
})
export type QuietHours = Static<typeof QuietHours>

export const Notifications = T.Object({
  /** The city's key for push services (VAPID), base64url. */
  key: T.String(),
  /** Whether this device is called. */
  device: T.Boolean(),
  /** Whether messages are shown in what is sent to the device; else only who wrote. */
  showText: T.Boolean(),
  /** Whether friend requests call. */
  requests: T.Boolean(),
  quiet: T.Optional(QuietHours),
  rules: T.Array(T.Object({ c: ConversationId, rule: NotifyRule })),
})
export type Notifications = Static<typeof Notifications>

export const notifications = endpoint({
  verb: 'GET',
  path: '/notifications',
  doc: 'How I am called when I do not look: this device, what is shown, quiet hours, and conversations with a rule of their own.',
  who: 'person',
  input: nothing,
  reply: Notifications,
})
export const changeNotifications = endpoint({
  verb: 'PATCH',
  path: '/notifications',
  doc: 'Change how I am called; only what is named changes. `quiet: null` ends the quiet hours.',
  who: 'person',
  input: T.Object({
    showText: T.Optional(T.Boolean()),
    requests: T.Optional(T.Boolean()),
    quiet: T.Optional(T.Union([QuietHours, T.Null()])),
  }),
  reply: Notifications,
})
export const notifyDevice = endpoint({
  verb: 'PUT',
  path: '/notifications/device',
  doc: 'Call this device by Web Push (RFC 8030, 8291): what its browser answered to `subscribe`. Safe to repeat.',
  who: 'person',
  perMinute: 20,
  input: T.Object({
    endpoint: T.String({ maxLength: limits.PUSH_URL_LENGTH_MAX }),
    p256dh: T.String({ pattern: '^[A-Za-z0-9_-]{86,88}$', maxLength: 88 }),
    auth: T.String({ pattern: '^[A-Za-z0-9_-]{16,32}$', maxLength: 32 }),
  }),
  reply: Notifications,
  refusals: ['push_host_refused'],
})
export const forgetNotifyDevice = endpoint({
  verb: 'DELETE',
  path: '/notifications/device',
  doc: 'Call this device no more.',
  who: 'person',
  input: nothing,
  reply: Notifications,
})
export const notifyRule = endpoint({
  verb: 'PUT',
  path: '/notifications/rules/:c',
  doc: 'What of one conversation calls me. Muting it (frame `mine`) goes before this.',
  who: 'person',
  input: T.Object({ c: ConversationId, rule: NotifyRule }),
  reply: Notifications,
  refusals: ['not_a_member'],
})
export const tryNotification = endpoint({
  verb: 'POST',
  path: '/notifications/test',
  doc: 'Call this device once, to see that it works.',
  who: 'person',
  perMinute: 6,
  input: nothing,
  reply: Done,
  refusals: ['not_found'],
})
