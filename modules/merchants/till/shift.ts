import type { InputOf, merchantsApi, ReplyOf, Shift } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { assert, Refusal } from '@plaza/kernel'
import { currencyOf } from '@plaza/wallet'
import { ORDERS_PAGE } from '../limits.ts'
import { merchantFor } from '../merchants.ts'
import { tellOrder } from '../orders/tell.ts'
import { closeOpenOrders, endShift, insertShift, lockShift, shiftOf, shiftsOf, type ShiftRow } from './store.ts'

/**
 * Begins the caller's hours at a till. Safe to repeat. Refuses a second time of theirs (`shift_open`), and an id that is
 * another's (`exists_different`).
 */
export async function openShift(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.openShift>>,
): Promise<Shift> {
  const { merchant } = await merchantFor(city, input.id, by.person)
  const mchid = merchant[input.mode]
  const { shift: id, terminal = null } = input
  await insertShift(city.db, { id, mchid, person: by.person, terminal, openedAt: city.clock.now() })
  const row = await shiftOf(city.db, id)
  if (!row) throw new Refusal('shift_open')
  if (row.person !== by.person || row.mchid !== mchid || row.terminal !== terminal)
    throw new Refusal('exists_different')
  return show(city, row)
}

/**
 * Ends hours: what of their orders is unpaid is closed first, so that their sums are final. Safe to repeat. Refuses what is
 * not the caller's, unless they manage the merchant (`not_found`).
 */
export async function closeShift(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.closeShift>>,
): Promise<Shift> {
  const { merchant, role } = await merchantFor(city, input.id, by.person)
  const row = await shiftOf(city.db, input.shift)
  const here = row?.mchid === merchant.live || row?.mchid === merchant.test
  if (!row || !here || (row.person !== by.person && role === 'cashier')) throw new Refusal('not_found')
  const closed = await city.db.tx(async tx => {
    if (!(await lockShift(tx, row.id))) return []
    const over = await closeOpenOrders(tx, row.id, city.clock.now())
    const sums = await shiftOf(tx, row.id)
    assert(sums, 'hours that are held are there')
    await endShift(tx, row.id, sums, city.clock.now())
    return over
  })
  for (const { id } of closed) await tellOrder(city, id)
  const after = await shiftOf(city.db, row.id)
  assert(after, 'hours are never deleted')
  return show(city, after)
}

/** Hours at a till, newest first: the caller's, and for whoever manages the merchant everybody's. */
export async function seeShifts(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.shifts>>,
): Promise<ReplyOf<typeof merchantsApi.shifts>> {
  const { merchant, role } = await merchantFor(city, input.id, by.person)
  const person = role === 'cashier' ? by.person : null
  const page = { person, before: input.before ?? null, limit: ORDERS_PAGE + 1 }
  const rows = await shiftsOf(city.db, merchant[input.mode], page)
  return { shifts: rows.slice(0, ORDERS_PAGE).map(row => show(city, row)), more: rows.length > ORDERS_PAGE }
}

function show(city: City, row: ShiftRow): Shift {
  const { id, person, terminal, openedAt, closedAt, payments, paid, refunds, refunded } = row
  return {
    id,
    person,
    ...(terminal === null ? {} : { terminal }),
    openedAt,
    ...(closedAt === null ? {} : { closedAt }),
    currency: currencyOf(city),
    payments,
    paid: paid.toString(),
    refunds,
    refunded: refunded.toString(),
  }
}
