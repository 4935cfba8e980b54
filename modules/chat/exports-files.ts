import type { ChatEvent } from '@plaza/contract'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import type { OpenFile } from '@plaza/media'
import { openChatFile } from './read-file.ts'

/** Endings that let every system open what has no name of its own. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'image/gif': '.gif',
  'image/avif': '.avif',
  'video/mp4': '.mp4',
  'video/webm': '.webm',
  'audio/mp4': '.m4a',
  'audio/webm': '.webm',
  'audio/ogg': '.ogg',
}

/** A file of a conversation, and where it lies in somebody's copy. */
export interface FileInCopy {
  readonly path: string
  readonly file: OpenFile
}

/** The files of these messages that are there, by message. */
export async function filesOf(
  city: City,
  person: string,
  events: readonly ChatEvent[],
): Promise<Map<number, FileInCopy[]>> {
  const found = new Map<number, FileInCopy[]>()
  for (const event of events) {
    for (const id of idsIn(event)) {
      const file = await openChatFile(city, person, { conv: event.c, file: id, size: 'full' }).catch(gone)
      if (!file) continue
      const name = file.name?.replaceAll(/[^\p{L}\p{N}.]+/gu, '-') ?? `${event.k}${ENDINGS[file.type] ?? ''}`
      found.set(event.q, [...(found.get(event.q) ?? []), { path: `chat/files/${id.slice(0, 12)}-${name}`, file }])
    }
  }
  return found
}

function idsIn({ b }: ChatEvent): string[] {
  const parts = Array.isArray(b['items']) ? (b['items'] as { file?: unknown }[]) : [b]
  return parts.flatMap(({ file }) => (typeof file === 'string' ? [file] : []))
}

/** A file whose sender made room is not there any more. */
function gone(error: unknown): undefined {
  if (error instanceof Refusal) return undefined
  throw error
}
