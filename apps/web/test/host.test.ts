import type { ProgramRun } from '@plaza/contract'
import { generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { Args } from '../src/host/args.ts'
import { isSigned, manifestOf } from '../src/host/verify.ts'

const APP = 'wx00000000000000a1'

/** A program as the city would answer it, signed by a key of its own. */
function run(manifest: object, change: Partial<ProgramRun> = {}): ProgramRun {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const text = JSON.stringify(manifest)
  return {
    program: { appId: APP, name: 'Poll', about: '', maker: { name: 'Makers', official: false } },
    version: '1',
    versionId: '',
    envVersion: 'release',
    manifest: text,
    signature: sign(null, Buffer.from(text), privateKey).toString('base64url'),
    key: publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64url'),
    storage: {},
    settings: {},
    webDomains: [],
    frame: '',
    ...change,
  }
}

test('a program runs when what it is was signed, and it is the one that was asked for', async () => {
  const good = run({ format: 1, appId: APP })
  expect(manifestOf(good)).toMatchObject({ appId: APP })
  expect(await isSigned(good)).toBe(true)
  expect(await isSigned({ ...good, manifest: good.manifest.replace('"format":1', '"format":1,"x":1') })).toBe(false)
  expect(await isSigned({ ...good, key: run({ format: 1, appId: APP }).key })).toBe(false)
  expect(manifestOf(run({ format: 1, appId: 'wx00000000000000b2' }))).toBeUndefined()
  expect(manifestOf(run({ format: 2, appId: APP }))).toBeUndefined()
})

test('what a program hands over is read as what it should be, or not at all', () => {
  const given = new Args({
    title: 'x'.repeat(99),
    count: '7',
    huge: 1e9,
    wrong: { toString: () => 'no' },
    list: ['a', 1, null, 'b'],
    header: { a: 1, b: 'two', c: { d: 1 }, e: true },
    bytes: new Uint8Array([1, 2, 3]).subarray(1),
  })
  expect(given.text('title', 10)).toHaveLength(10)
  expect(given.text('wrong', 10)).toBe('')
  expect(given.text('constructor', 10)).toBe('')
  expect(given.number('count', 1, 0, 9)).toBe(7)
  expect(given.number('huge', 1, 0, 100)).toBe(100)
  expect(given.number('title', 5, 0, 9)).toBe(5)
  expect(given.texts('list', 9, 9)).toEqual(['a', 'b'])
  expect(given.record('header', 9)).toEqual({ a: '1', b: 'two', e: 'true' })
  expect(new Uint8Array(given.bytes('bytes', 9)!)).toEqual(new Uint8Array([2, 3]))
  expect(() => given.mustText('wrong', 10)).toThrow('parameter error')
  expect(() => given.bytes('bytes', 1)).toThrow('exceeds')
  for (const nothing of [null, undefined, 3, 'text']) expect(new Args(nothing).raw('length')).toBeUndefined()
})
