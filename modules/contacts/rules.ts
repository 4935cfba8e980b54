import type { FriendRequest, PersonKind, RefusalCode } from '@plaza/contract'
import { derivedId, unreachable } from '@plaza/kernel'

export type RequestState = FriendRequest['state']
export type Source = FriendRequest['source']

/** The one conversation of two people, whoever asks; of one person with themselves, their notes. */
export function directConversationId(a: string, b: string): string {
  return a === b ? derivedId('self', a) : derivedId('direct', ...[a, b].toSorted())
}

/** A request as it stands at a moment: an open one ends by itself. */
export function stateAt(
  request: { readonly state: RequestState; readonly expiresAt: number },
  now: number,
): RequestState {
  return request.state === 'open' && request.expiresAt <= now ? 'expired' : request.state
}

/** Everything that decides what becomes of a friend request, at the moment it is made. */
export interface Asking {
  readonly friends: boolean
  readonly kind: PersonKind
  /** The asker blocked the other. */
  readonly blockedByMe: boolean
  readonly blockedByThem: boolean
  /** The other asks too, and that request is open. */
  readonly theyAsk: boolean
  readonly iAsk: boolean
  readonly acceptsRequests: boolean
  readonly source: Source
  /** The QR code given with the request is the other's present one. */
  readonly codeFits: boolean
  readonly openRequests: number
  readonly openRequestsMax: number
}

export type AskVerdict =
  | { readonly do: 'befriend' }
  | { readonly do: 'ask' }
  | { readonly do: 'wait' }
  | { readonly do: 'refuse'; readonly code: RefusalCode }

/**
 * What becomes of a request. A block by the other reads like "accepts no requests", whatever else is true, so that its
 * fact does not leak.
 */
export function judgeAsk(asking: Asking): AskVerdict {
  if (asking.friends) return { do: 'refuse', code: 'already_contacts' }
  if (asking.blockedByMe) return { do: 'refuse', code: 'blocked' }
  if (asking.blockedByThem) return { do: 'refuse', code: 'requests_not_accepted' }
  if (asking.kind === 'service' || asking.kind === 'bot') return { do: 'befriend' }
  if (asking.theyAsk) return { do: 'befriend' }
  const invited = asking.source === 'qr' && asking.codeFits
  if (asking.source === 'qr' && !asking.codeFits) return { do: 'refuse', code: 'requests_not_accepted' }
  if (!asking.acceptsRequests && !invited) return { do: 'refuse', code: 'requests_not_accepted' }
  if (asking.iAsk) return { do: 'wait' }
  if (asking.openRequests >= asking.openRequestsMax) return { do: 'refuse', code: 'too_many_requests_open' }
  return { do: 'ask' }
}

export type AnswerVerdict =
  | { readonly do: 'accept' | 'decline' | 'repeat' }
  | { readonly do: 'refuse'; readonly code: RefusalCode }

/** What becomes of an answer: once given it stands, and giving it again changes nothing. */
export function judgeAnswer(state: RequestState, accept: boolean): AnswerVerdict {
  switch (state) {
    case 'open':
      return { do: accept ? 'accept' : 'decline' }
    case 'accepted':
      return accept ? { do: 'repeat' } : { do: 'refuse', code: 'request_not_open' }
    case 'declined':
      return accept ? { do: 'refuse', code: 'request_not_open' } : { do: 'repeat' }
    case 'withdrawn':
      return { do: 'refuse', code: 'request_not_open' }
    case 'expired':
      return { do: 'refuse', code: 'request_expired' }
    default:
      return unreachable(state)
  }
}

export type WithdrawalVerdict =
  | { readonly do: 'withdraw' | 'repeat' }
  | { readonly do: 'refuse'; readonly code: RefusalCode }

/** What becomes of a withdrawal: only what is open can be taken back, and only once. */
export function judgeWithdrawal(state: RequestState): WithdrawalVerdict {
  switch (state) {
    case 'open':
      return { do: 'withdraw' }
    case 'withdrawn':
      return { do: 'repeat' }
    case 'expired':
      return { do: 'refuse', code: 'request_expired' }
    case 'accepted':
    case 'declined':
      return { do: 'refuse', code: 'request_not_open' }
    default:
      return unreachable(state)
  }
}

export type Query =
  | { readonly by: 'handle'; readonly handle: string }
  | { readonly by: 'phone'; readonly phone: string }
  | { readonly by: 'qr'; readonly secret: string }

// A dash stands in every secret and in no handle, so that neither can be taken for the other.
const SECRET = /^q-[A-Za-z0-9_-]{22}$/
const PHONE = /^\+[1-9][0-9]{6,14}$/

/** What somebody typed or scanned: a code's address or bare secret, a phone number, else a handle. */
export function readQuery(text: string, publicUrl: string): Query {
  const bare = text.trim()
  const prefix = `${publicUrl}/u/`
  const secret = bare.startsWith(prefix) ? bare.slice(prefix.length) : bare
  if (SECRET.test(secret)) return { by: 'qr', secret }
  const phone = bare.replace(/[\s().-]/g, '')
  if (PHONE.test(phone)) return { by: 'phone', phone }
  return { by: 'handle', handle: bare }
}

export const codeUrl = (publicUrl: string, secret: string) => `${publicUrl}/u/${secret}`
export const makeSecret = (bytes: Uint8Array) => `q-${Buffer.from(bytes).toString('base64url')}`

/** Tags as they are kept: trimmed, each once, in the owner's order. */
export function tagsOf(tags: readonly string[]): string[] {
  return [...new Set(tags.map(tag => tag.normalize('NFC').replace(/\s+/g, ' ').trim()).filter(Boolean))]
}

export const remarkOf = (remark: string | undefined) => (remark ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()
