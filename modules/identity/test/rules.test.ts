import { limits } from '@plaza/contract'
import { Refusal, systemDice } from '@plaza/kernel'
import type { City } from '@plaza/house'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ATTEMPT_WAIT_MAX_MS } from '../limits.ts'
import { Gate } from '../passwords.ts'
import { addressOf, asHandle, handleOf, hasWayIn, nameOf, shade, waitAfter } from '../rules.ts'
import { digest, makeToken, personOfToken } from '../tokens.ts'

test('a handle is lower case and of the pattern, or refused', () => {
  expect(handleOf(' @Anna.B_2 ')).toBe('anna.b_2')
  for (const wrong of ['an', '_anna', 'änna', 'anna b', 'a'.repeat(33), '@@anna', 'Admin', 'o.per_ator']) {
    expect(() => handleOf(wrong), wrong).toThrow('handle_invalid')
  }
  expect(handleOf('operator', { reserved: true })).toBe('operator')
  fc.assert(
    fc.property(fc.string(), text => {
      try {
        const handle = handleOf(text)
        expect(handle).toMatch(new RegExp(limits.HANDLE_PATTERN))
        expect(handleOf(handle)).toBe(handle)
        expect(asHandle(text)).toBe(handle)
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
      }
    }),
  )
})

test('a name is what can be seen', () => {
  expect(nameOf('  李  雷 ')).toBe('李 雷')
  expect(nameOf('👩‍👧 Ana')).toBe('👩‍👧 Ana')
  for (const wrong of ['', '   ', 'a\u0000b', 'a\u202eb', '\u200b', 'x'.repeat(61)])
    expect(() => nameOf(wrong)).toThrow('name_invalid')
})

test('addresses are known by their form, and shaded in logs', () => {
  expect(addressOf(' A.b+c@Mail.Example.org')).toEqual({ kind: 'email', address: 'a.b+c@mail.example.org' })
  expect(addressOf('+34 (600) 11-22-33')).toEqual({ kind: 'phone', address: '+34600112233' })
  for (const wrong of ['600112233', '+0600112233', 'a@b', 'a@b.c, d@e.fr', 'a b@c.de', 'a@b.de\r\nBcc: x@y.zz']) {
    expect(addressOf(wrong), wrong).toBeUndefined()
  }
  expect(shade('anna@example.org')).toBe('a…@example.org')
  expect(shade('+34600112233')).toBe('+34…33')
})

test('waits begin after the free failures, double, and stop growing', () => {
  expect([1, 4, 5, 6, 7].map(failures => waitAfter(failures, 5, ATTEMPT_WAIT_MAX_MS))).toEqual([0, 0, 1000, 2000, 4000])
  expect(waitAfter(1e9, 5, ATTEMPT_WAIT_MAX_MS)).toBe(ATTEMPT_WAIT_MAX_MS)
})

test('a password, a passkey or an address is a way in', () => {
  expect(hasWayIn({ password: false, passkeys: 0, addresses: 0 })).toBe(false)
  expect(hasWayIn({ password: false, passkeys: 1, addresses: 0 })).toBe(true)
  expect(hasWayIn({ password: false, passkeys: 0, addresses: 1 })).toBe(true)
  expect(hasWayIn({ password: true, passkeys: 0, addresses: 0 })).toBe(true)
})

test('a token names its person and nobody reads it wrongly', () => {
  const city = { dice: systemDice } as City
  fc.assert(
    fc.property(fc.uuid(), id => {
      const token = makeToken(city, id)
      expect(personOfToken(token)).toBe(id)
      expect(token.length).toBeLessThanOrEqual(200)
    }),
  )
  for (const wrong of ['', 'plaza_', 'x'.repeat(70), `plaza_${'a'.repeat(63)}`])
    expect(personOfToken(wrong)).toBeUndefined()
  expect(digest('a')).toHaveLength(32)
})

test('the gate lets few in, some wait, and the next is refused', async () => {
  const gate = new Gate(2, 3)
  const finish: (() => void)[] = []
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await new Promise<void>(done => finish.push(done))
    inside--
  }
  const passing = Array.from({ length: 5 }, () => gate.pass(work))
  await expect(gate.pass(work)).rejects.toThrow('busy')
  while (finish.length > 0) {
    finish.shift()?.()
    await new Promise(setImmediate)
  }
  await Promise.all(passing)
  expect(most).toBe(2)
  await expect(gate.pass(async () => 'free again')).resolves.toBe('free again')
  await expect(gate.pass(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await expect(gate.pass(async () => 'still free')).resolves.toBe('still free')
})
