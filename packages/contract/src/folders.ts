import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { ConversationId, Done, nothing, Uuid } from './types.ts'

const Wish = {
  name: T.String({ minLength: 1, maxLength: limits.FOLDER_NAME_LENGTH_MAX }),
  /** Every chat with a person, every group, every chat with a service or bot. */
  people: T.Boolean(),
  groups: T.Boolean(),
  official: T.Boolean(),
  /** Of these the muted ones, too; and only those with something unread. */
  muted: T.Boolean(),
  unread: T.Boolean(),
  /** Chats that are in it whatever they are. */
  chats: T.Array(ConversationId, { maxItems: limits.FOLDER_CHATS_MAX, uniqueItems: true }),
}

/** A part of the chats list under a name of one's own: rules that chats fit, and chats that were chosen. */
export const Folder = T.Object({ id: Uuid, ...Wish })
export type Folder = Static<typeof Folder>

const Folders = T.Object({ folders: T.Array(Folder) })

export const folders = endpoint({
  verb: 'GET',
  path: '/folders',
  doc: 'My folders in their order.',
  who: 'person',
  input: nothing,
  reply: Folders,
})
export const putFolder = endpoint({
  verb: 'PUT',
  path: '/folders/:id',
  doc: 'Make a folder, or change it as a whole; the id is yours. A new one comes last.',
  who: 'person',
  perMinute: 60,
  input: Folder,
  reply: Folders,
  refusals: ['too_many_folders'],
})
export const orderFolders = endpoint({
  verb: 'PUT',
  path: '/folders',
  doc: 'Put folders into this order. Those that are not named come behind them.',
  who: 'person',
  perMinute: 60,
  input: T.Object({ ids: T.Array(Uuid, { maxItems: limits.FOLDERS_MAX, uniqueItems: true }) }),
  reply: Folders,
})
export const dropFolder = endpoint({
  verb: 'DELETE',
  path: '/folders/:id',
  doc: 'Drop a folder; its chats stay in the list. Again changes nothing.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: Done,
})
