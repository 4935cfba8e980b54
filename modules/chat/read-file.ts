import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { openFile, type FileSize, type OpenFile } from '@plaza/media'
import { readableFile, readableFiles } from './store-attachments.ts'

/**
 * Door: a file of a conversation, for whoever may read the message it is in. Refuses `file_not_found` to everybody else, as if
 * there were none, and `file_gone` when its sender made room.
 */
export async function openChatFile(
  city: City,
  person: string,
  wish: { conv: string; file: string; size: FileSize },
): Promise<OpenFile & { readonly name: string | null }> {
  const found = await readableFile(city.db, person, wish.conv, wish.file)
  if (!found) throw new Refusal('file_not_found')
  if (found.freed) throw new Refusal('file_gone')
  return { ...(await openFile(city, { file: wish.file, kind: found.kind }, wish.size)), name: found.name }
}

/** Door: those of these pictures that stand in a message which this person may read. */
export const readablePictures = (city: City, person: string, files: readonly string[]): Promise<ReadonlySet<string>> =>
  readableFiles(city.db, person, 'picture', files)
