import { sealText, type Sealed } from './sealed.ts'

/** What a merchant is told, before it is sealed. */
export interface News {
  readonly id: string
  readonly createdAtMs: number
  /** `TRANSACTION.SUCCESS`, `REFUND.SUCCESS`, … */
  readonly event: string
  readonly summary: string
  /** What the resource is: `transaction`, `refund`. */
  readonly about: string
  readonly resource: object
}

/** The body of a notify: an envelope in the clear around a resource that only its merchant can open. */
export function notifyBody(apiKey: string, news: News): string {
  const sealed: Sealed = sealText(apiKey, JSON.stringify(news.resource), news.about)
  return JSON.stringify({
    id: news.id,
    create_time: wireTime(news.createdAtMs),
    resource_type: 'encrypt-resource',
    event_type: news.event,
    summary: news.summary,
    resource: { original_type: news.about, ...sealed },
  })
}

/** A moment as RFC 3339 with whole seconds and a numeric offset: `2026-01-01T08:00:00+00:00`. */
export const wireTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}+00:00`

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/

/** The moment that an RFC 3339 text is, in ms; undefined when it is none. */
export function readWireTime(text: string): number | undefined {
  const ms = TIME.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}
