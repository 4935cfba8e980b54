import type { ProgramRun } from '@plaza/contract'
import { releaseText } from '@plaza/program-wire'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { Args } from '../src/host/args.ts'
import { manifestOf, provenBy } from '../src/host/verify.ts'

const APP = 'wx00000000000000a1'
const platform = generateKeyPairSync('ed25519')

/** A release of a program as the city tells of it. */
function release(serial: number, version = '1.0.0', { privateKey, publicKey } = platform): ProgramRun {
  const manifest = JSON.stringify({ format: 1, appId: APP, version })
  const hash = createHash('sha256').update(manifest).digest('hex')
  const stated = { format: 1, appId: APP, serial, env: 'release', versionId: version, version, manifest: hash } as const
  const statement = releaseText({ ...stated, at: 0 })
  const signed = (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64url')
  return {
    program: { appId: APP, name: 'Poll', about: '', maker: { name: 'Makers', official: false } },
    version,
    versionId: version,
    envVersion: 'release',
    manifest,
    signature: signed(manifest),
    key: publicKey.export({ format: 'jwk' }).x!,
    release: { statement, signature: signed(statement) },
    storage: {},
    settings: {},
    webDomains: [],
    frame: '',
  }
}

test('a release runs again and again, and after it one with a higher serial, also of an older version', async () => {
  const first = await provenBy(release(3, '2.0.0'), undefined)
  const again = await provenBy(release(3, '2.0.0'), first)
  expect((await provenBy(release(4, '1.0.0'), again)).serials).toEqual({ [`${APP} release`]: 4 })
})

test('what was superseded, what another platform signed and what was changed does not run', async () => {
  const held = await provenBy(release(3, '2.0.0'), undefined)
  await expect(provenBy(release(2), held)).rejects.toThrow('replayed')
  await expect(provenBy(release(4, '1.0.0', generateKeyPairSync('ed25519')), held)).rejects.toThrow('wrong_key')
  const good = release(4)
  const other = good.manifest.replace('"format":1', '"format":1,"x":1')
  await expect(provenBy({ ...good, manifest: other }, held)).rejects.toThrow('tampered_manifest')
  await expect(provenBy({ ...good, envVersion: 'trial' }, held)).rejects.toThrow('other_program')
})

test('a manifest is of the very program that was asked for, in the format that is known', () => {
  const good = release(1)
  expect(manifestOf(good)).toMatchObject({ appId: APP })
  expect(manifestOf({ ...good, manifest: JSON.stringify({ format: 1, appId: 'wx00000000000000b2' }) })).toBeUndefined()
  expect(manifestOf({ ...good, manifest: JSON.stringify({ format: 2, appId: APP }) })).toBeUndefined()
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
