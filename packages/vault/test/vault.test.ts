import { expect, test } from 'vitest'
import { checkKeys, derive, lock, unlock } from '../src/index.ts'

const old = { n: 1, bytes: new Uint8Array(32).fill(1) }
const young = { n: 2, bytes: new Uint8Array(32).fill(2) }

test('a secret opens for its purpose alone, also after a new key', () => {
  const locked = lock([old], 'open sesame', 'push|wx1')
  expect(unlock([old, young], locked, 'push|wx1')).toBe('open sesame')
  expect(() => unlock([old, young], locked, 'push|wx2')).toThrow()
  expect(() => unlock([young], locked, 'push|wx1')).toThrow('in the home')
  expect(lock([old, young], 'x', 'p')[0]).toBe(2)
})

test('what is derived is the same for one purpose and another for each', () => {
  expect(derive([old], 'a', 20)).toEqual(derive([old], 'a', 20))
  expect(derive([old], 'a', 20)).not.toEqual(derive([old], 'b', 20))
  expect(() => checkKeys([{ n: 0, bytes: old.bytes }])).toThrow('32 bytes')
})
