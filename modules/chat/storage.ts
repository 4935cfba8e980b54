import type { FileKind, InputOf, mediaApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { roomFor, type FileKey } from '@plaza/media'
import { withoutFiles } from './attachments.ts'
import { FREE_TURNS_MAX, FREED_AT_ONCE_MAX } from './limits.ts'
import { bytesByChat, freeAttachments, sendersOf, showAs } from './store-attachments.ts'
import { memberships, messagesAt } from './store.ts'

type Api = typeof mediaApi

/** What my files take, by conversation, the largest first. */
export async function myStorage(
  city: City,
  { by }: Call<InputOf<Api['myStorage']>>,
): Promise<ReplyOf<Api['myStorage']>> {
  const [room, rows] = await Promise.all([roomFor(city, by.person), bytesByChat(city.db, by.person)])
  const chats = new Map<string, ReplyOf<Api['myStorage']>['chats'][number]>()
  for (const { conv, kind, bytes, files } of rows) {
    const chat = chats.get(conv) ?? { c: conv, bytes: 0, files: 0, kinds: { picture: 0, video: 0, voice: 0, file: 0 } }
    chat.bytes += bytes
    chat.files += files
    chat.kinds[kind] = bytes
    chats.set(conv, chat)
  }
  return { ...room, chats: [...chats.values()].toSorted((a, b) => b.bytes - a.bytes) }
}

/**
 * Lets go of what I sent to a conversation before a moment, some at a time. Their messages stay and say so; the bytes go when
 * no other message has them. What was recalled goes too: its words stay in the audit, its files do not.
 */
export async function freeStorage(
  city: City,
  { input, by }: Call<InputOf<Api['freeStorage']>>,
): Promise<ReplyOf<Api['freeStorage']>> {
  const { chat: conv, before, kind } = input
  if ((await memberships(city.db, by.person, [conv])).length === 0) throw new Refusal('not_a_member')
  const sum = { files: 0, bytes: 0 }
  for (let turn = 0; turn < FREE_TURNS_MAX; turn++) {
    const freed = await freeSome(city, { person: by.person, conv, before, kind })
    sum.files += freed.length
    sum.bytes += freed.reduce((bytes, one) => bytes + one.bytes, 0)
    if (freed.length < FREED_AT_ONCE_MAX) break
  }
  return sum
}

function freeSome(city: City, wish: { person: string; conv: string; before: number; kind: FileKind | undefined }) {
  return city.tx(async tx => {
    const freed = await freeAttachments(tx, { ...wish, limit: FREED_AT_ONCE_MAX, now: city.clock.now() })
    if (freed.length === 0) return freed
    const goneOf = new Map<number, Set<string>>()
    for (const { q, file } of freed) goneOf.set(q, (goneOf.get(q) ?? new Set()).add(file))
    const messages = await messagesAt(
      tx,
      [...goneOf.keys()].map(q => ({ conv: wish.conv, q })),
    )
    const looks = messages.map(({ q, kind, body, edited_body }) => ({
      q,
      body: withoutFiles(kind, edited_body ?? body, goneOf.get(q) ?? new Set()),
    }))
    await showAs(tx, wish.conv, looks)
    await city.outbox.emit(tx, 'chat.files_freed', { keys: freed.map(({ file, kind }) => ({ file, kind })) })
    return freed
  })
}

/** For the media module: who sent these files, of those that are still in a message. */
export const usesOfFiles = (city: City, keys: readonly FileKey[]) => sendersOf(city.db, keys)
