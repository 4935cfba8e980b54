import { limits } from '@plaza/contract'
import type { City } from '@plaza/house'
import { TestClock } from '@plaza/kernel'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { appendPiece, examined, filesToSend, keepFilesFor, openFile, removeUpload } from '../index.ts'
import { takeUpForgotten } from '../examine/queue.ts'
import { LEASE_MS } from '../limits.ts'
import { openStaged, stagedAt } from '../uploads/staged.ts'
import { completeUpload, leaseUpload, noteFile } from '../uploads/store.ts'
import { BO, fileCity, inPieces, sample } from './scene.ts'

async function stagedFor(city: City, id: string): Promise<string> {
  await (await openStaged(city, id)).close()
  return stagedAt(city, id)
}

const nobody = async () => new Set<string>()

test('a file comes in pieces, goes on where it stopped, and is kept under its content', async () => {
  await using place = await fileCity()
  const bytes = Buffer.from('a letter '.repeat(1_000))
  const { upload } = await place.begin('file', bytes.length)
  expect((await place.piece(upload.id, 0, bytes.subarray(0, 100))).offset).toBe(100)
  await expect(place.piece(upload.id, 50, bytes.subarray(50))).rejects.toThrow('upload_conflict')
  expect((await place.begin('file', bytes.length, { id: upload.id })).offset).toBe(100)
  await expect(place.begin('file', 9, { id: upload.id })).rejects.toThrow('exists_different')
  await place.piece(upload.id, 100, bytes.subarray(100))
  await examined(place.city)
  const id = createHash('sha256').update(bytes).digest('hex')
  expect(await place.state(upload.id)).toMatchObject({
    state: 'ready',
    file: { id, kind: 'file', bytes: bytes.length },
  })
  expect(existsSync(stagedAt(place.city, upload.id))).toBe(false)
  const part = await (await openFile(place.city, { file: id, kind: 'file' }, 'full')).read({ from: 2, to: 7 })
  expect(String((await once(part, 'data'))[0])).toBe('letter')
})

test('a connection that breaks loses nothing that arrived; a piece with a checksum counts whole or not at all', async () => {
  await using place = await fileCity()
  const { upload } = await place.begin('file', 200)
  async function* breaking() {
    yield Buffer.alloc(60, 1)
    throw new Error('aborted')
  }
  expect((await appendPiece(place.city, upload.person, upload.id, { offset: 0, bytes: breaking() })).offset).toBe(60)
  const digest = createHash('sha256').update('something else').digest()
  const wrong = { offset: 60, bytes: inPieces(Buffer.alloc(90)), checksum: { algorithm: 'sha256' as const, digest } }
  await expect(appendPiece(place.city, upload.person, upload.id, wrong)).rejects.toThrow('checksum_wrong')
  expect((await place.standing(upload.id)).offset).toBe(60)
})

test('what a process left when it died is examined by the next, what it has in hand by nobody else, and not for ever', async () => {
  const clock = new TestClock()
  await using place = await fileCity({ clock })
  const { upload } = await place.begin('file', 5)
  const { id } = upload
  await writeFile(await stagedFor(place.city, id), 'hello')
  // Whoever asks finds out that all is there.
  const { upload: late } = await place.begin('file', 5)
  await writeFile(await stagedFor(place.city, late.id), 'hallo')
  expect((await place.standing(late.id)).offset).toBe(5)
  await examined(place.city)
  expect(await place.state(late.id)).toMatchObject({ state: 'ready' })
  const now = clock.now()
  await completeUpload(place.city.db, id, { now, until: now + LEASE_MS })
  await takeUpForgotten(place.city)
  expect(await place.state(id)).toMatchObject({ state: 'working', offset: 5 })
  clock.skip(LEASE_MS + 1)
  await takeUpForgotten(place.city)
  await examined(place.city)
  expect(await place.state(id)).toMatchObject({ state: 'ready', file: { bytes: 5 } })

  // It died after the bytes were moved in, and before it said so.
  const { upload: moved } = await place.begin('file', 5)
  await completeUpload(place.city.db, moved.id, { now: clock.now(), until: clock.now() })
  await noteFile(place.city.db, moved.id, createHash('sha256').update('hello').digest('hex'))
  await takeUpForgotten(place.city)
  await examined(place.city)
  expect(await place.state(moved.id)).toMatchObject({ state: 'ready', file: { bytes: 5 } })

  // Bytes on another machine: left to it, and never counted as a try.
  const { upload: far } = await place.begin('file', 5)
  await completeUpload(place.city.db, far.id, { now: clock.now(), until: clock.now() })
  for (let turn = 0; turn < 5; turn++) {
    await takeUpForgotten(place.city)
    clock.skip(LEASE_MS + 1)
  }
  expect(await place.state(far.id)).toMatchObject({ state: 'working' })
  // Something that kills whoever looks at it is refused in the end.
  await writeFile(await stagedFor(place.city, far.id), 'hello')
  for (let turn = 0; turn < 3; turn++) {
    await leaseUpload(place.city.db, { now: clock.now(), until: clock.now() })
    clock.skip(1)
  }
  await takeUpForgotten(place.city)
  await examined(place.city)
  expect(await place.state(far.id)).toMatchObject({ state: 'refused', code: 'media_broken' })
})

test('somebody else finds nothing, whatever they try', async () => {
  await using place = await fileCity()
  const { upload } = await place.begin('file', 5)
  for (const attempt of [
    () => place.standing(upload.id, BO),
    () => place.piece(upload.id, 0, Buffer.from('hello'), BO),
    () => removeUpload(place.city, BO, upload.id),
    () => place.state(upload.id, BO),
  ])
    await expect(attempt()).rejects.toThrow('upload_not_found')
  await expect(place.begin('file', 5, { id: upload.id, person: BO })).rejects.toThrow('exists_different')
  await place.piece(upload.id, 0, Buffer.from('hello'))
  await examined(place.city)
  const { file } = await place.state(upload.id)
  await expect(filesToSend(place.city, BO, 'file', [file?.id ?? ''], nobody)).rejects.toThrow('file_not_found')
  expect(await filesToSend(place.city, upload.person, 'file', [file?.id ?? ''], nobody)).toHaveLength(1)
  await expect(filesToSend(place.city, upload.person, 'picture', [file?.id ?? ''], nobody)).rejects.toThrow(
    'file_not_found',
  )
})

test('what is too much for a person is refused, and what stood still is forgotten', async () => {
  const clock = new TestClock()
  await using place = await fileCity({ clock, storageBytesMax: 1_000 })
  const first = await place.begin('file', 900)
  await expect(place.begin('file', 101)).rejects.toThrow('quota_full')
  await place.begin('file', 100)
  await place.begin('file', 1_000, { person: BO })
  await place.piece(first.upload.id, 0, Buffer.alloc(10))
  clock.skip(limits.UPLOAD_LIFE_MS + 700_000)
  await place.city.settle()
  await expect(place.standing(first.upload.id)).rejects.toThrow('upload_not_found')
  expect(existsSync(stagedAt(place.city, first.upload.id))).toBe(false)
  await place.begin('file', 1_000)
})

test('a picture gets smaller copies, a rough look and its true size; upright as it was held', async () => {
  await using place = await fileCity()
  const shot = sharp({
    create: {
      width: 3_000,
      height: 2_000,
      channels: 3,
      background: '#3366aa',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
  const { file } = await place.bring('picture', await shot.withMetadata({ orientation: 6 }).jpeg().toBuffer())
  expect(file).toMatchObject({ kind: 'picture', type: 'image/jpeg', w: 2_000, h: 3_000 })
  expect(Buffer.from(file?.hash ?? '', 'base64url').length).toBeGreaterThan(5)
  for (const [size, h] of [
    ['thumb', limits.THUMB_SIDE_MAX],
    ['view', limits.VIEW_SIDE_MAX],
  ] as const) {
    const opened = await openFile(place.city, { file: file?.id ?? '', kind: 'picture' }, size)
    expect(opened.type).toBe('image/webp')
    const seen = await (await opened.read()).toArray()
    expect((await sharp(Buffer.concat(seen)).metadata()).height).toBe(h)
  }
})

test.each([
  ['voice.ogg', 'audio/ogg'],
  ['voice.webm', 'audio/webm'],
  ['voice-pieces.mp4', 'audio/mp4'],
])('%s is heard: its length and its line', async (name, type) => {
  await using place = await fileCity()
  const { file } = await place.bring('voice', sample(name))
  expect(file).toMatchObject({ kind: 'voice', type })
  expect(Math.abs((file?.ms ?? 0) - 1_200)).toBeLessThan(60)
  expect(Buffer.from(file?.wave ?? '', 'base64url')).toHaveLength(64)
})

test.each(['clip.mp4', 'clip.webm'])('%s is measured without being decoded', async name => {
  await using place = await fileCity()
  const { file } = await place.bring('video', sample(name))
  expect(file).toMatchObject({ kind: 'video', w: 64, h: 48 })
  expect(Math.abs((file?.ms ?? 0) - 1_000)).toBeLessThan(210)
})

test('a file that was never sent goes after a day, one that is used stays, and both are off whose they are not', async () => {
  const clock = new TestClock()
  await using place = await fileCity({ clock })
  const used = new Set<string>()
  keepFilesFor(place.city, async (_city, keys) =>
    keys.flatMap(key => (used.has(key.file) ? [{ ...key, person: BO }] : [])),
  )
  const { file: one } = await place.bring('file', Buffer.from('one'))
  const { file: two } = await place.bring('file', Buffer.from('two'))
  used.add(two?.id ?? '')
  clock.skip(23 * 3_600_000)
  await place.city.settle()
  expect(await place.city.files.size(one?.id ?? '')).toBe(3)
  clock.skip(2 * 3_600_000)
  await place.city.settle()
  expect(await place.city.files.size(one?.id ?? '')).toBeUndefined()
  await expect(openFile(place.city, { file: one?.id ?? '', kind: 'file' }, 'full')).rejects.toThrow('file_gone')
  expect(await place.city.files.size(two?.id ?? '')).toBe(3)
  await expect(
    filesToSend(place.city, '00000000-0000-8000-8000-000000000001', 'file', [two?.id ?? ''], nobody),
  ).rejects.toThrow('file_not_found')
})
