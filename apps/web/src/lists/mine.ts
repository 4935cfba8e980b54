import type { Folder } from '@plaza/contract'
import { createMemo, createSignal, onCleanup } from 'solid-js'
import { call } from '../engine/api.ts'
import type { Client } from '../engine/client.ts'
import { isIn } from '../engine/folders.ts'
import { FOLDERS_FLAG } from '../screens/chats.tsx'
import { peerKind } from '../ui/names.ts'
import { client, store, watch } from '../ui/state.ts'

const KEPT = 'folders'
/** The lists of a busy hour are counted anew at most so often. */
const COUNT_EVERY_MS = 300

interface Mine {
  read: () => readonly Folder[] | undefined
  keep: (folders: readonly Folder[]) => void
  again: () => Promise<void>
}
const known = new WeakMap<Client, Mine>()

/** My folders: as this device kept them at once, then as the city has them, and anew when another device changed them. */
export function myFolders(): Mine {
  const mine = client()
  const before = known.get(mine)
  if (before) return before
  const [read, set] = createSignal<readonly Folder[]>()
  const keep = (folders: readonly Folder[]) => {
    set(folders)
    localStorage.setItem(FOLDERS_FLAG, folders.length > 0 ? 'yes' : '')
    mine.db.remember(KEPT, folders)
  }
  const again = async () => keep((await call('GET /folders')).folders)
  const made = { read, keep, again }
  known.set(mine, made)
  void mine.db.meta<Folder[]>(KEPT).then(kept => kept && read() === undefined && set(kept))
  void again().catch(() => {})
  mine.store.topics.on('folders', () => void again().catch(() => {}))
  mine.store.topics.on('status', () => mine.store.status === 'live' && void again().catch(() => {}))
  return made
}

/** Those of these chats that are in a folder; of all, if none are named. */
export const chatsIn = (folder: Folder, chats = store().order()): string[] =>
  chats.filter(c => {
    const row = store().rows.get(c)
    return row !== undefined && isIn(folder, row, peerKind(row))
  })

/** Changes when the chats did, but not for each message of a busy hour. */
export function chatsMoved(): () => unknown {
  const [moved, tell] = createSignal(undefined, { equals: false })
  let timer: ReturnType<typeof setTimeout> | undefined
  createMemo(() => {
    watch('rows')
    timer ??= setTimeout(() => ((timer = undefined), tell()), COUNT_EVERY_MS)
  })
  onCleanup(() => clearTimeout(timer))
  return moved
}
