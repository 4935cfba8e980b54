import type { makersApi, ReplyOf } from '@plaza/contract'
import type { City } from '@plaza/house'
import { DAY_MS, OPEN_STEPS_MS, PEOPLE_TOLD_MIN, TOP_PROGRAMS_MAX } from '../limits.ts'
import { dayOf } from './count.ts'
import { cityDays, countPrograms, daysOf, openedMost, retentionOf } from './store.ts'

type People = ReplyOf<typeof makersApi.programNumbers>['retention'][number]['people']

const people = (n: number): People => (n < PEOPLE_TOLD_MIN ? '<5' : n)

/** Door: the numbers of a program for its makers. Few people are told as few. */
export async function numbersOf(
  city: City,
  appId: string,
  days: number,
): Promise<ReplyOf<typeof makersApi.programNumbers>> {
  const since = dayOf(city.clock.now() - (days - 1) * DAY_MS)
  const [rows, back] = await Promise.all([daysOf(city.db, appId, since), retentionOf(city.db, appId, since)])
  return {
    days: rows.map(({ slow, people: n, ...row }) => ({ ...row, people: people(n), ...timeOf(slow) })),
    retention: back.map(row => ({
      day: row.day,
      people: people(row.people),
      ...(isOver(city, row.day, 1) ? { day1: people(row.day1) } : {}),
      ...(isOver(city, row.day, 7) ? { day7: people(row.day7) } : {}),
    })),
  }
}

/** Door: the numbers of all programs for the operator. */
export async function cityNumbers(
  city: City,
  days: number,
): Promise<Omit<ReplyOf<typeof makersApi.cityNumbers>, 'waiting'>> {
  const since = dayOf(city.clock.now() - (days - 1) * DAY_MS)
  const [rows, top, programs] = await Promise.all([
    cityDays(city.db, since),
    openedMost(city.db, since, TOP_PROGRAMS_MAX),
    countPrograms(city.db),
  ])
  return {
    days: rows.map(row => ({ ...row, people: people(row.people) })),
    top: top.map(({ names, ...row }) => ({ ...row, name: names.en })),
    programs,
  }
}

/** Whether the day on which people may have come again has begun. */
const isOver = (city: City, day: string, after: number): boolean => Date.parse(day) + after * DAY_MS <= city.clock.now()

/** Percentiles as the upper end of the step that they fall in. */
function timeOf(slow: readonly number[]): { openMs?: { p50: number; p95: number } } {
  const all = slow.reduce((sum, n) => sum + n, 0)
  if (all === 0) return {}
  const at = (share: number) => {
    let seen = 0
    const step = slow.findIndex(n => (seen += n) >= all * share)
    return OPEN_STEPS_MS[step] ?? OPEN_STEPS_MS.at(-1)!
  }
  return { openMs: { p50: at(0.5), p95: at(0.95) } }
}
