import { readPicture } from '@plaza/scan/node'
import { expect, test } from 'vitest'
import { bars } from '../src/index.ts'

const SCALE = 2
const HEIGHT = 60

/** The bars as a grey picture. */
function picture(digits: string) {
  const { width, bars: drawn } = bars(digits)
  const data = new Uint8ClampedArray(width * SCALE * HEIGHT * 4).fill(255)
  for (const { x, width: wide } of drawn)
    for (let y = 0; y < HEIGHT; y++)
      for (let i = x * SCALE; i < (x + wide) * SCALE; i++) data.set([0, 0, 0], (y * width * SCALE + i) * 4)
  return { data, width: width * SCALE, height: HEIGHT }
}

test('a reader that knows nothing of us reads our bars', async () => {
  for (const digits of ['130424242421234567', '000000000000000000', '139999999999999999', '4711']) {
    expect(await readPicture(picture(digits))).toBe(digits)
  }
})

test('only pairs of digits have bars', () => {
  for (const wrong of ['', '1', '123', '12a4']) expect(() => bars(wrong)).toThrow(RangeError)
})
