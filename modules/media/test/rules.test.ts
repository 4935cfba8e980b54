import { expect, test } from 'vitest'
import { fromBase64, pictureKind } from '../rules.ts'

const bytes = (hex: string) => Buffer.from(hex.padEnd(64, '0'), 'hex')

test.each([
  ['jpeg', bytes('ffd8ffe0')],
  ['png', bytes('89504e470d0a1a0a0000000d49484452')],
  ['webp', Buffer.from('RIFF\0\0\0\0WEBPVP8 ')],
  [undefined, bytes('89504e470d0a1a0a')],
  [undefined, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  [undefined, Buffer.from('<!doctype html>')],
  [undefined, Buffer.from('RIFF\0\0\0\0WAVE')],
  [undefined, Buffer.from('GIF89a')],
  [undefined, Buffer.alloc(0)],
])('the first bytes say %s', (kind, picture) => {
  expect(pictureKind(picture)).toBe(kind)
})

test('base64 is read exactly or not at all', () => {
  expect(fromBase64('AAEC')).toEqual(Buffer.from([0, 1, 2]))
  for (const wrong of ['', 'AAE', 'AA C', 'AA-_', 'data:image/png;base64,AAEC'])
    expect(fromBase64(wrong)).toBeUndefined()
})
