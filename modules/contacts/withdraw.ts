import type { FriendRequest } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { tell, withdrawn } from './events.ts'
import { judgeWithdrawal, stateAt } from './rules.ts'
import { showRequest } from './show.ts'
import { lockPair, requestById, setState, type RequestRow } from './store.ts'

/** Takes back a request of the caller's own; a repeat changes nothing. Refuses `not_found`, `request_not_open`, `request_expired`. */
export async function withdrawRequest(city: City, call: Call<{ id: string }>): Promise<FriendRequest> {
  const { request, fresh } = await city.tx(tx => withdrawIn(city, tx, call.by.person, call.input.id))
  if (fresh) withdrawn(city, request)
  return showRequest(city, request)
}

async function withdrawIn(
  city: City,
  tx: Queries,
  by: string,
  id: string,
): Promise<{ request: RequestRow; fresh: boolean }> {
  const found = await requestById(tx, id)
  if (!found || found.from !== by) throw new Refusal('not_found')
  await lockPair(tx, by, found.to)
  const request = (await requestById(tx, id)) ?? found
  const verdict = judgeWithdrawal(stateAt(request, city.clock.now()))
  if (verdict.do === 'refuse') throw new Refusal(verdict.code)
  if (verdict.do === 'repeat') return { request, fresh: false }
  await setState(tx, [id], 'withdrawn')
  await tell.request(city, tx, request)
  return { request: { ...request, state: 'withdrawn' }, fresh: true }
}
