import { limits, type InputOf, type Split, type walletApi } from '@plaza/contract'
import { membersAmong, postCard } from '@plaza/chat'
import type { Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { languageOf } from '@plaza/identity'
import { derivedId, Refusal } from '@plaza/kernel'
import { sentence } from '@plaza/locales'
import { isDeepStrictEqual } from 'node:util'
import { cardNotShown, CARD_CHANGED, SPLIT_REMINDED } from '../events.ts'
import { DUE_MAX } from '../limits.ts'
import { mayHaveWallet } from '../pin.ts'
import { mustBeCurrencyOf } from '../spend.ts'
import { settingOf } from '../store.ts'
import { divide } from './divide.ts'
import { showSplit } from './show.ts'
import {
  dueReminders,
  endShares,
  insertItems,
  insertRequests,
  insertSplit,
  itemsOf,
  lockSplit,
  sharesOf,
  splitOf,
  writeSplit,
  type ItemRow,
  type SplitRow,
} from './store.ts'

type Input = InputOf<typeof walletApi.splitBill>
type One = Call<{ id: string }>

/**
 * Splits a bill among members of a conversation, equally or by items that may have names; amounts are minor units and add
 * up exactly. Safe to repeat. Refuses when
 * the caller or one of the people is not in it (`not_a_member`), and less than a unit for somebody (`split_too_small`).
 */
export async function splitBill(city: City, call: Call<Input>): Promise<Split> {
  mayHaveWallet(call)
  const { input, by } = call
  mustBeCurrencyOf(city, input.currency)
  if (!(await splitOf(city.db, input.id))) await makeSplit(city, by.person, input)
  const row = await splitOf(city.db, input.id)
  const { total } = sharesIn(input, by.person)
  const same = row?.asker === by.person && row.conv === input.conversation && row.total === total
  if (!row || !same || row.note !== (input.note ?? '')) throw new Refusal('exists_different')
  if (!isDeepStrictEqual(await itemsOf(city.db, row.id), itemsIn(input))) throw new Refusal('exists_different')
  return shown(city, row)
}

/** What is kept of the items; people in one order, so that a repeat is the same however it names them. */
function itemsIn({ items = [] }: Input): ItemRow[] {
  return items.map(({ name, amount, people }) => ({
    name: name ?? null,
    amount: BigInt(amount),
    people: people.toSorted(),
  }))
}

function sharesIn(input: Input, asker: string) {
  if ((input.equal === undefined) === (input.items === undefined)) throw new Refusal('bad_input', { field: 'equal' })
  const items = input.equal ? [{ amount: input.equal.total, people: input.equal.people }] : (input.items ?? [])
  const owed = divide(items.map(item => ({ amount: BigInt(item.amount), people: item.people })))
  const own = owed.get(asker) ?? 0n
  const total = [...owed.values()].reduce((sum, amount) => sum + amount, 0n)
  owed.delete(asker)
  if (owed.size === 0 || owed.size > limits.SPLIT_PEOPLE_MAX) throw new Refusal('bad_input', { field: 'people' })
  return { own, total, owed }
}

async function makeSplit(city: City, asker: string, input: Input): Promise<void> {
  const { own, total, owed } = sharesIn(input, asker)
  const people = [asker, ...owed.keys()]
  const members = await membersAmong(city, input.conversation, people)
  if (members.size < people.length) throw new Refusal('not_a_member')
  const { id, currency, note = '' } = input
  const now = city.clock.now()
  const expiresAt = now + (await settingOf(city.db, 'split_life_ms'))
  await city.tx(async tx => {
    const row = { id, asker, conv: input.conversation, currency, note, total, own, createdAt: now }
    if (!(await insertSplit(tx, row))) return
    const shares = [...owed].map(([payer, amount]) => ({ id: derivedId('wallet.share', id, payer), payer, amount }))
    await insertItems(tx, id, itemsIn(input))
    await insertRequests(tx, shares, { asker, currency, note, split: id, expiresAt, createdAt: now })
    await city.outbox.emit(tx, CARD_CHANGED, { ref: id })
  })
}

const shown = async (city: City, row: SplitRow) =>
  showSplit(row, await sharesOf(city.db, row.id), await itemsOf(city.db, row.id))

/** A split of a conversation that the caller is in; others do not know of it (`not_found`). */
export async function seeSplit(city: City, { by, input }: One): Promise<Split> {
  const row = await splitOf(city.db, input.id)
  if (!row || !(await membersAmong(city, row.conv, [by.person])).has(by.person)) throw new Refusal('not_found')
  return shown(city, row)
}

/** Reminds whoever has not paid; refuses a fourth time, and again within six hours (`reminded_enough`). */
export async function remindSplit(city: City, { by, input }: One): Promise<Split> {
  const pause = limits.REMINDER_PAUSE_MS
  await city.tx(async tx => {
    const row = await lockSplit(tx, input.id)
    if (row?.asker !== by.person) throw new Refusal('not_found')
    const freeAt = row.remindedAt + (row.reminders === 0 ? 0 : pause)
    if (row.reminders >= limits.REMINDERS_PER_SPLIT_MAX || freeAt > city.clock.now())
      throw new Refusal('reminded_enough')
    if (!(await remindIn(city, tx, row))) throw new Refusal('payment_over')
  })
  return shown(city, (await splitOf(city.db, input.id)) as SplitRow)
}

/** Reminds by itself of splits that are open for a day; each once, whoever else looks. */
export async function remindDue(city: City): Promise<void> {
  const since = city.clock.now() - (await settingOf(city.db, 'split_remind_ms'))
  for (const { id } of await dueReminders(city.db, since, DUE_MAX))
    await city.tx(async tx => {
      const row = await lockSplit(tx, id)
      if (row && !row.closed && row.reminders === 0) await remindIn(city, tx, row)
    })
}

/** Counts the reminder, and has it said; of a split that is done only that nothing is to be reminded of any more. */
async function remindIn(city: City, tx: Queries, row: SplitRow): Promise<boolean> {
  const now = city.clock.now()
  const people = (await sharesOf(tx, row.id)).filter(share => share.state === 'open').map(share => share.payer)
  const open = people.length > 0 && !row.closed
  const reminders = row.reminders + 1
  await writeSplit(tx, row.id, { closed: row.closed, reminders, remindedAt: now, changedAt: row.changedAt })
  await city.outbox.emit(tx, CARD_CHANGED, { ref: row.id })
  if (open) await city.outbox.emit(tx, SPLIT_REMINDED, { split: row.id, n: reminders, people })
  return open
}

/** Says the reminder in the conversation, once for each number. */
export async function splitReminded(
  city: City,
  { split, n, people }: { split: string; n: number; people: string[] },
): Promise<void> {
  const row = await splitOf(city.db, split)
  if (!row) return
  const verdict = await postCard(city, {
    conv: row.conv,
    id: derivedId('wallet.reminder', split, String(n)),
    sender: row.asker,
    body: {
      card: 'split_reminder',
      ref: split,
      text: sentence(await languageOf(city, row.asker), 'card.split_reminder'),
      facts: { split, people },
    },
  })
  if (!verdict.ok && verdict.code === 'busy') throw new Error('the chat is busy: the reminder comes later')
  if (!verdict.ok) cardNotShown(city, split, verdict.code)
}

/** Ends a split of the caller's: what is open is owed no more. Safe to repeat. */
export async function closeSplit(city: City, { by, input }: One): Promise<Split> {
  await city.tx(async tx => {
    const row = await lockSplit(tx, input.id)
    if (row?.asker !== by.person) throw new Refusal('not_found')
    if (row.closed) return
    const now = city.clock.now()
    await tx.run(endShares(row.id, now))
    await writeSplit(tx, row.id, { ...row, closed: true, changedAt: now })
    await city.outbox.emit(tx, CARD_CHANGED, { ref: row.id })
  })
  return shown(city, (await splitOf(city.db, input.id)) as SplitRow)
}
