import { limits, type FriendRequest, type InputOf, type PersonCard, type contactsApi } from '@plaza/contract'
import { isTaken, type Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { activePerson, privacyOf } from '@plaza/identity'
import { assert, Refusal, unreachable } from '@plaza/kernel'
import { befriend } from './befriend.ts'
import { asked, tell } from './events.ts'
import { judgeAsk, remarkOf } from './rules.ts'
import { showRequest } from './show.ts'
import {
  bothContacts,
  countOpen,
  expireBetween,
  insertRequest,
  lockPair,
  openBetween,
  personBySecret,
  requestById,
  setState,
  type RequestRow,
} from './store.ts'

type Input = InputOf<typeof contactsApi.askFriend>

/** Asks somebody to be a friend. Two who ask each other are friends at once; services and bots always agree. */
export async function askFriend(city: City, call: Call<Input>): Promise<FriendRequest> {
  const { person: from } = call.by
  const { to } = call.input
  if (to === from) throw new Refusal('is_self')
  const other = await activePerson(city, to)
  if (!other) throw new Refusal('not_found')
  const acceptsRequests = (await privacyOf(city, [to])).get(to)?.acceptRequests ?? false

  let done: { request: RequestRow; how?: 'asked' | 'befriended' }
  try {
    done = await city.tx(tx => askIn(city, tx, from, other, acceptsRequests, call.input))
  } catch (error) {
    // The id is taken by a request between other people, made since we looked.
    throw isTaken(error, 'request_pkey') ? new Refusal('exists_different') : error
  }
  if (done.how) asked(city, done.request, done.how)
  return showRequest(city, done.request)
}

async function askIn(city: City, tx: Queries, from: string, other: PersonCard, acceptsRequests: boolean, input: Input) {
  const to = other.id
  const now = city.clock.now()
  await lockPair(tx, from, to)
  const before = await requestById(tx, input.id)
  if (before) {
    const same =
      before.from === from && before.to === to && before.note === input.note && before.source === input.source
    if (!same) throw new Refusal('exists_different')
    return { request: before }
  }

  await expireBetween(tx, from, to, now)
  const rows = await bothContacts(tx, from, to)
  const [mine, theirs] = [rows.find(row => row.owner === from), rows.find(row => row.owner === to)]
  const open = await openBetween(tx, from, to, now)
  const [iAsk, theyAsk] = [open.find(request => request.from === from), open.find(request => request.from === to)]
  const verdict = judgeAsk({
    friends: mine?.friend ?? false,
    kind: other.kind,
    blockedByMe: mine?.blocked ?? false,
    blockedByThem: theirs?.blocked ?? false,
    theyAsk: theyAsk !== undefined,
    iAsk: iAsk !== undefined,
    acceptsRequests,
    source: input.source,
    codeFits: input.code !== undefined && (await personBySecret(tx, input.code, now)) === to,
    openRequests: await countOpen(tx, from, now),
    openRequestsMax: limits.REQUESTS_OPEN_MAX,
  })

  const request: RequestRow = {
    id: input.id,
    from,
    to,
    note: input.note,
    source: input.source,
    remark: remarkOf(input.remark),
    state: verdict.do === 'befriend' ? 'accepted' : 'open',
    at: now,
    expiresAt: now + limits.REQUEST_LIFE_MS,
  }
  switch (verdict.do) {
    case 'refuse':
      throw new Refusal(verdict.code)
    case 'wait':
      assert(iAsk, 'whoever waits has asked')
      return { request: iAsk }
    case 'ask':
      await insertRequest(tx, request)
      await tell.request(city, tx, request)
      return { request, how: 'asked' as const }
    case 'befriend':
      await insertRequest(tx, request)
      await setState(
        tx,
        open.map(each => each.id),
        'accepted',
      )
      // Where both asked, the first request is the one that was agreed to, and its note the one to show.
      await befriend(city, tx, theyAsk ?? request, {
        remarks: theyAsk ? { from: theyAsk.remark, to: request.remark } : { from: request.remark, to: '' },
        limited: other.kind === 'service' || other.kind === 'bot' ? [from] : [from, to],
      })
      for (const each of [request, ...open]) await tell.request(city, tx, each)
      return { request, how: 'befriended' as const }
    default:
      return unreachable(verdict)
  }
}
