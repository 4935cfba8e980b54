import type { InputOf, mediaApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cardOf } from '../files.ts'
import { fileRow } from '../store-files.ts'
import { standingOf } from './create.ts'

type Api = typeof mediaApi.uploadState

/** How an upload stands, and what file became of it. */
export async function uploadState(city: City, { input, by }: Call<InputOf<Api>>): Promise<ReplyOf<Api>> {
  const { upload, offset } = await standingOf(city, by.person, input.id)
  const file =
    upload.file === null || upload.state !== 'ready' ? undefined : await fileRow(city.db, upload.file, upload.sentAs)
  return {
    id: upload.id,
    state: upload.state,
    offset,
    length: upload.bytes,
    ...(upload.code === null ? {} : { code: upload.code }),
    ...(file ? { file: { ...cardOf(file), ...(upload.name === '' ? {} : { name: upload.name }) } } : {}),
  }
}
