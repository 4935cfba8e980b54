import type { CardBody, Envelope, Language } from '@plaza/contract'
import type { City } from '@plaza/house'
import { sentence } from '@plaza/locales'
import { takeOf, takesOf, type EnvelopeRow, type TakeRow } from './store.ts'

const shown = ({ person, amount, at }: TakeRow) => ({ person, amount: amount.toString(), at })

/** An envelope as a person may see it: what is in it stays hidden until they took their share, or it is over. */
export async function showEnvelope(city: City, row: EnvelopeRow, person: string): Promise<Envelope> {
  const mine = await takeOf(city.db, row.id, person)
  const over = row.state !== 'open'
  const takes = mine || over || row.sender === person ? await takesOf(city.db, row.id) : undefined
  return {
    ...plain(row),
    taken: takes?.length ?? row.taken,
    ...(row.finishedAt === null ? {} : { finishedAt: row.finishedAt }),
    ...(over && row.seed ? { seed: row.seed.toString('hex') } : {}),
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
