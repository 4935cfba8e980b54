import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DiskBlobs, readS3Url, S3Blobs } from '../src/index.ts'
import { signed } from '../src/sigv4.ts'

const credentials = { keyId: 'HARBOUR', secret: 'a/secret+of=the sea', region: 'eu-west-1' }
const bytes = new TextEncoder().encode('a picture of the harbour')
const id = createHash('sha256').update(bytes).digest('hex')

/** A store that believes nobody whose signature it cannot make itself. */
async function store() {
  const objects = new Map<string, Buffer>()
  const state = { failures: 0, asked: [] as string[] }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const answer = (status: number, content?: Buffer) => response.writeHead(status).end(content)
      state.asked.push(request.method ?? '')
      if (state.failures-- > 0) return answer(503)
      const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
      const bodyHash = createHash('sha256').update(body).digest('hex')
      const time = String(request.headers['x-amz-date'])
      const at = new Date(time.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'))
      const mine = signed({ method: request.method ?? '', url, headers: {}, bodyHash, at }, credentials)
      if (mine['authorization'] !== request.headers.authorization) return answer(403)
      if (request.method === 'PUT') objects.set(url.pathname, body)
      const found = objects.get(url.pathname)
      return found ? answer(200, request.method === 'GET' ? found : undefined) : answer(404)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    objects,
    state,
    url: `http://127.0.0.1:${port}/plaza`,
    [Symbol.asyncDispose]: async () => void (server.closeAllConnections(), server.close(), await once(server, 'close')),
  }
}

const onS3 = (url: string, secret = credentials.secret) =>
  new S3Blobs({ url, credentials: { ...credentials, secret }, now: Date.now })

describe.each(['disk', 's3'] as const)('files on %s', kind => {
  async function open() {
    const folder = mkdtempSync(join(tmpdir(), 'plaza-blobs-'))
    const s3 = await store()
    const blobs = kind === 'disk' ? new DiskBlobs(folder) : onS3(s3.url)
    const close = async () => {
      await s3[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    }
    return { blobs, [Symbol.asyncDispose]: close }
  }

  test('bytes come back under their hash, kept once; what is not there is not there', async () => {
    await using place = await open()
    expect(await place.blobs.has(id)).toBe(false)
    expect(await place.blobs.get(id)).toBeUndefined()
    for (let i = 0; i < 2; i++) expect(await place.blobs.put(bytes)).toBe(id)
    expect(await place.blobs.has(id)).toBe(true)
    expect(Buffer.from((await place.blobs.get(id)) ?? [])).toEqual(Buffer.from(bytes))
    await expect(place.blobs.get('../../etc/passwd')).rejects.toThrow('hex SHA-256')
  })
})

test('an S3 that stumbles is asked again, one that refuses is not, and changed bytes are told', async () => {
  await using s3 = await store()
  s3.state.failures = 2
  await onS3(s3.url).put(bytes)
  expect(s3.state.asked).toEqual(['HEAD', 'HEAD', 'HEAD', 'PUT'])
  await expect(onS3(s3.url, 'guess').get(id)).rejects.toThrow('refuses GET with 403')
  expect(s3.state.asked).toHaveLength(5)
  for (const path of s3.objects.keys()) s3.objects.set(path, Buffer.from('something else'))
  await expect(onS3(s3.url).get(id)).rejects.toThrow('other bytes')
})

test('the address names key, secret, bucket and region', () => {
  expect(readS3Url('https://HARBOUR:a%2Fsecret%2Bof%3Dthe%20sea@s3.example.org/plaza/?region=eu-west-1')).toEqual({
    url: 'https://s3.example.org/plaza',
    credentials,
  })
  expect(() => readS3Url('https://s3.example.org/plaza')).toThrow('keyId:secret')
})
