import type { Contact, FriendRequest, InputOf, ReplyOf, contactsApi } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import { gathered, type Call, type City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { relationOf } from './find.ts'
import { PAIRS_ASKED_MAX, PAIRS_WAITING_MAX, REQUESTS_SHOWN_MAX, REQUESTS_SHOWN_MS } from './limits.ts'
import { showContact, showContacts, showRequest, showRequests } from './show.ts'
import { apartAmong, contact, contactsOf, friendsAmong, openAmong, requestsOf } from './store.ts'

/**
 * Everybody the caller keeps, and the requests of the last weeks. Not shown: requests of people they blocked, those taken
 * back by who made them, and whoever closed their account.
 */
export async function contactsOfCaller(
  city: City,
  call: Call<object>,
): Promise<{ contacts: Contact[]; requests: FriendRequest[] }> {
  const me = call.by.person
  const rows = await contactsOf(city.db, me)
  const requests = await requestsOf(city.db, me, city.clock.now() - REQUESTS_SHOWN_MS, REQUESTS_SHOWN_MAX)
  const blocked = new Set(rows.filter(row => row.blocked).map(row => row.other))
  const shown = requests.filter(
    request => !blocked.has(request.from) && (request.state !== 'withdrawn' || request.from === me),
  )
  const [everybody, asking] = [await showContacts(city, rows), await showRequests(city, shown)]
  return {
    contacts: everybody.filter(each => !each.person.closed || each.blocked),
    requests: asking.filter(({ from, to }) => !from.closed && !to.closed),
  }
}

/** A person as the caller knows them. */
export async function personAs(
  city: City,
  call: Call<InputOf<typeof contactsApi.person>>,
): Promise<ReplyOf<typeof contactsApi.person>> {
  const me = call.by.person
  const { id } = call.input
  const [card] = await cards(city, [id])
  if (!card) throw new Refusal('not_found')
  if (card.closed) return { person: card, relation: 'none' }
  const row = await contact(city.db, me, id)
  const { relation, request } = await relationOf(city, me, id)
  return {
    person: card,
    relation,
    ...(row ? { contact: await showContact(city, row) } : {}),
    ...(request ? { request: await showRequest(city, request) } : {}),
  }
}

/** Door: which of these are friends of this person. A block does not end a friendship. */
export async function areFriends(city: City, person: string, others: readonly string[]): Promise<Set<string>> {
  return new Set(others.length === 0 ? [] : await friendsAmong(city.db, person, others))
}

/** Door: which of these blocked this person or were blocked by them. */
export async function blockedAmong(
  city: City,
  person: string,
  others: readonly string[],
  tx?: Queries,
): Promise<Set<string>> {
  return new Set(others.length === 0 ? [] : await apartAmong(tx ?? city.db, person, others))
}

/**
 * Door: whether two may write to each other now: friends, and neither blocked the other. Everybody may write to themselves.
 * Asked outside of a transaction, what many ask in the same moment is one question (`busy` when too many wait).
 */
export async function isOpen(city: City, a: string, b: string, tx?: Queries): Promise<boolean> {
  if (a === b) return true
  const pair = { a, b }
  return tx ? (await openAmong(tx, [pair])).length > 0 : askOpen(city, pair)
}

const askOpen = gathered(
  city =>
    async (pairs: readonly { readonly a: string; readonly b: string }[]): Promise<readonly boolean[]> => {
      const open = new Set(await openAmong(city.db, pairs))
      return pairs.map((_, place) => open.has(place))
    },
  { atOnceMax: PAIRS_ASKED_MAX, waitingMax: PAIRS_WAITING_MAX },
)
