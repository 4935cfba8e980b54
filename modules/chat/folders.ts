import { limits, type Folder } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { tell } from './announce.ts'
import { mustBeText } from './rules.ts'
import * as store from './store-folders.ts'
import { addNotice, advance } from './store.ts'

/** Makes a folder of a person's, or changes it as a whole; a new one comes last. */
export async function putFolder(city: City, person: string, folder: Folder): Promise<Folder[]> {
  const name = folder.name.trim()
  if (name === '') throw new Refusal('bad_input', { field: 'name' })
  mustBeText('name', name)
  return changed(city, person, async tx => {
    const ids = await store.idsOf(tx, person)
    if (!ids.includes(folder.id) && ids.length >= limits.FOLDERS_MAX)
      throw new Refusal('too_many_folders', { max: limits.FOLDERS_MAX })
    await store.put(tx, person, { ...folder, name })
  })
}

/** Puts a person's folders into an order; those that are not named come behind. */
export function orderFolders(city: City, person: string, wish: readonly string[]): Promise<Folder[]> {
  return changed(city, person, async tx => {
    const ids = await store.idsOf(tx, person)
    const named = wish.filter(id => ids.includes(id))
    await store.order(tx, person, [...named, ...ids.filter(id => !named.includes(id))])
  })
}

export async function dropFolder(city: City, person: string, id: string): Promise<void> {
  await changed(city, person, tx => store.drop(tx, person, id))
}

/** Changes a person's folders under the lock of their log, one change after the other, and tells their devices. */
async function changed(city: City, person: string, change: (tx: Queries) => Promise<void>): Promise<Folder[]> {
  const at = city.clock.now()
  const { u, folders } = await city.db.tx(async tx => {
    const u = await advance(tx, person)
    await change(tx)
    await addNotice(tx, person, u, 'folders', {}, at)
    return { u, folders: await store.foldersOf(tx, person) }
  })
  tell(city, person, u, { t: 'note', k: 'folders', b: {}, at })
  return folders
}
