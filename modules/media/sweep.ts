import { perCity, type City } from '@plaza/house'
import { filesSwept } from './events.ts'
import { SWEEP_MAX } from './limits.ts'
import {
  deleteFile,
  dropHoldings,
  filesToLookAt,
  lockBytes,
  restFile,
  type FileKey,
  type FileRow,
} from './store-files.ts'

/** Which of these files somebody needs, and who sent them: asked of whoever keeps files for something. */
export type Uses = (city: City, keys: readonly FileKey[]) => Promise<readonly (FileKey & { readonly person: string })[]>

const users = perCity((): Uses[] => [])

/** Door: files that `uses` names are kept. Called once by each module that puts files into something, when it starts. */
export function keepFilesFor(city: City, uses: Uses): void {
  users(city).push(uses)
}

/**
 * Chore: removes files that nobody needs any more, and takes those that their owner never sent off the owner's quota. Whoever
 * is about to send one has moved the moment when it is looked at, and waits for the row that is held here.
 */
export async function sweepFiles(city: City): Promise<void> {
  if (users(city).length === 0) return
  const now = city.clock.now()
  const removed = await city.db.tx(async tx => {
    const rows = await filesToLookAt(tx, now, SWEEP_MAX)
    const keys = rows.map(({ id, kind }) => ({ file: id, kind }))
    if (keys.length === 0) return 0
    const people = new Map<string, string[]>()
    for (const uses of users(city))
      for (const { file, kind, person } of await uses(city, keys)) {
        const key = `${kind} ${file}`
        people.set(key, [...(people.get(key) ?? []), person])
      }
    const unused: FileRow[] = []
    for (const row of rows) {
      const key = { file: row.id, kind: row.kind }
      const senders = people.get(`${row.kind} ${row.id}`) ?? []
      await dropHoldings(tx, key, senders)
      if (senders.length > 0) await restFile(tx, key)
      else unused.push(row)
    }
    await lockBytes(tx, unused.flatMap(bytesOf))
    for (const row of unused)
      for (const id of await deleteFile(tx, { file: row.id, kind: row.kind }, bytesOf(row))) await city.files.remove(id)
    return unused.length
  })
  if (removed > 0) filesSwept(city, removed)
}

const bytesOf = ({ id, thumb, view }: FileRow): string[] => [id, thumb, view].filter(one => one !== null)
