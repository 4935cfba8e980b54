import type { ChangedFile, InputOf, makersApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { CHANGED_FILES_MAX } from '../limits.ts'
import { programByApp } from '../store.ts'
import { versionById, type VersionRow } from '../versions/store.ts'
import { diffLines } from './lines.ts'

/** The version that citizens have, against which another is compared. */
export async function releasedOf(city: City, { appId, id }: VersionRow): Promise<VersionRow | undefined> {
  const released = (await programByApp(city.db, appId))?.released ?? null
  return released === null || released === id ? undefined : versionById(city.db, released)
}

/** Files that are another than in the released version, by path. */
export function changedFiles(
  before: VersionRow['sources'],
  after: VersionRow['sources'],
): { files: ChangedFile[]; more: boolean } {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted((a, b) => (a < b ? -1 : 1))
  const files = paths.flatMap((path): ChangedFile[] => {
    const [old, fresh] = [before[path], after[path]]
    if (old?.[0] === fresh?.[0]) return []
    const change = !old ? 'added' : !fresh ? 'removed' : 'changed'
    const [, bytes, text] = (fresh ?? old)!
    return [{ path, change, bytes, text: text && (old?.[2] ?? true) }]
  })
  return { files: files.slice(0, CHANGED_FILES_MAX), more: files.length > CHANGED_FILES_MAX }
}

/** One file of a version against the released one. Refuses what is not there or no text (`not_found`). */
export async function reviewDiff(
  city: City,
  { input }: Call<InputOf<(typeof makersApi)['reviewDiff']>>,
): Promise<ReplyOf<(typeof makersApi)['reviewDiff']>> {
  const version = await versionById(city.db, input.version)
  if (!version) throw new Refusal('not_found')
  const before = await releasedOf(city, version)
  const [old, fresh] = [before?.sources, version.sources].map(sources =>
    sources && Object.hasOwn(sources, input.path) ? sources[input.path] : undefined,
  )
  if ((!old && !fresh) || old?.[2] === false || fresh?.[2] === false) throw new Refusal('not_found')
  const text = async (fact: typeof old) =>
    fact ? Buffer.from((await city.blobs.get(fact[0])) ?? []).toString('utf8') : ''
  return diffLines(await text(old), await text(fresh))
}
