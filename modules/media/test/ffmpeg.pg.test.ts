import sharp from 'sharp'
import { expect, test } from 'vitest'
import { openFile, probeFfmpeg, useTranscoder } from '../index.ts'
import { fileCity, sample } from './scene.ts'

// Where no ffmpeg is there is nothing to test: PLAZA_FFMPEG names one that is not on the path.
const transcoder = await probeFfmpeg(process.env['PLAZA_FFMPEG'])

test('what is no ffmpeg is none', async () => {
  expect(await probeFfmpeg('no-such-program')).toBeUndefined()
  expect(await probeFfmpeg(process.execPath)).toBeUndefined()
})

test.skipIf(!transcoder)('a video that not every browser plays is written anew, with a still picture', async () => {
  await using place = await fileCity()
  useTranscoder(place.city, transcoder as NonNullable<typeof transcoder>)
  const { file } = await place.bring('video', sample('clip.webm'))
  expect(file).toMatchObject({ kind: 'video', type: 'video/mp4', w: 64, h: 48 })
  expect(file?.hash).toBeDefined()
  const key = { file: file?.id ?? '', kind: 'video' as const }
  const poster = await openFile(place.city, key, 'view')
  const still = Buffer.concat((await (await poster.read()).toArray()) as Buffer[])
  expect(await sharp(still).metadata()).toMatchObject({ format: 'webp', width: 64, height: 48 })
  const kept = Buffer.concat((await (await (await openFile(place.city, key, 'full')).read()).toArray()) as Buffer[])
  expect(kept.toString('latin1', 4, 8)).toBe('ftyp')
})

test.skipIf(!transcoder)('a video that plays stays as it came, and a voice is drawn as it sounds', async () => {
  await using place = await fileCity()
  useTranscoder(place.city, transcoder as NonNullable<typeof transcoder>)
  const clip = sample('clip.mp4')
  expect((await place.bring('video', clip)).file).toMatchObject({ bytes: clip.length, type: 'video/mp4' })
  const { file } = await place.bring('voice', sample('voice.ogg'))
  const wave = Buffer.from(file?.wave ?? '', 'base64url')
  expect(wave).toHaveLength(64)
  // One tone from beginning to end.
  expect(wave.subarray(4, 60).every(step => step > 150)).toBe(true)
})
