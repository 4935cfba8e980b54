import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import {
  openMessage,
  pageSignature,
  readXml,
  sealFacts,
  sealMessage,
  signatureOf,
  Unsealable,
  writeXml,
} from '../src/index.ts'

const load = createRequire(import.meta.url)
const aesKey = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ'
const appId = 'wx00000000000000a1'
const salt = new Uint8Array(16).fill(7)

test('what we seal opens in another’s library, and the other way round', () => {
  const Crypt = load('wechat-crypto') as new (
    token: string,
    key: string,
    id: string,
  ) => {
    encrypt(text: string): string
    decrypt(text: string): { message: string; id: string }
    getSignature(timestamp: string, nonce: string, text: string): string
  }
  const theirs = new Crypt('token', aesKey, appId)
  for (const text of ['', 'hello', '你好，世界', 'x'.repeat(1_000)]) {
    expect(theirs.decrypt(sealMessage({ aesKey, appId, text, salt }))).toEqual({ message: text, id: appId })
    expect(openMessage({ aesKey, appId, sealed: theirs.encrypt(text) })).toBe(text)
  }
  expect(signatureOf('token', '1700000000', 'n', 'abc')).toBe(theirs.getSignature('1700000000', 'n', 'abc'))
})

test('sealed messages of others, damaged ones and nonsense do not open', () => {
  const sealed = sealMessage({ aesKey, appId, text: 'hello', salt })
  const other = { aesKey, appId: 'wx00000000000000b2' }
  expect(() => openMessage({ ...other, sealed })).toThrow(Unsealable)
  for (const wrong of ['', 'AAAA', sealed.slice(0, -8), `AAAA${sealed.slice(4)}`.slice(0, -1)])
    expect(() => openMessage({ aesKey, appId, sealed: wrong })).toThrow()
})

test('facts about a person open under the key of their session', () => {
  const Decrypt = load('wechat-oauth/lib/wx_biz_data_crypt') as new (
    appId: string,
    key: string,
  ) => { decryptData(data: string, iv: string): object }
  const sessionKey = Buffer.alloc(16, 3).toString('base64')
  const facts = { nickName: 'Añna', watermark: { appid: appId, timestamp: 1 } }
  const iv = new Uint8Array(16).fill(9)
  const theirs = new Decrypt(appId, sessionKey)
  expect(theirs.decryptData(sealFacts({ sessionKey, facts, iv }), Buffer.from(iv).toString('base64'))).toEqual(facts)
})

test('XML comes back as it was written, and nothing else is read', () => {
  const text = 'a < b & c ]]> d\u0000 你'
  expect(readXml(writeXml({ Content: text, CreateTime: 12 }))).toEqual({
    Content: text.replace('\u0000', ''),
    CreateTime: '12',
  })
  expect(readXml('<!DOCTYPE x [<!ENTITY e "boom">]><xml><A>&e;</A></xml>')).toBeUndefined()
  expect(readXml('<xml><A>&e;</A></xml>')).toBeUndefined()
  expect(readXml('<xml><A>1</B></xml>')).toBeUndefined()
  expect(readXml('success')).toBeUndefined()
})

test('a page signs its address without what follows a #', () => {
  const page = { ticket: 't', nonce: 'n', timestamp: '1' }
  expect(pageSignature({ ...page, url: 'https://a.test/x#y' })).toBe(
    pageSignature({ ...page, url: 'https://a.test/x' }),
  )
})
