import { createHash } from 'node:crypto'
import { limits } from '@plaza/contract'
import { bind } from '@plaza/http'
import { testCity } from '@plaza/testkit'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { blobOf, media } from '../index.ts'

const caller = {
  person: '00000000-0000-8000-8000-000000000001',
  device: '00000000-0000-8000-8000-000000000002',
  kind: 'citizen',
} as const

test('a picture is kept once under its content, and pages and giants are refused', async () => {
  await using city = await testCity({ modules: [media], authenticate: async () => caller })
  const app = Fastify()
  bind(app, city, media.routes ?? [])
  const put = async (bytes: Buffer) => {
    const payload = { data: bytes.toString('base64') }
    const answer = await app.inject({
      method: 'POST',
      url: '/api/media/avatars',
      payload,
      headers: { authorization: 'Bearer x' },
    })
    return answer.json<{ id?: string; error?: { code: string } }>()
  }
  const picture = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(1000, 7)])
  const id = createHash('sha256').update(picture).digest('hex')
  expect(await put(picture)).toEqual({ id })
  expect(await put(picture)).toEqual({ id })
  const blob = await blobOf(city, id)
  expect(blob?.type).toBe('image/jpeg')
  expect(Buffer.from(blob?.bytes ?? []).equals(picture)).toBe(true)

  expect((await put(Buffer.from('<svg onload="alert(1)"/>'))).error?.code).toBe('media_kind_refused')
  const most = Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(limits.AVATAR_BYTES_MAX - 3)])
  expect((await put(most)).id).toBeDefined()
  expect((await put(Buffer.concat([most, Buffer.alloc(1)]))).error?.code).toBe('media_too_large')

  const elsewhere = await city.blobs.put(Buffer.from('<html>'))
  expect(await blobOf(city, elsewhere)).toBeUndefined()
  expect(await blobOf(city, '../../etc/passwd')).toBeUndefined()
  await app.close()
})
