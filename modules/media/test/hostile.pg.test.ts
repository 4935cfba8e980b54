import { limits, type FileKind } from '@plaza/contract'
import { once } from 'node:events'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFile } from '../index.ts'
import { fileCity, sample } from './scene.ts'

let place: Awaited<ReturnType<typeof fileCity>>
beforeAll(async () => void (place = await fileCity()))
afterAll(() => place[Symbol.asyncDispose]())

const noise = (w: number, h: number) =>
  sharp({
    create: {
      width: w,
      height: h,
      channels: 3,
      background: 'black',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  crc.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, crc])
}

/** A PNG that says how large it is, of whatever it says that it is made. */
function png(w: number, h: number, ...chunks: Buffer[]): Buffer {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0])
  head.writeUInt32BE(w, 0)
  head.writeUInt32BE(h, 4)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', head),
    ...chunks,
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

const bomb = () => png(50_000, 50_000, pngChunk('IDAT', deflateSync(Buffer.alloc(1_000_000))))
const hollow = () => png(4_000, 4_000, pngChunk('IDAT', deflateSync(Buffer.alloc(10))))
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
const page = Buffer.from('<!doctype html><script>alert(document.cookie)</script>')
const scriptGif = Buffer.from('GIF89a/*\0\0\0\0\0*/=1;alert(1)//;')

const refused: [string, FileKind, () => Buffer | Promise<Buffer>, string][] = [
  ['a PNG that unfolds to 2.5 gigapixels', 'picture', bomb, 'media_pixels'],
  ['a PNG with less in it than it says', 'picture', hollow, 'media_broken'],
  ['a drawing with a script', 'picture', () => svg, 'media_kind_refused'],
  ['a page called a picture', 'picture', () => page, 'media_kind_refused'],
  ['a script that begins like a GIF', 'picture', () => scriptGif, 'media_broken'],
  [
    'a JPEG cut off in the middle',
    'picture',
    async () => (await noise(600, 400).jpeg().toBuffer()).subarray(0, 9_000),
    'media_broken',
  ],
  ['an animation without end', 'picture', async () => gif(limits.PICTURE_FRAMES_MAX + 1), 'media_pixels'],
  ['a picture called a voice', 'voice', () => noise(9, 9).jpeg().toBuffer(), 'media_kind_refused'],
  ['a video called a voice', 'voice', () => sample('clip.webm'), 'media_kind_refused'],
  ['a voice called a video', 'video', () => sample('voice.webm'), 'media_kind_refused'],
  ['a page called a video', 'video', () => page, 'media_kind_refused'],
  ['an MP4 whose head is cut off', 'video', () => sample('clip.mp4').subarray(0, 60), 'media_broken'],
  ['boxes within boxes', 'video', () => nested(60), 'media_broken'],
  [
    'a WebM of nothing but noise',
    'video',
    () => Buffer.concat([Buffer.from('1a45dfa3', 'hex'), Buffer.alloc(400, 7)]),
    'media_broken',
  ],
  [
    'an Ogg with one good page',
    'voice',
    () => Buffer.concat([sample('voice.ogg').subarray(0, 47), Buffer.alloc(99, 1)]),
    'media_broken',
  ],
]

test.each(refused)('%s is refused', async (_what, as, make, code) => {
  expect(await place.bring(as, await make())).toMatchObject({ state: 'refused', code })
})

test('what unfolds to far more than its picture needs is not unfolded', async () => {
  const zeros = deflateSync(Buffer.alloc(150_000_000), { level: 1 })
  const pixels = pngChunk('IDAT', deflateSync(Buffer.alloc((4 * 3 + 1) * 4)))
  const before = process.memoryUsage().rss
  const much = await place.bring('picture', png(4, 4, pngChunk('IDAT', zeros)))
  const comment = await place.bring(
    'picture',
    png(4, 4, pngChunk('zTXt', Buffer.concat([Buffer.from('a\0\0'), zeros])), pixels),
  )
  const profile = await place.bring(
    'picture',
    png(4, 4, pngChunk('iCCP', Buffer.concat([Buffer.from('a\0\0'), zeros])), pixels),
  )
  for (const { state, file } of [much, comment, profile])
    expect(state === 'refused' || (file?.w === 4 && file.bytes < 1_000)).toBe(true)
  expect(process.memoryUsage().rss - before).toBeLessThan(140_000_000)
})

test('too many bytes, too few, or bytes after the end', async () => {
  await expect(place.begin('picture', limits.PICTURE_BYTES_MAX + 1)).rejects.toThrow('media_too_large')
  await expect(place.begin('file', limits.FILE_BYTES_MAX + 1)).rejects.toThrow('media_too_large')
  await expect(place.begin('file', 0)).rejects.toThrow('media_broken')
  const { upload } = await place.begin('file', 10)
  await expect(place.piece(upload.id, 0, Buffer.alloc(11))).rejects.toThrow('upload_length_wrong')
  expect((await place.standing(upload.id)).offset).toBe(0)
})

test('where a picture was taken is gone, and so is what was hidden behind it, also of an original', async () => {
  const exif = { IFD0: { Copyright: 'Secret Owner' }, IFD3: { GPSLatitude: '41/1 23/1 0/1', GPSLatitudeRef: 'N' } }
  const taken = await noise(80, 60).withExif(exif).jpeg().toBuffer()
  const polyglot = Buffer.concat([taken, Buffer.from('<script>alert("hidden")</script>')])
  expect((await sharp(polyglot).metadata()).exif).toBeDefined()
  for (const original of [false, true]) {
    const { file } = await place.bring('picture', polyglot, { original })
    expect(file).toMatchObject({ kind: 'picture', type: 'image/jpeg', w: 80, h: 60 })
    const kept = await read(file?.id ?? '', 'picture')
    expect((await sharp(kept).metadata()).exif).toBeUndefined()
    for (const word of ['GPS', 'Secret', 'script', 'Exif']) expect(kept.includes(word)).toBe(false)
  }
})

test('where a video was taken is gone', async () => {
  const clip = sample('phone.mov')
  expect(clip.includes('+41.38')).toBe(true)
  const { file } = await place.bring('video', clip)
  const kept = await read(file?.id ?? '', 'video')
  expect(kept.length).toBe(clip.length)
  for (const word of ['+41.38', 'secret']) expect(kept.includes(word)).toBe(false)
})

test('a GIF stays alive, and a page sent as a file is only ever a file', async () => {
  const { file: moving } = await place.bring('picture', await gif(3))
  expect(moving).toMatchObject({ type: 'image/webp', w: 8, h: 8 })
  expect((await sharp(await read(moving?.id ?? '', 'picture')).metadata()).pages).toBe(3)
  const { file } = await place.bring('file', page)
  expect(file).toMatchObject({ kind: 'file', type: 'text/html', bytes: page.length })
})

async function read(file: string, kind: FileKind): Promise<Buffer> {
  const stream = await (await openFile(place.city, { file, kind }, 'full')).read()
  const parts: Buffer[] = []
  stream.on('data', (part: Buffer) => parts.push(part))
  await once(stream, 'end')
  return Buffer.concat(parts)
}

function gif(frames: number): Promise<Buffer> {
  const raw = Buffer.alloc(8 * 8 * 3 * frames, 0)
  for (let i = 0; i < raw.length; i++) raw[i] = (i * 7919) % 251
  return sharp(raw, { raw: { width: 8, height: 8 * frames, channels: 3, pageHeight: 8 } })
    .gif()
    .toBuffer()
}

function nested(depth: number): Buffer {
  let inside = Buffer.alloc(0)
  for (let i = 0; i < depth; i++) {
    const head = Buffer.from('\0\0\0\0moov', 'latin1')
    head.writeUInt32BE(8 + inside.length)
    inside = Buffer.concat([head, inside])
  }
  return Buffer.concat([Buffer.from('\0\0\0\x10ftypisom\0\0\0\0', 'latin1'), inside])
}
