import type { News } from '@plaza/pay-wire'

/** What a server is told in the open form: the type in small letters, when it happened, and the order or refund itself. */
export const standardBody = ({ event, createdAtMs, resource }: News): string =>
  JSON.stringify({ type: event.toLowerCase(), timestamp: new Date(createdAtMs).toISOString(), data: resource })
