import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { OutFile } from '../src/engine/outbox.ts'
import { CHUNK_BYTES, Uploads, UPLOADS_AT_ONCE } from '../src/talk/uploads.ts'

/** A city that takes uploads: what it has of each, and how it answers next. */
function city() {
  const files = new Map<string, { length: number; there: number; metadata: string }>()
  const said: string[] = []
  const state = { online: true, code: undefined as string | undefined, quota: Infinity, cutAfter: Infinity }
  const answer = (status: number, headers: Record<string, string> = {}, body?: object) =>
    new Response(body && status !== 204 ? JSON.stringify(body) : null, { status, headers })
  const fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const verb = init.method ?? 'GET'
    const headers = new Headers(init.headers)
    if (!state.online || init.signal?.aborted) throw new TypeError('offline')
    said.push(verb)
    if (verb === 'POST') {
      const metadata = headers.get('upload-metadata') ?? ''
      const id = atob(/id ([^,]+)/.exec(metadata)?.[1] ?? '')
      const length = Number(headers.get('upload-length'))
      if (length > state.quota) return answer(413, {}, { error: { code: 'quota_full' } })
      if (!files.has(id)) files.set(id, { length, there: 0, metadata })
      return answer(201, { location: `/api/uploads/${id}` })
    }
    const file = files.get(url.split('/').at(-1)!)
    if (!file) return answer(404, {}, { error: { code: 'upload_not_found' } })
    if (verb === 'HEAD') return answer(200, { 'upload-offset': String(file.there) })
    if (verb === 'PATCH') {
      if (Number(headers.get('upload-offset')) !== file.there) return answer(409)
      file.there += (init.body as Blob).size
      if (file.there >= state.cutAfter) {
        state.cutAfter = Infinity
        state.online = false
        throw new TypeError('cut')
      }
      return answer(204, { 'upload-offset': String(file.there) })
    }
    const whole = file.there === file.length
    const kind = state.code ? { state: 'refused', code: state.code } : { state: 'ready', file: { id: 'f'.repeat(64) } }
    return answer(200, {}, whole ? kind : { state: 'sending' })
  }
  return { files, said, state, fetch }
}

const fileOf = (id: string, bytes: number): OutFile => ({
  id,
  as: 'picture',
  name: 'Playa ☀.jpg',
  type: 'image/jpeg',
  bytes,
})

function world(size: number) {
  const there = city()
  const ready: [string, string][] = []
  const failed: [string, string][] = []
  const parts: number[] = []
  const uploads = new Uploads({
    bytes: async () => new Blob([new Uint8Array(size)]),
    arrived: (_id, part) => void parts.push(part),
    ready: (id, file) => void ready.push([id, file]),
    failed: (id, code) => void failed.push([id, code]),
  })
  vi.stubGlobal('fetch', there.fetch)
  return { ...there, ready, failed, parts, uploads }
}

const online: (() => void)[] = []
beforeEach(() => {
  online.length = 0
  vi.stubGlobal('addEventListener', (_name: string, listener: () => void) => online.push(listener))
  vi.stubGlobal('removeEventListener', () => {})
})
afterEach(() => void vi.unstubAllGlobals())

test('a file goes up in pieces, and is ready when the city has looked at it', async () => {
  const { uploads, files, ready, parts } = world(CHUNK_BYTES * 2 + 7)
  uploads.bring(fileOf('u1', 1))
  await vi.waitFor(() => expect(ready).toEqual([['u1', 'f'.repeat(64)]]))
  expect(files.get('u1')).toMatchObject({ there: CHUNK_BYTES * 2 + 7 })
  expect(files.get('u1')?.metadata).toContain(`as ${btoa('picture')}`)
  expect(parts[0]).toBe(0)
  expect(parts.at(-1)).toBe(1)
})

test('after a broken connection it goes on where it stopped, without sending anything twice', async () => {
  const { uploads, files, said, state, ready } = world(CHUNK_BYTES * 3)
  state.cutAfter = CHUNK_BYTES * 2
  uploads.bring(fileOf('u1', 1))
  await vi.waitFor(() => expect(state.online).toBe(false))
  expect(ready).toEqual([])
  state.online = true
  online.forEach(wake => wake())
  await vi.waitFor(() => expect(ready).toHaveLength(1), { timeout: 3_000 })
  expect(files.get('u1')?.there).toBe(CHUNK_BYTES * 3)
  expect(said.filter(verb => verb === 'PATCH')).toHaveLength(3)
})

test('a no of the city is final, and named', async () => {
  const full = world(10)
  full.state.quota = 5
  full.uploads.bring(fileOf('u1', 10))
  await vi.waitFor(() => expect(full.failed).toEqual([['u1', 'quota_full']]))
  const broken = world(10)
  broken.state.code = 'media_kind_refused'
  broken.uploads.bring(fileOf('u2', 10))
  await vi.waitFor(() => expect(broken.failed).toEqual([['u2', 'media_kind_refused']]))
})

test('asked for twice it runs once; more than a few wait; what is dropped stops', async () => {
  const { uploads, state, said, files, ready } = world(10)
  state.online = false
  for (let i = 0; i < UPLOADS_AT_ONCE + 2; i++) uploads.bring(fileOf(`u${i}`, 10))
  uploads.bring(fileOf('u0', 10))
  uploads.drop('u4')
  uploads.drop('u0')
  state.online = true
  await vi.waitFor(
    () => {
      online.forEach(wake => wake())
      expect(ready.map(([id]) => id).toSorted((a, b) => a.localeCompare(b))).toEqual(['u1', 'u2', 'u3'])
    },
    { timeout: 3_000 },
  )
  expect(files.has('u4')).toBe(false)
  expect(said.filter(verb => verb === 'POST')).toHaveLength(3)
  uploads.stop()
})
