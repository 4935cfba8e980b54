import { chatApi, mediaApi, type Member } from '@plaza/contract'
import { route, type City, type Route } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { appended } from './append.ts'
import { changeGroup, setRole } from './change-group.ts'
import { createGroup, rowOf } from './create-group.ts'
import { openDirect } from './direct.ts'
import { hideMessages } from './hide.ts'
import { groupCode, invite, joinGroup, seeInvite } from './invite.ts'
import { leave, removeMember } from './leave.ts'
import { attachmentsOf } from './list-attachments.ts'
import { page, readerOf } from './messages.ts'
import { linkPreview } from './preview.ts'
import { readers } from './readers.ts'
import { peopleOf } from './rows.ts'
import { targetOf, textBody } from './rules.ts'
import { freeStorage, myStorage } from './storage.ts'
import * as store from './store.ts'

const done = { done: true } as const
const MEMBERS_SHOWN = 40
const MEMBERS_PAGE = 100

export const routes: readonly Route[] = [
  route(chatApi.chat, async (city, { by, input }) => {
    const row = await rowOf(city, by.person, input.id)
    const [head] = await store.conversationRows(city.db, [input.id])
    const { members } = await membersOf(city, by.person, input.id, undefined, MEMBERS_SHOWN)
    const people = await peopleOf(city, [row])
    return { row, ...(head?.announcement ? { announcement: head.announcement } : {}), members, people }
  }),
  route(chatApi.messages, (city, { by, input }) => page(city, input.id, by.person, input)),
  route(mediaApi.attachments, (city, { by, input: { id, ...wish } }) => attachmentsOf(city, by.person, id, wish)),
  route(mediaApi.linkPreview, linkPreview),
  route(mediaApi.myStorage, myStorage),
  route(mediaApi.freeStorage, freeStorage),
  route(chatApi.members, (city, { by, input }) =>
    membersOf(city, by.person, input.id, input.after, input.limit ?? MEMBERS_PAGE),
  ),
  route(chatApi.readers, (city, { by, input }) => readers(city, by.person, input.id, input.q)),
  route(chatApi.hideMessages, async (city, { by, input }) => {
    await hideMessages(city, by.person, input.id, input.qs)
    return done
  }),
  route(chatApi.openDirect, (city, { by, input }) => openDirect(city, by.person, input.person)),
  route(chatApi.createGroup, (city, { by, input }) => createGroup(city, by.person, input)),
  route(chatApi.changeGroup, (city, { by, input: { id, ...set } }) => changeGroup(city, by.person, id, set)),
  route(chatApi.invite, (city, { by, input }) => invite(city, by.person, input.id, input.people)),
  route(chatApi.removeMember, async (city, { by, input }) => {
    await removeMember(city, by.person, input.id, input.person)
    return done
  }),
  route(chatApi.setRole, async (city, { by, input }) => {
    await setRole(city, by.person, input.id, input.person, input.role)
    return done
  }),
  route(chatApi.leave, async (city, { by, input }) => {
    await leave(city, by.person, input.id)
    return done
  }),
  route(chatApi.groupCode, (city, { by, input }) => groupCode(city, by.person, input.id)),
  route(chatApi.seeInvite, (city, { by, input }) => seeInvite(city, by.person, input.code)),
  route(chatApi.joinGroup, (city, { by, input }) => joinGroup(city, by.person, input.code)),
  route(chatApi.sendAsBot, async (city, { by, input }) => {
    const verdict = await appended(city, {
      conv: input.conversation,
      id: input.id,
      sender: by.person,
      kind: 'text',
      body: textBody(input.text, input.mentions),
      re: targetOf(input.reply),
      origin: undefined,
      arrivedMs: city.clock.now(),
    })
    if (!verdict.ok) throw new Refusal(verdict.code, verdict.retryMs ? { retryMs: verdict.retryMs } : {})
    return { q: verdict.event.q, at: verdict.event.at }
  }),
]

async function membersOf(
  city: City,
  me: string,
  conv: string,
  after: string | undefined,
  limit: number,
): Promise<{ members: Member[]; more: boolean }> {
  const { leftQ } = await readerOf(city, conv, me)
  if (leftQ !== null) return { members: [], more: false }
  const rows = await store.membersPage(city.db, conv, after, limit + 1)
  const people = new Map(
    (
      await cards(
        city,
        rows.map(row => row.person),
      )
    ).map(card => [card.id, card]),
  )
  const members = rows.slice(0, limit).flatMap(row => {
    const person = people.get(row.person)
    return person ? [{ person, role: row.role, joinedAt: row.joined_at }] : []
  })
  return { members, more: rows.length > limit }
}
