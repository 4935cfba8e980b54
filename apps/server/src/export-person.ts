import { writeDossier } from '@plaza/dossier'
import type { Logger } from '@plaza/house'
import { findByHandle } from '@plaza/identity'
import { openCity } from './city.ts'
import { modules } from './modules.ts'

/** Writes everything that the city keeps of a person into a ZIP of this machine; undefined when nobody has the handle. */
export async function exportPerson(options: {
  databaseUrl: string
  home: string
  s3Url?: string
  log: Logger
  handle: string
  file: string
}): Promise<{ bytes: number; rows: number } | undefined> {
  await using opened = await openCity({
    ...options,
    works: false,
    config: { cityName: 'Plaza', publicUrl: 'http://localhost', groupMembersMax: 500 },
    poolMax: 2,
  })
  const person = await findByHandle(opened.city, options.handle)
  if (!person) return undefined
  let rows = 0
  const progress = (done: number) => Promise.resolve(void (rows = done))
  const { bytes } = await writeDossier(opened.city, person, { path: options.file, modules, progress })
  return { bytes, rows }
}
