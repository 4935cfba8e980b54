import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import S3rver from 's3rver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DiskFiles, S3Blobs, S3Files } from '../src/index.ts'

// A server of the protocol that others wrote. Who asks it must be known; signatures themselves are held against Amazon's
// examples in sigv4.test.ts, and against a store that believes nobody in blobs.io.test.ts.
const credentials = { keyId: 'S3RVER', secret: 'S3RVER', region: 'eu-west-1' }
const folder = mkdtempSync(join(tmpdir(), 'plaza-files-'))
let server: S3rver
let url = ''

beforeAll(async () => {
  server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    directory: join(folder, 's3'),
    silent: true,
    configureBuckets: [{ name: 'plaza' }],
  })
  const { port } = await server.run()
  url = `http://127.0.0.1:${port}/plaza`
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const options = (keyId = credentials.keyId) => ({ url, credentials: { ...credentials, keyId }, now: Date.now })
const incoming = join(folder, 'incoming')

async function bytesOf(stream: Readable | undefined): Promise<Buffer> {
  return Buffer.concat(((await stream?.toArray()) ?? []) as Buffer[])
}

/** A file as an upload leaves it. */
function brought(bytes: Buffer): { id: string; path: string } {
  const id = createHash('sha256').update(bytes).digest('hex')
  const path = join(folder, `${id}.part`)
  writeFileSync(path, bytes)
  return { id, path }
}

describe.each(['disk', 's3'] as const)('large files on %s', kind => {
  const open = () =>
    kind === 'disk' ? new DiskFiles(join(folder, 'files'), incoming) : new S3Files(options(), incoming)

  test('one is moved in, read whole and in part, kept once, and goes again', async () => {
    const files = open()
    const bytes = randomBytes(6 * 1024 * 1024)
    const { id } = brought(bytes)
    expect(await files.size(id)).toBeUndefined()
    expect(await files.read(id)).toBeUndefined()
    for (let turn = 0; turn < 2; turn++) {
      const { path } = brought(bytes)
      await files.put(id, path)
      expect(existsSync(path)).toBe(false)
    }
    expect(await files.size(id)).toBe(bytes.length)
    expect((await bytesOf(await files.read(id))).equals(bytes)).toBe(true)
    const part = await bytesOf(await files.read(id, { from: 1_000_000, to: 1_000_009 }))
    expect(part).toEqual(bytes.subarray(1_000_000, 1_000_010))
    await files.remove(id)
    await files.remove(id)
    expect(await files.size(id)).toBeUndefined()
    await expect(files.read('../../etc/passwd')).rejects.toThrow('hex SHA-256')
  })
})

test('the store of others refuses a stranger, and gives back what it took', async () => {
  const { id, path } = brought(Buffer.from('a letter'))
  await expect(new S3Files(options('STRANGER'), incoming).put(id, path)).rejects.toThrow('refuses HEAD with 403')
  const blobs = new S3Blobs(options())
  expect(await blobs.put(Buffer.from('a letter'))).toBe(id)
  expect(Buffer.from((await blobs.get(id)) ?? []).toString()).toBe('a letter')
  await expect(new S3Blobs(options('STRANGER')).get(id)).rejects.toThrow('refuses GET with 403')
})
