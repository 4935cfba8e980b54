import { chatApi, groupsApi, mediaApi } from '@plaza/contract'
import { route, type Route } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { appended } from './append.ts'
import { answerWaiting, listWaiting } from './approve.ts'
import { changeGroup, setRole } from './change-group.ts'
import { dropCodes, groupCode, seeInvite } from './codes.ts'
import { createGroup, rowOf } from './create-group.ts'
import { openDirect } from './direct.ts'
import { dissolve } from './dissolve.ts'
import { clearHistory, hideMessages } from './hide.ts'
import { invite, joinGroup } from './invite.ts'
import { leave, removeMember } from './leave.ts'
import { attachmentsOf } from './list-attachments.ts'
import { findMembers, groupFacts, membersOf } from './members.ts'
import { page } from './messages.ts'
import { muteMember } from './mute-member.ts'
import { setNickname } from './nickname.ts'
import { linkPreview } from './preview.ts'
import { readers } from './readers.ts'
import { peopleOf } from './rows.ts'
import { targetOf, textBody } from './rules.ts'
import { freeStorage, myStorage } from './storage.ts'
import * as store from './store.ts'

const done = { done: true } as const
const MEMBERS_SHOWN = 40
const MEMBERS_PAGE = 100

const groupRoutes: readonly Route[] = [
  route(groupsApi.group, (city, { by, input }) => groupFacts(city, by.person, input.id)),
  route(groupsApi.findMembers, (city, { by, input }) => findMembers(city, by.person, input)),
  route(groupsApi.setNickname, async (city, { by, input }) => {
    await setNickname(city, by.person, input.id, input.nickname)
    return done
  }),
  route(groupsApi.muteMember, async (city, { by, input }) => {
    await muteMember(city, by.person, input)
    return done
  }),
  route(groupsApi.waiting, (city, { by, input }) => listWaiting(city, by.person, input.id)),
  route(groupsApi.answerWaiting, async (city, { by, input }) => {
    await answerWaiting(city, by.person, input)
    return done
  }),
  route(groupsApi.dissolve, async (city, { by, input }) => {
    await dissolve(city, by.person, input.id)
    return done
  }),
  route(groupsApi.dropGroupCode, async (city, { by, input }) => {
    await dropCodes(city, by.person, input.id)
    return done
  }),
  route(groupsApi.dropGroupCodes, async (city, { by, input }) => {
    await dropCodes(city, by.person, input.id, true)
    return done
  }),
]

export const routes: readonly Route[] = [
  route(chatApi.chat, async (city, { by, input }) => {
    const row = await rowOf(city, by.person, input.id)
    const [head] = await store.conversationRows(city.db, [input.id])
    const { members } = await membersOf(city, by.person, input.id, { limit: MEMBERS_SHOWN })
    const people = await peopleOf(city, [row])
    return { row, ...(head?.announcement ? { announcement: head.announcement } : {}), members, people }
  }),
  route(chatApi.messages, (city, { by, input }) => page(city, input.id, by.person, input)),
  route(mediaApi.attachments, (city, { by, input: { id, ...wish } }) => attachmentsOf(city, by.person, id, wish)),
  route(mediaApi.linkPreview, linkPreview),
  route(mediaApi.myStorage, myStorage),
  route(mediaApi.freeStorage, freeStorage),
  route(chatApi.members, (city, { by, input }) =>
    membersOf(city, by.person, input.id, { after: input.after, limit: input.limit ?? MEMBERS_PAGE }),
  ),
  route(chatApi.readers, (city, { by, input }) => readers(city, by.person, input.id, input.q)),
  route(chatApi.hideMessages, async (city, { by, input }) => {
    await hideMessages(city, by.person, input.id, input.qs)
    return done
  }),
  route(chatApi.clearHistory, async (city, { by, input }) => {
    await clearHistory(city, by.person, input.id, input.q)
    return done
  }),
  route(chatApi.openDirect, (city, { by, input }) => openDirect(city, by.person, input.person)),
  route(chatApi.createGroup, (city, { by, input }) => createGroup(city, by.person, input)),
  route(chatApi.changeGroup, (city, { by, input: { id, ...set } }) => changeGroup(city, by.person, id, set)),
  route(chatApi.invite, (city, { by, input }) => invite(city, by.person, input)),
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
  route(chatApi.groupCode, (city, { by, input }) => groupCode(city, by.person, input)),
  route(chatApi.seeInvite, (city, { by, input }) => seeInvite(city, by.person, input.code)),
  route(chatApi.joinGroup, (city, { by, input }) => joinGroup(city, by.person, input)),
  ...groupRoutes,
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
