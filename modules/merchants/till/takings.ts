import type { InputOf, merchantsApi, ReplyOf, Takings } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { dayOf } from '@plaza/iso20022'
import { DAY_MS, TAKINGS_DAYS } from '../limits.ts'
import { merchantFor } from '../merchants.ts'
import { numberIn } from '../store.ts'
import { takingsByDay, type DayRow } from './store.ts'

/** What came in today and on the days before, in the city's days. Everybody who works there may look. */
export async function seeTakings(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.takings>>,
): Promise<ReplyOf<typeof merchantsApi.takings>> {
  const { merchant } = await merchantFor(city, input.id, by.person)
  const { mchid, currency } = await numberIn(city.db, merchant.id, input.mode)
  const zone = city.config.timeZone ?? 'UTC'
  const now = city.clock.now()
  const today = dayOf(now, zone)
  const rows = await takingsByDay(city.db, mchid, { zone, since: dayOf(now - TAKINGS_DAYS * DAY_MS, zone) })
  const nothing = { day: today, payments: 0, paid: 0n, refunds: 0, refunded: 0n }
  return {
    currency,
    today: show(rows.find(row => row.day === today) ?? nothing),
    days: rows.filter(row => row.day !== today).map(show),
  }
}

const show = ({ paid, refunded, ...row }: DayRow): Takings => ({
  ...row,
  paid: paid.toString(),
  refunded: refunded.toString(),
})
