import type { InputOf, makersApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cityNumbers as allNumbers, numbersOf } from '@plaza/programs'
import { NUMBER_DAYS_SHOWN } from './limits.ts'
import { programFor } from './programs.ts'
import { countWaiting } from './versions/store.ts'

type Api = typeof makersApi

export async function programNumbers(
  city: City,
  { input, by }: Call<InputOf<Api['programNumbers']>>,
): Promise<ReplyOf<Api['programNumbers']>> {
  await programFor(city, input.appId, by.person)
  return numbersOf(city, input.appId, input.days ?? NUMBER_DAYS_SHOWN)
}

export async function cityNumbers(
  city: City,
  { input }: Call<InputOf<Api['cityNumbers']>>,
): Promise<ReplyOf<Api['cityNumbers']>> {
  const [numbers, waiting] = await Promise.all([
    allNumbers(city, input.days ?? NUMBER_DAYS_SHOWN),
    countWaiting(city.db),
  ])
  return { ...numbers, waiting }
}
