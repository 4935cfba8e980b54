import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  canonical,
  developerText,
  releaseText,
  verifyRelease,
  type ReleaseStatement,
  type ReleaseToVerify,
} from '../src/index.ts'

const APP = 'wx00000000000000a1'
const VERSION = '0198c5a0-0000-7000-8000-000000000001'
const sha = (text: string) => createHash('sha256').update(text).digest('hex')
const signed = (text: string, key: KeyObject) => sign(null, Buffer.from(text), key).toString('base64url')
const rawOf = (key: KeyObject) => key.export({ format: 'jwk' }).x as string
const [platform, developer, stranger] = [1, 2, 3].map(() => generateKeyPairSync('ed25519')) as [Pair, Pair, Pair]
type Pair = { privateKey: KeyObject; publicKey: KeyObject }

const manifest = JSON.stringify({ format: 1, appId: APP, version: '1.2.0' })
const developerStatement = developerText({
  format: 1,
  appId: APP,
  version: '1.2.0',
  note: 'Votes can be changed.',
  sources: sha('{}'),
  at: 1,
})

/** A release as the platform makes it, with what a test changes. */
function given(say: Partial<ReleaseStatement> = {}, change: Partial<ReleaseToVerify> = {}): ReleaseToVerify {
  const statement = releaseText({
    format: 1,
    appId: APP,
    serial: 7,
    env: 'release',
    versionId: VERSION,
    version: '1.2.0',
    manifest: sha(manifest),
    developer: {
      key: rawOf(developer.publicKey),
      statement: sha(developerStatement),
      signature: signed(developerStatement, developer.privateKey),
    },
    at: 2,
    ...say,
  })
  return {
    appId: APP,
    env: 'release',
    versionId: VERSION,
    statement,
    signature: signed(statement, platform.privateKey),
    platformKey: rawOf(platform.publicKey),
    manifest,
    developerStatement,
    highestSerial: 7,
    ...change,
  }
}
const why = async (...of: Parameters<typeof given>) => {
  const verdict = await verifyRelease(given(...of))
  return verdict.ok ? 'ok' : verdict.reason
}

test('a release that fits is accepted, and its serial is told', async () => {
  expect(await verifyRelease(given())).toEqual({ ok: true, serial: 7, version: '1.2.0' })
  expect(await why({}, { highestSerial: 0 })).toBe('ok')
})

test('the city’s own programs have no developer, and none may be added or taken away', async () => {
  const { developer: _, ...own } = JSON.parse(given().statement) as ReleaseStatement
  const statement = releaseText(own)
  const signature = signed(statement, platform.privateKey)
  expect(await why({}, { statement, signature, developerStatement: undefined })).toBe('ok')
  expect(await why({}, { statement, signature })).toBe('developer_differs')
  expect(await why({}, { developerStatement: undefined })).toBe('developer_differs')
})

test('what the platform did not sign is refused', async () => {
  expect(await why({}, { signature: signed(given().statement, stranger.privateKey) })).toBe('wrong_key')
  expect(await why({}, { platformKey: rawOf(stranger.publicKey) })).toBe('wrong_key')
  expect(await why({}, { statement: given().statement.replace('"serial":7', '"serial":9') })).toBe('wrong_key')
  expect(await why({}, { signature: '' })).toBe('wrong_key')
  expect(await why({}, { platformKey: 'not a key!' })).toBe('wrong_key')
})

test('an older statement is refused, a rollback under a higher serial is not', async () => {
  expect(await why({ serial: 6 })).toBe('replayed')
  expect(await why({ serial: 8 })).toBe('ok')
})

test('a statement of another program, or of a trial, is refused', async () => {
  expect(await why({ appId: 'wx00000000000000b2' })).toBe('other_program')
  expect(await why({ env: 'trial' })).toBe('other_program')
  expect(await why({ env: 'trial' }, { env: 'trial' })).toBe('ok')
})

test('another manifest or version than was signed is refused', async () => {
  expect(await why({}, { manifest: manifest.replace('}', ',"x":1}') })).toBe('tampered_manifest')
  expect(await why({}, { versionId: VERSION.replace('1', '2') })).toBe('tampered_manifest')
  expect(await why({ version: '9.0.0' })).toBe('tampered_manifest')
})

test('a developer’s statement has to be what they signed, of this program and version', async () => {
  const other = developerStatement.replace('Votes', 'Notes')
  expect(await why({}, { developerStatement: other })).toBe('developer_differs')
  const by = (text: string, key: KeyObject) => ({
    developer: { key: rawOf(developer.publicKey), statement: sha(text), signature: signed(text, key) },
  })
  expect(await why(by(developerStatement, stranger.privateKey))).toBe('developer_differs')
  const elsewhere = developerStatement.replace(APP, 'wx00000000000000b2')
  expect(await why(by(elsewhere, developer.privateKey), { developerStatement: elsewhere })).toBe('developer_differs')
})

test('what is no statement is refused without a throw', async () => {
  for (const statement of ['', 'null', '[]', '{"format":2}', '{"format":1,"serial":"7"}'])
    expect(await why({}, { statement, signature: signed(statement, platform.privateKey) })).toBe('malformed')
})

test('canonical JSON sorts keys, leaves out what is undefined and refuses what has no one form', () => {
  expect(canonical({ b: [1, { d: null, c: true }], a: 'é"', x: undefined })).toBe(
    '{"a":"é\\"","b":[1,{"c":true,"d":null}]}',
  )
  expect(() => canonical({ a: 0.5 })).toThrow('whole')
  expect(() => canonical('\uD800')).toThrow('Unicode')
})
