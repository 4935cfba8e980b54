import type { InputOf, ReplyOf, walletApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cards, languageOf } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { createHash } from 'node:crypto'
import { accountIdOf, currencyOf } from '../accounts.ts'
import { seal } from '../keys.ts'
import { BILLS_EXPORTED_MAX, BILLS_PRINTED_MAX, STAMP_LENGTH } from '../limits.ts'
import { writeCamt } from './camt.ts'
import { writeCsv } from './csv.ts'
import type { MonthFile } from './month-file.ts'
import { periodOf, zoneOf } from './months.ts'
import { writePaper } from './paper.ts'
import { balanceAt, billPage, insertStamp, stampOf } from './store.ts'

type Input = InputOf<typeof walletApi.exportMonth>

interface Format {
  readonly ending: string
  readonly mediaType: string
  readonly max: number
  write(file: MonthFile): Buffer | Promise<Buffer>
}
const FORMATS: Record<NonNullable<Input['format']>, Format> = {
  csv: { ending: 'csv', mediaType: 'text/csv; charset=utf-8', max: BILLS_EXPORTED_MAX, write: writeCsv },
  camt053: { ending: 'xml', mediaType: 'application/xml', max: BILLS_EXPORTED_MAX, write: writeCamt },
  pdf: { ending: 'pdf', mediaType: 'application/pdf', max: BILLS_PRINTED_MAX, write: writePaper },
}

/**
 * A month of the caller's time zone as a file with a stamp, by which anybody can check that it is what the city gave out.
 * Refuses more payments than fit one file (`too_many_bills`) and a time zone that there is not (`bad_input`).
 */
export async function exportMonth(
  city: City,
  { by, input }: Call<Input>,
): Promise<ReplyOf<typeof walletApi.exportMonth>> {
  const { ending, mediaType, max, write } = FORMATS[input.format ?? 'csv']
  const file = await monthFile(city, by.person, input, max)
  const bytes = await write(file)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await insertStamp(city.db, { code: file.stamp, person: by.person, sha256, at: file.madeAt })
  return { fileName: `wallet-${input.month}.${ending}`, mediaType, base64: bytes.toString('base64'), stamp: file.stamp }
}

async function monthFile(city: City, person: string, input: Input, max: number): Promise<MonthFile> {
  const zone = zoneOf(input.zone)
  const period = periodOf(input.month, zone)
  const newest = await billPage(city.db, person, period, max + 1)
  if (newest.length > max) throw new Refusal('too_many_bills', { max })
  const rows = newest.toReversed()
  const people = await cards(city, [...new Set([person, ...rows.flatMap(row => row.other ?? [])])])
  const names = new Map(people.map(card => [card.id, card.name]))
  const opening = await balanceAt(city.db, person, period.from)
  const madeAt = city.clock.now()
  const words = ['stamp', person, input.month, zone, input.format ?? 'csv', String(madeAt), ...rows.map(row => row.id)]
  const stamp = createHash('sha256')
    .update(await seal(city, words))
    .digest('hex')
    .slice(0, STAMP_LENGTH)
  return {
    month: input.month,
    zone,
    period,
    currency: currencyOf(city),
    rows,
    opening,
    closing: rows.at(-1)?.balance ?? opening,
    names,
    owner: {
      name: names.get(person) ?? '',
      handle: people.find(card => card.id === person)?.handle ?? '',
      account: accountIdOf(person, currencyOf(city)),
    },
    cityName: city.config.cityName,
    language: await languageOf(city, person),
    madeAt,
    stamp,
    address: `${city.config.publicUrl}/check/${stamp}`,
  }
}

/** What anybody may know of a stamp: that the city made it, when, and over which bytes. */
export async function checkStamp(
  city: City,
  { input }: Call<{ code: string }>,
): Promise<ReplyOf<typeof walletApi.checkStamp>> {
  const stamp = await stampOf(city.db, input.code)
  return stamp ? { made: true, ...stamp } : { made: false }
}
