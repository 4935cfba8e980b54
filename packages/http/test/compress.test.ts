import { endpoints } from '@plaza/contract'
import Fastify from 'fastify'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { COMPRESS_BYTES_MIN, compressAnswer, encodingOf, mayCompress } from '../src/compress.ts'

const page = { words: 'the harbour opens at nine '.repeat(100) }

async function ask(headers: Record<string, string>, answer: object = page) {
  const app = Fastify()
  app.get('/', { onSend: compressAnswer }, async () => answer)
  const reply = await app.inject({ url: '/', headers })
  await app.close()
  return { encoding: reply.headers['content-encoding'], vary: reply.headers['vary'], bytes: reply.rawPayload, reply }
}

test.each([
  [undefined, undefined],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip;q=1.0, identity; q=0.5', 'gzip'],
  ['br;q=0, GZIP', 'gzip'],
  ['gzip;q=0.000, br; q=0', undefined],
  ['identity', undefined],
])('of %j we take %j', (accept, encoding) => {
  expect(encodingOf(accept)).toBe(encoding)
})

test('an answer travels as the client takes it, is the same, and tells caches what it depends on', async () => {
  const br = await ask({ 'accept-encoding': 'gzip, br' })
  expect(br).toMatchObject({ encoding: 'br', vary: 'accept-encoding, cookie, x-plaza' })
  expect(JSON.parse(brotliDecompressSync(br.bytes).toString())).toEqual(page)
  expect(Number(br.reply.headers['content-length'])).toBe(br.bytes.length)
  expect(br.bytes.length).toBeLessThan(JSON.stringify(page).length / 4)
  const gzip = await ask({ 'accept-encoding': 'gzip' })
  expect(JSON.parse(gunzipSync(gzip.bytes).toString())).toEqual(page)
  const plain = await ask({})
  expect(plain).toMatchObject({ encoding: undefined, vary: 'accept-encoding, cookie, x-plaza' })
  expect(JSON.parse(plain.bytes.toString())).toEqual(page)
})

test('what is small goes as it is, and so does what another site made a browser ask', async () => {
  const small = { words: 'x'.repeat(COMPRESS_BYTES_MIN - 20) }
  expect((await ask({ 'accept-encoding': 'br' }, small)).encoding).toBeUndefined()
  const cookie = 'plaza_session=anna'
  expect((await ask({ 'accept-encoding': 'br', cookie })).encoding).toBeUndefined()
  expect((await ask({ 'accept-encoding': 'br', cookie, 'x-plaza': '1' })).encoding).toBe('br')
})

test('no answer with a secret in it is compressed', () => {
  const secret = /token|secret|^code$|^password$/i
  // The code of an upload is the word for why it was refused.
  for (const endpoint of endpoints.filter(one => mayCompress(one) && one.path !== '/uploads/:id')) {
    expect(endpoint.verb).toBe('GET')
    const names = Object.keys((endpoint.reply as { properties?: object }).properties ?? {})
    expect(
      names.filter(name => secret.test(name)),
      endpoint.path,
    ).toEqual([])
  }
  const told = endpoints.filter(endpoint => endpoint.secret).map(endpoint => endpoint.path)
  expect(told).toEqual(expect.arrayContaining(['/operator/carrier', '/contacts/my-code']))
})
