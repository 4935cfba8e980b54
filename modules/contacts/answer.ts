import type { FriendRequest, InputOf, contactsApi } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { Refusal, unreachable } from '@plaza/kernel'
import { befriend } from './befriend.ts'
import { answered, tell } from './events.ts'
import { judgeAnswer, remarkOf, stateAt } from './rules.ts'
import { showRequest } from './show.ts'
import { lockPair, requestById, setState, type RequestRow } from './store.ts'

type Input = InputOf<typeof contactsApi.answerRequest>

/** Accepts or declines a request that was made to the caller. The first answer stands; a repeat of it changes nothing. */
export async function answerRequest(city: City, call: Call<Input>): Promise<FriendRequest> {
  const { request, fresh } = await city.tx(tx => answerIn(city, tx, call.by.person, call.input))
  if (fresh) answered(city, request, fresh)
  return showRequest(city, request)
}

async function answerIn(
  city: City,
  tx: Queries,
  by: string,
  input: Input,
): Promise<{ request: RequestRow; fresh?: 'accepted' | 'declined' }> {
  const found = await requestById(tx, input.id)
  if (!found || found.to !== by) throw new Refusal('not_found')
  await lockPair(tx, found.from, by)
  const request = (await requestById(tx, input.id)) ?? found
  const verdict = judgeAnswer(stateAt(request, city.clock.now()), input.accept)
  switch (verdict.do) {
    case 'refuse':
      throw new Refusal(verdict.code)
    case 'repeat':
      return { request }
    case 'decline':
      return { request: await settle(city, tx, request, 'declined'), fresh: 'declined' }
    case 'accept':
      await befriend(city, tx, request, {
        remarks: { from: request.remark, to: remarkOf(input.remark) },
        limited: [request.from, request.to],
      })
      return { request: await settle(city, tx, request, 'accepted'), fresh: 'accepted' }
    default:
      return unreachable(verdict)
  }
}

async function settle(
  city: City,
  tx: Queries,
  request: RequestRow,
  state: 'accepted' | 'declined',
): Promise<RequestRow> {
  await setState(tx, [request.id], state)
  await tell.request(city, tx, request)
  return { ...request, state }
}
