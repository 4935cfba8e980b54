import type { FileKind } from '@plaza/contract'
import { systemClock, type Clock } from '@plaza/kernel'
import { testCity, type TestCity } from '@plaza/testkit'
import { readFileSync } from 'node:fs'
import { appendPiece, createUpload, examined, media, standingOf } from '../index.ts'
import { uploadState } from '../uploads/show.ts'

export const ANNA = '00000000-0000-8000-8000-000000000001'
export const BO = '00000000-0000-8000-8000-000000000002'

/** A sample of another's encoder, made once. */
export const sample = (name: string): Buffer => readFileSync(new URL(`./samples/${name}`, import.meta.url))

export async function* inPieces(bytes: Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** A city that only knows about files, and the short way to bring one. */
export async function fileCity(options: { clock?: Clock; storageBytesMax?: number } = {}) {
  const { clock = systemClock, ...config } = options
  const city: TestCity = await testCity({ modules: [media], clock, config })
  const begin = (as: FileKind, bytes: number, more: { person?: string; id?: string; original?: boolean } = {}) =>
    createUpload(city, more.person ?? ANNA, {
      id: more.id ?? city.newId(),
      sentAs: as,
      name: 'a name',
      type: 'text/html',
      original: more.original ?? false,
      bytes,
    })
  const state = (id: string, person = ANNA) =>
    uploadState(city, { input: { id }, by: { person, device: person, kind: 'citizen' } } as never)
  return {
    city,
    begin,
    state,
    piece: (id: string, offset: number, bytes: Uint8Array, person = ANNA) =>
      appendPiece(city, person, id, { offset, bytes: inPieces(bytes) }),
    standing: (id: string, person = ANNA) => standingOf(city, person, id),
    /** Brings a file whole and waits until it was examined. */
    async bring(as: FileKind, bytes: Uint8Array, more: { person?: string; original?: boolean } = {}) {
      const { upload } = await begin(as, bytes.length, more)
      await appendPiece(city, more.person ?? ANNA, upload.id, { offset: 0, bytes: inPieces(bytes) })
      await examined(city)
      return state(upload.id, more.person)
    },
    [Symbol.asyncDispose]: () => city[Symbol.asyncDispose](),
  }
}
