import type { ChatEvent } from '@plaza/contract'

export type EventKind = ChatEvent['k']

/** Something a person wants to put into a conversation, waiting for its number. */
export interface Draft {
  readonly conv: string
  readonly id: string
  readonly sender: string
  readonly kind: Exclude<EventKind, 'system'>
  readonly body: Readonly<Record<string, unknown>>
  /** The body as JSON text, made once for the database and for everybody who hears it. */
  readonly json: string
  readonly re: number | null
  /** The socket it came from, which gets an ack instead of the push. */
  readonly origin: string | undefined
  readonly arrivedMs: number
}

/** The locked row of a conversation. */
export interface Head {
  id: string
  kind: 'direct' | 'group' | 'self'
  q: number
  n: number
  shown_q: number
  fan: string[] | null
  open: boolean
  admins_only: boolean
  all_free: boolean
}

export interface KnownMessage {
  conv: string
  id: string
  q: number
  n: number
  sender: string
  kind: EventKind
  body: Record<string, unknown>
  re: number | null
  at: number
}

export interface Membership {
  conv: string
  person: string
  role: 'owner' | 'admin' | 'member'
  muted_until: number | null
}

/** The message that an edit, recall or reaction changes. */
export interface Target {
  conv: string
  q: number
  sender: string
  kind: EventKind
  at: number
  recalled_at: number | null
  reactions: string[]
}

/** An event as it will be stored. */
export interface NewEvent {
  readonly conv: string
  readonly q: number
  readonly n: number
  readonly sender: string
  readonly id: string
  readonly kind: EventKind
  readonly body: Readonly<Record<string, unknown>>
  readonly json: string
  readonly re: number | null
  readonly at: number
}

export interface Accepted {
  readonly ok: true
  readonly event: NewEvent
  /** It was committed before: the answer is the same again and nobody is told twice. */
  readonly repeat: boolean
}
export interface Refused {
  readonly ok: false
  readonly code: string
  readonly retryMs?: number
}
export type Verdict = Accepted | Refused
