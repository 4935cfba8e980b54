import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { perCity, type City, type Module } from '@plaza/house'
import { copyEnded } from './events.ts'
import { AT_ONCE, KEEP_MS, LEASE_MS, PROGRESS_ROWS, SWEPT_AT_ONCE_MAX } from './limits.ts'
import * as store from './store.ts'
import { writeDossier } from './write.ts'

const institutions = perCity((): { modules: readonly Module[] } => ({ modules: [] }))

/** Tells the module who keeps something of people. */
export function useInstitutions(city: City, modules: readonly Module[]): void {
  institutions(city).modules = modules
}

/** Copies that this process writes now. */
const writing = perCity(city => {
  const all = new Set<Promise<void>>()
  city.onStop(async () => {
    await Promise.all(all)
  })
  return all
})

/** Begins to write the next copy. It may take long, so the worker does not wait for it. */
export async function work(city: City): Promise<void> {
  if (writing(city).size >= AT_ONCE) return
  const now = city.clock.now()
  const row = await store.take(city.db, now, now + LEASE_MS)
  if (!row) return
  const job = write(city, row).finally(() => writing(city).delete(job))
  writing(city).add(job)
}

async function write(city: City, { id, person }: store.CopyRow): Promise<void> {
  const path = join(city.files.incoming, `dossier-${id}-${city.newId()}`)
  let rows = 0
  let told = 0
  try {
    await mkdir(city.files.incoming, { recursive: true })
    const { sha256, bytes } = await writeDossier(city, person, {
      path,
      modules: institutions(city).modules,
      progress: async done => {
        rows = done
        if (done - told < PROGRESS_ROWS) return
        told = done
        await store.progress(city.db, id, done, city.clock.now() + LEASE_MS)
      },
    })
    await city.files.put(sha256, path)
    await store.finish(city.db, id, { file: sha256, bytes, done: rows, expiresAt: city.clock.now() + KEEP_MS })
    copyEnded(city, 'ready')
  } catch (error) {
    await rm(path, { force: true })
    await store.finish(city.db, id, undefined).catch(() => {})
    copyEnded(city, 'failed', error)
  }
}

/** Takes away the files whose time is over. */
export async function sweep(city: City): Promise<void> {
  for (const { file } of await store.overdue(city.db, city.clock.now(), SWEPT_AT_ONCE_MAX))
    await city.files.remove(file)
}

/** For tests: resolves when nothing is being written. */
export async function written(city: City): Promise<void> {
  await Promise.all(writing(city))
}
