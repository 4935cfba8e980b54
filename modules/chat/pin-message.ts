import { isMessage, limits, type ChatEvent, type PersonCard } from '@plaza/contract'
import type { City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { inChat, type InChat } from './in-chat.ts'
import { readerOf } from './messages.ts'
import { readableAt } from './readable.ts'
import { targetOf } from './rules.ts'
import * as pinned from './store-pinned.ts'
import { messagesAt } from './store.ts'

/** Puts a message above a conversation for everybody, and tells it there. Again changes nothing. */
export async function pinMessage(city: City, by: string, conv: string, q: number): Promise<void> {
  await inChat(city, { conv, by }, async chat => {
    mustMayPin(chat)
    const place = { conv, q: targetOf(q) ?? 0 }
    const [message] = await messagesAt(chat.tx, [place])
    if (!message || q <= chat.member.joined_q || !isMessage(message.kind)) throw new Refusal('target_not_found')
    if (message.recalled_at !== null) throw new Refusal('already_recalled')
    await pinned.dropRecalled(chat.tx, conv)
    if ((await pinned.count(chat.tx, conv)) >= limits.PINNED_MESSAGES_MAX && !(await pinned.has(chat.tx, place)))
      throw new Refusal('too_many_pinned', { max: limits.PINNED_MESSAGES_MAX })
    if (!(await pinned.add(chat.tx, place, by, chat.at))) return
    const count = await pinned.keepCount(chat.tx, conv)
    await chat.told({ what: 'pinned', q, count })
  })
}

/** Takes a message from above a conversation, whoever put it there. Again changes nothing. */
export async function unpinMessage(city: City, by: string, conv: string, q: number): Promise<void> {
  await inChat(city, { conv, by }, async chat => {
    mustMayPin(chat)
    if (!(await pinned.remove(chat.tx, { conv, q: targetOf(q) ?? 0 }))) return
    const count = await pinned.keepCount(chat.tx, conv)
    await chat.told({ what: 'unpinned', q, count })
  })
}

/** The pinned messages of a conversation that this person may read, the one that was pinned last first. */
export async function pinnedMessages(
  city: City,
  person: string,
  conv: string,
): Promise<{ events: ChatEvent[]; people: PersonCard[] }> {
  await readerOf(city, conv, person)
  const events = await readableAt(city, person, await pinned.newestFirst(city.db, conv))
  return { events, people: await cards(city, [...new Set(events.map(event => event.f))]) }
}

/** In a group it is for owner and admins. */
function mustMayPin({ head, member }: InChat): void {
  if (head.kind === 'group' && member.role === 'member') throw new Refusal('admins_only')
}
