import { type Dossier, type InputOf, type dossierApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { PAUSE_MS } from './limits.ts'
import * as store from './store.ts'

/** Asks for a copy. Refuses `copy_too_soon` within an hour of the last, `exists_different` for an id of somebody else's. */
export async function askCopy(
  city: City,
  { by, input }: Call<InputOf<typeof dossierApi.askDossier>>,
): Promise<{ copy: Dossier }> {
  const now = city.clock.now()
  await store.ask(city.db, input.id, by.person, now, now - PAUSE_MS)
  const row = await store.copyById(city.db, input.id)
  if (!row) {
    const last = await store.latest(city.db, by.person)
    throw new Refusal('copy_too_soon', { retryMs: last ? last.at + PAUSE_MS - now : PAUSE_MS })
  }
  if (row.person !== by.person) throw new Refusal('exists_different')
  return { copy: show(row) }
}

export async function lastCopy(city: City, { by }: Call<object>): Promise<{ copy?: Dossier }> {
  const row = await store.latest(city.db, by.person)
  return row ? { copy: show(row) } : {}
}

/** Door: the file of a person's own copy, while it can be fetched. */
export async function fileOfCopy(
  city: City,
  person: string,
  id: string,
): Promise<{ file: string; bytes: number } | undefined> {
  const row = await store.copyById(city.db, id)
  if (!row?.file || row.person !== person || row.state !== 'ready' || (row.expiresAt ?? 0) <= city.clock.now())
    return undefined
  return { file: row.file, bytes: Number(row.bytes) }
}

function show({ id, state, done, at, bytes, expiresAt }: store.CopyRow): Dossier {
  return {
    id,
    state,
    done,
    at,
    ...(state === 'ready' && bytes !== null && expiresAt !== null
      ? { bytes: Number(bytes), url: `/api/dossier/${id}/file`, expiresAt }
      : {}),
  }
}
