import { directConversationId } from '@plaza/contacts'
import type { City } from '@plaza/house'
import { requestCard, splitCard, splitVersion } from './asks/show.ts'
import { requestOf, sharesOf, splitOf, type RequestRow } from './asks/store.ts'
import { showCard, type Shown } from './cards.ts'
import { mandateCard } from './family/show.ts'
import { mandateOf } from './family/store.ts'
import { transferCard } from './transfers/show.ts'
import { transferOf } from './transfers/store.ts'

/** Hears that something changed and makes its card show it. */
export function cardChanged(city: City, { ref }: { ref: string }): Promise<void> {
  return showCard(city, ref, async () => {
    for (const read of [readTransfer, readRequest, readSplit, readMandate]) {
      const shown = await read(city, ref)
      if (shown) return shown
    }
    return undefined
  })
}

type Told = Pick<Shown, 'kind' | 'version' | 'first' | 'now'>

/** A card between two people, sent by one of them. */
function between(ref: string, sender: string, peer: string, told: Told): Shown {
  return { ref, conv: directConversationId(sender, peer), peer, sender, ...told }
}

async function readTransfer(city: City, ref: string): Promise<Shown | undefined> {
  const row = await transferOf(city.db, ref)
  if (!row) return undefined
  const born = { ...row, state: 'pending' as const, changedAt: row.createdAt, version: 0 }
  return between(ref, row.payer, row.payee, {
    kind: 'transfer',
    version: row.version,
    first: language => transferCard(born, language),
    now: language => transferCard(row, language),
  })
}

const asBorn = (row: RequestRow) => ({ ...row, state: 'open' as const, changedAt: row.createdAt, version: 0 })

async function readRequest(city: City, ref: string): Promise<Shown | undefined> {
  const row = await requestOf(city.db, ref)
  if (!row || row.split !== null) return undefined
  return between(ref, row.asker, row.payer, {
    kind: 'request',
    version: row.version,
    first: language => requestCard(asBorn(row), language),
    now: language => requestCard(row, language),
  })
}

async function readSplit(city: City, ref: string): Promise<Shown | undefined> {
  const row = await splitOf(city.db, ref)
  if (!row) return undefined
  const shares = await sharesOf(city.db, ref)
  const born = { ...row, closed: false, reminders: 0, changedAt: row.createdAt, version: 0 }
  return {
    ref,
    kind: 'split',
    conv: row.conv,
    sender: row.asker,
    version: splitVersion(row, shares),
    first: language => splitCard(born, shares.map(asBorn), language),
    now: language => splitCard(row, shares, language),
  }
}

async function readMandate(city: City, ref: string): Promise<Shown | undefined> {
  const row = await mandateOf(city.db, ref)
  if (!row) return undefined
  const born = { ...row, state: 'active' as const, changedAt: row.createdAt, version: 0 }
  return between(ref, row.payer, row.holder, {
    kind: 'family',
    version: row.version,
    first: language => mandateCard(born, language),
    now: language => mandateCard(row, language),
  })
}
