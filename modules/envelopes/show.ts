import type { CardBody, Envelope, Language } from '@plaza/contract'
import type { City } from '@plaza/house'
import { sentence } from '@plaza/locales'
import { takesBy, takesOfAll, type EnvelopeRow, type TakeRow } from './store.ts'

const shown = ({ person, amount, at }: TakeRow) => ({ person, amount: amount.toString(), at })

/** An envelope as a person may see it: what is in it stays hidden until they took their share, or it is over. */
export async function showEnvelope(city: City, row: EnvelopeRow, person: string): Promise<Envelope> {
  const [envelope] = await showEnvelopes(city, [row], person)
  return envelope as Envelope
}

/**
 * An envelope as somebody sees it who left its conversation: their own share if they took one, else only that it is there
 * and cannot be opened any more.
 */
export async function showLeftEnvelope(city: City, row: EnvelopeRow, person: string): Promise<Envelope> {
  const [mine] = await takesBy(city.db, [row.id], person)
  return mine ? showEnvelope(city, row, person) : { ...plain(row), left: true }
}

/** Envelopes as a person may see them, in two questions to the database. */
export async function showEnvelopes(city: City, rows: readonly EnvelopeRow[], person: string): Promise<Envelope[]> {
  const ids = rows.map(row => row.id)
  const mine = new Map((await takesBy(city.db, ids, person)).map(take => [take.envelope, take]))
  const open = rows.filter(row => mine.has(row.id) || row.state !== 'open' || row.sender === person)
  const takes = new Map<string, TakeRow[]>(open.map(row => [row.id, []]))
  for (const take of await takesOfAll(city.db, [...takes.keys()])) takes.get(take.envelope)?.push(take)
  return rows.map(row => showOne(row, person, mine.get(row.id), takes.get(row.id)))
}

function showOne(row: EnvelopeRow, person: string, mine: TakeRow | undefined, takes: TakeRow[] | undefined): Envelope {
  return {
    ...plain(row),
    taken: takes?.length ?? row.taken,
    ...(row.finishedAt === null ? {} : { finishedAt: row.finishedAt }),
    ...(row.state !== 'open' && row.seed ? { seed: row.seed.toString('hex') } : {}),
    ...(mine ? { mine: shown(mine) } : {}),
    ...(takes ? { total: row.total.toString(), takes: takes.map(shown) } : {}),
    ...(row.returned === null || row.sender !== person ? {} : { returned: row.returned.toString() }),
  }
}

function plain(row: EnvelopeRow): Envelope {
  return {
    id: row.id,
    from: row.sender,
    conversation: row.conv,
    kind: row.kind,
    ...(row.person === null ? {} : { to: row.person }),
    currency: row.currency,
    count: row.count,
    taken: row.taken,
    wish: row.wish,
    cover: row.cover as Envelope['cover'],
    state: row.state,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    ...(row.seal === null ? {} : { seal: row.seal }),
  }
}

/** The card of an envelope: never how much is in it. */
export function envelopeCard(row: EnvelopeRow, state: EnvelopeRow['state'], language: Language): CardBody {
  const { kind, person, wish, cover, count, expiresAt } = row
  return {
    card: 'envelope',
    ref: row.id,
    text: sentence(language, 'card.envelope', { wish: wish || sentence(language, 'envelope.wish') }),
    facts: { state, kind, wish, cover, count, expiresAt, from: row.sender, ...(person === null ? {} : { to: person }) },
  }
}
