import { foldersApi, pinnedApi, pollsApi } from '@plaza/contract'
import { route, type Route } from '@plaza/house'
import { dropFolder, orderFolders, putFolder } from './folders.ts'
import { pinMessage, pinnedMessages, unpinMessage } from './pin-message.ts'
import { foldersOf } from './store-folders.ts'
import { closePoll, myVote, vote, votersOf } from './vote.ts'

const done = { done: true } as const

/** The list of chats and what stands above a chat, and what members decide together: folders, pinned messages, polls. */
export const listRoutes: readonly Route[] = [
  route(pinnedApi.pinnedMessages, (city, { by, input }) => pinnedMessages(city, by.person, input.id)),
  route(pinnedApi.pinMessage, async (city, { by, input }) => {
    await pinMessage(city, by.person, input.id, input.q)
    return done
  }),
  route(pinnedApi.unpinMessage, async (city, { by, input }) => {
    await unpinMessage(city, by.person, input.id, input.q)
    return done
  }),
  route(foldersApi.folders, async (city, { by }) => ({ folders: await foldersOf(city.db, by.person) })),
  route(foldersApi.putFolder, async (city, { by, input }) => ({ folders: await putFolder(city, by.person, input) })),
  route(foldersApi.orderFolders, async (city, { by, input }) => ({
    folders: await orderFolders(city, by.person, input.ids),
  })),
  route(foldersApi.dropFolder, async (city, { by, input }) => {
    await dropFolder(city, by.person, input.id)
    return done
  }),
  route(pollsApi.myVote, async (city, { by, input }) => ({
    choices: await myVote(city, by.person, input.id, input.q),
  })),
  route(pollsApi.vote, async (city, { by, input: { id: conv, q, vote: id, choices } }) => ({
    choices: await vote(city, by.person, { conv, q, id, choices }),
  })),
  route(pollsApi.voters, (city, { by, input: { id: conv, ...wish } }) => votersOf(city, by.person, { conv, ...wish })),
  route(pollsApi.closePoll, async (city, { by, input }) => {
    await closePoll(city, by.person, input.id, input.q)
    return done
  }),
]
