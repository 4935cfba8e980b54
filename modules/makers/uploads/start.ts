import type { InputOf, makersApi, Upload } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { isSigned } from '@plaza/program-wire'
import { keyById, used } from '../keys/store.ts'
import { UPLOAD_LIFE_MS, UPLOADS_OPEN_MAX } from '../limits.ts'
import { developed, programFor } from '../programs.ts'
import { lockProgram } from '../store.ts'
import { versionNumbered } from '../versions/store.ts'
import { readStatement } from './statement.ts'
import { countOpen, insertUpload, uploadById, type UploadRow } from './store.ts'

type Api = typeof makersApi

/**
 * Takes a developer's statement; the ZIP comes next. Safe to repeat. Refuses a key that is not the caller's (`not_found`) or
 * was revoked, a statement that is not in order (`statement_wrong`) or not signed by the key (`signature_wrong`), and a number
 * that other sources have (`version_taken`). The same sources under the same number are the version that there is.
 */
export async function startUpload(city: City, { input, by }: Call<InputOf<Api['startUpload']>>): Promise<Upload> {
  const { appId, id, statement, signature } = input
  await developed(city, appId, by.person)
  const before = await uploadById(city.db, id)
  if (before) return sameUpload(before, input, by.person)
  const key = await keyById(city.db, input.key)
  if (key?.person !== by.person) throw new Refusal('not_found')
  if (key.revokedAt !== null) throw new Refusal('key_revoked')
  const said = readStatement(statement, appId)
  if ((await isSigned(key.key, signature, statement)) !== true) throw new Refusal('signature_wrong')
  const now = city.clock.now()
  await city.db.tx(async tx => {
    await lockProgram(tx, appId)
    const there = await versionNumbered(tx, appId, said.version)
    if (there && there.sourcesSha256 !== said.sources) throw new Refusal('version_taken')
    if ((await countOpen(tx, appId, now - UPLOAD_LIFE_MS)) >= UPLOADS_OPEN_MAX) throw new Refusal('too_many_uploads')
    await used(tx, key.id, now)
    await insertUpload(tx, {
      id,
      appId,
      person: by.person,
      key: key.id,
      version: said.version,
      note: said.note,
      statement,
      signature,
      sources: said.sources,
      state: there ? 'done' : 'waiting',
      versionId: there?.id ?? null,
      at: now,
    })
  })
  const after = await uploadById(city.db, id)
  if (!after) throw new Refusal('exists_different')
  return sameUpload(after, input, by.person)
}

function sameUpload(row: UploadRow, wish: InputOf<Api['startUpload']>, person: string): Upload {
  const same = row.person === person && row.appId === wish.appId && row.key === wish.key
  if (!same || row.statement !== wish.statement || row.signature !== wish.signature)
    throw new Refusal('exists_different')
  return showUpload(row)
}

export async function seeUpload(city: City, { input, by }: Call<InputOf<Api['seeUpload']>>): Promise<Upload> {
  await programFor(city, input.appId, by.person)
  const row = await uploadById(city.db, input.id)
  if (row?.appId !== input.appId) throw new Refusal('not_found')
  return showUpload(row)
}

export function showUpload(row: UploadRow): Upload {
  const { id, appId, version, state, why, message, problems, versionId, at } = row
  return {
    id,
    appId,
    version,
    state,
    ...(why ? { why } : {}),
    ...(message === null ? {} : { message }),
    problems: [...problems],
    ...(versionId === null ? {} : { versionId }),
    at,
  }
}
