import fc from 'fast-check'
import { limits } from '@plaza/contract'
import { expect, test } from 'vitest'
import { decode } from '../frames.ts'

const id = '01890000-0000-7000-8000-00000000abcd'
const good = [
  { t: 'hello', v: 1, u: 0 },
  { t: 'send', id, c: id, k: 'text', b: { text: 'Hello' } },
  { t: 'send', id, c: id, k: 'react', b: { e: '🎉', on: true }, re: 4 },
  { t: 'mine', id, c: id, set: { read: 4 } },
  { t: 'pull', id, c: id, after: 0, n: 100 },
  { t: 'sync', u: 7 },
  { t: 'typing', c: id },
  { t: 'got', u: 7 },
  { t: 'ping' },
]

test('every kind of frame is read as it was sent', () => {
  for (const frame of good) expect(decode(Buffer.from(JSON.stringify(frame)))).toEqual({ ok: true, frame })
})

test('any bytes become a frame or a word, and never an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), bytes => {
      expect(decode(Buffer.from(bytes))).toMatchObject({ ok: false })
    }),
  )
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), text => {
      expect(decode(Buffer.from(text)).ok).toBe(false)
    }),
  )
})

test('a good frame with one thing wrong is refused, under its id where it has one', () => {
  const wrong = fc.oneof(
    fc.constantFrom(null, -1, 1.5, 1e300, '', 'x', [], {}, true, Number.MAX_SAFE_INTEGER + 1),
    fc.string(),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...good.filter(frame => 'id' in frame)),
      fc.constantFrom('t', 'c', 'id'),
      wrong,
      (frame, key, value) => {
        const answer = decode(Buffer.from(JSON.stringify({ ...frame, [key]: value })))
        expect(answer.ok).toBe(false)
        if (!answer.ok && key !== 'id') expect(answer.id).toBe(id)
      },
    ),
  )
})

test('a frame may be as long as the limit, and no longer', () => {
  const filled = (length: number) => Buffer.from(JSON.stringify({ t: 'ping', x: 'y'.repeat(length - 19) }))
  expect(filled(limits.FRAME_BYTES_MAX).length).toBe(limits.FRAME_BYTES_MAX)
  expect(decode(filled(limits.FRAME_BYTES_MAX)).ok).toBe(true)
  expect(decode(filled(limits.FRAME_BYTES_MAX + 1))).toEqual({ ok: false, code: 'frame_too_large', id: undefined })
})
