import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  CODES_PER_STEP,
  importPayKey,
  isPayCode,
  matchPayCode,
  payCode,
  readPayCode,
  STEP_MS,
  stepEndsAt,
} from '../src/index.ts'

const secret = (fill: number) => new Uint8Array(32).fill(fill)
const alias = '042424242'
const nowMs = Date.UTC(2026, 10, 22, 12, 0, 10)

test('a code is found again within a step of its own, and at no other time', async () => {
  const key = await importPayKey(secret(1))
  const code = readPayCode(await payCode(key, { alias, nowMs, index: 2 }))
  expect(code?.alias).toBe(alias)
  const at = (steps: number) => matchPayCode(key, code as never, nowMs + steps * STEP_MS)
  const counter = Math.floor(nowMs / STEP_MS) * CODES_PER_STEP + 2
  expect(await Promise.all([-2, -1, 0, 1, 2].map(at))).toEqual([undefined, counter, counter, counter, undefined])
})

test('another device, another alias and another digit are no match', async () => {
  const key = await importPayKey(secret(1))
  const code = readPayCode(await payCode(key, { alias, nowMs, index: 0 })) as { alias: string; proof: string }
  expect(await matchPayCode(await importPayKey(secret(2)), code, nowMs)).toBeUndefined()
  expect(await matchPayCode(key, { ...code, alias: '042424243' }, nowMs)).toBeUndefined()
  const last = (Number(code.proof.at(-1)) + 1) % 10
  expect(await matchPayCode(key, { ...code, proof: code.proof.slice(0, -1) + last }, nowMs)).toBeUndefined()
})

test('the codes of a step differ, and those of the next', async () => {
  const key = await importPayKey(secret(3))
  const codes = await Promise.all(
    [0, 1, 2, 3, 4, 5, 6, 7].map(i =>
      payCode(key, { alias, nowMs: nowMs + (i >> 2) * STEP_MS, index: i % CODES_PER_STEP }),
    ),
  )
  expect(new Set(codes).size).toBe(8)
  expect(stepEndsAt(nowMs)).toBe(Date.UTC(2026, 10, 22, 12, 0, 30))
})

test('one in a million guesses at most fits: what is accepted is a ten-millionth of what there is, times twelve', async () => {
  const key = await importPayKey(secret(4))
  let fits = 0
  for (let i = 0; i < 200; i++)
    if (await matchPayCode(key, { alias, proof: String(i * 49_999).padStart(7, '0') }, nowMs)) fits += 1
  expect(fits).toBe(0)
})

test('only 18 digits with the right beginning are a pay code', () => {
  expect(isPayCode('13 0424 2424 2123 4567')).toBe(true)
  expect(isPayCode('130424242421234567')).toBe(true)
  for (const wrong of ['', '13042424242123456', '1304242424212345678', '230424242421234567', '13042424242123456x'])
    expect(isPayCode(wrong)).toBe(false)
  fc.assert(fc.property(fc.string(), text => isPayCode(text) === /^13\d{16}$/.test(text.replaceAll(' ', ''))))
})
