import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { Instant, PersonId, Uuid } from './types.ts'
import { Amount, Currency, Minor } from './wallet-parts.ts'

const Month = T.String({ pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])$', maxLength: 7 })
/** A time zone by its IANA name; days and months are counted in it. UTC where none is named. */
const Zone = T.String({ pattern: '^[A-Za-z][A-Za-z0-9_+/-]*$', maxLength: limits.ZONE_LENGTH_MAX })
export const BillKind = T.Union([
  T.Literal('transfer'),
  T.Literal('request'),
  T.Literal('envelope'),
  T.Literal('bank'),
  T.Literal('shop'),
  T.Literal('welcome'),
  T.Literal('other'),
])
export const BillCategory = T.Union([
  T.Literal('people'),
  T.Literal('shared'),
  T.Literal('gifts'),
  T.Literal('food'),
  T.Literal('transport'),
  T.Literal('home'),
  T.Literal('fun'),
  T.Literal('bank'),
  T.Literal('other'),
])

/** One payment in my wallet's history: money that came (`in`) or went (`out`). */
export const Bill = T.Object({
  /** The transfer of the ledger; the other side has the same. */
  id: Uuid,
  kind: BillKind,
  direction: T.Union([T.Literal('in'), T.Literal('out')]),
  amount: Amount,
  currency: Currency,
  /** Who paid or was paid, where it was a person. */
  person: T.Optional(PersonId),
  note: T.String(),
  category: BillCategory,
  /** The balance after it. */
  balance: Minor,
  at: Instant,
})
export type Bill = Static<typeof Bill>

const Sums = T.Object({ in: Minor, out: Minor })

export const bills = endpoint({
  verb: 'GET',
  path: '/wallet/bills',
  doc: 'My payments, newest first; each filter narrows. `before`: older than this payment of the list.',
  who: 'person',
  input: T.Object({
    kind: T.Optional(BillKind),
    direction: T.Optional(T.Union([T.Literal('in'), T.Literal('out')])),
    category: T.Optional(BillCategory),
    person: T.Optional(PersonId),
    from: T.Optional(Instant),
    until: T.Optional(Instant),
    month: T.Optional(Month),
    zone: T.Optional(Zone),
    text: T.Optional(T.String({ maxLength: limits.PAYMENT_NOTE_LENGTH_MAX })),
    before: T.Optional(Uuid),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: limits.BILLS_PAGE_MAX })),
  }),
  reply: T.Object({ bills: T.Array(Bill), more: T.Boolean() }),
})
export const bill = endpoint({
  verb: 'GET',
  path: '/wallet/bills/:id',
  doc: 'The receipt of one payment of mine.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: Bill,
  refusals: ['not_found'],
})
export const categorize = endpoint({
  verb: 'PUT',
  path: '/wallet/bills/:id/category',
  doc: 'Put a payment of mine into another category; only for me.',
  who: 'person',
  input: T.Object({ id: Uuid, category: BillCategory }),
  reply: Bill,
  refusals: ['not_found'],
})
export const month = endpoint({
  verb: 'GET',
  path: '/wallet/months/:month',
  doc: 'What came and went in a month of my time zone, in all and by category.',
  who: 'person',
  input: T.Object({ month: Month, zone: T.Optional(Zone) }),
  reply: T.Object({
    currency: Currency,
    total: Sums,
    categories: T.Array(T.Object({ category: BillCategory, in: Minor, out: Minor, count: T.Integer() })),
  }),
})
/** How a month is written: for a spreadsheet, for books (ISO 20022), for paper. */
const BillFormat = T.Union([T.Literal('csv'), T.Literal('camt053'), T.Literal('pdf')])

export const exportMonth = endpoint({
  verb: 'GET',
  path: '/wallet/months/:month/export',
  doc: 'A month of my time zone as a file: CSV (RFC 4180), camt.053.001.08, or PDF to print; with a stamp, a code by which anybody can check the file.',
  who: 'person',
  perMinute: 20,
  input: T.Object({ month: Month, zone: T.Optional(Zone), format: T.Optional(BillFormat) }),
  reply: T.Object({
    fileName: T.String(),
    mediaType: T.String(),
    /** The bytes of the file. */
    base64: T.String(),
    stamp: T.String(),
  }),
  refusals: ['too_many_bills'],
})
export const checkStamp = endpoint({
  verb: 'GET',
  path: '/wallet/stamps/:code',
  doc: 'Whether the city made a statement with this code, and the SHA-256 of its bytes: compare it with that of the file.',
  who: 'anyone',
  perMinute: 30,
  input: T.Object({ code: T.String({ pattern: '^[0-9a-z]{16,40}$', maxLength: 40 }) }),
  reply: T.Object({ made: T.Boolean(), at: T.Optional(Instant), sha256: T.Optional(T.String()) }),
})
