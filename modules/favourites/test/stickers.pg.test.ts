import { appended, chat, openChatFile, openDirect, richBody } from '@plaza/chat'
import { contacts, seedFriendships } from '@plaza/contacts'
import { limits } from '@plaza/contract'
import type { Call } from '@plaza/house'
import { createPeople, identity } from '@plaza/identity'
import { appendPiece, createUpload, examined, media, openFile, roomFor, standingOf } from '@plaza/media'
import { testCity } from '@plaza/testkit'
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { addSticker } from '../add-sticker.ts'
import { favourites } from '../index.ts'
import { dropSticker, listStickers, openSticker } from '../stickers.ts'
import * as store from '../store-stickers.ts'

const DAY_MS = 86_400_000

async function scene() {
  const city = await testCity({ modules: [identity, contacts, media, chat, favourites] })
  const [anna, bo, cy] = [city.newId(), city.newId(), city.newId()]
  await createPeople(
    city,
    [anna, bo, cy].map((id, i) => ({ id, handle: `person_${i}`, name: `Person ${i}` })),
  )
  await seedFriendships(city, [
    { a: anna, b: bo, since: 1 },
    { a: bo, b: cy, since: 1 },
  ])
  const as = <Input>(person: string, input: Input) =>
    ({ input, by: { person, device: person, kind: 'citizen' } }) as Call<Input>
  return {
    city,
    anna,
    bo,
    cy,
    /** A picture of this colour, put up by somebody. */
    upload: async (person: string, background: string) => {
      const bytes = await sharp({ create: { width: 40, height: 30, channels: 4, background } })
        .png()
        .toBuffer()
      const id = city.newId()
      await createUpload(city, person, {
        id,
        sentAs: 'picture',
        name: 'cat.png',
        type: 'image/png',
        original: false,
        bytes: bytes.length,
      })
      await appendPiece(city, person, id, {
        offset: 0,
        bytes: (async function* () {
          yield bytes
        })(),
      })
      await examined(city)
      return (await standingOf(city, person, id)).upload.file as string
    },
    say: async (person: string, c: string, k: 'sticker' | 'picture', file: string) => {
      const id = city.newId()
      const b = k === 'sticker' ? { file } : { items: [{ file }] }
      const body = await richBody(city, person, { t: 'send', id, c, k, b } as never)
      const draft = { conv: c, id, sender: person, kind: k, body, re: null, origin: undefined, arrivedMs: 0 }
      const verdict = await appended(city, draft)
      if (!verdict.ok) throw new Error(verdict.code)
      return verdict.event
    },
    recall: (person: string, c: string, re: number) =>
      appended(city, {
        conv: c,
        id: city.newId(),
        sender: person,
        kind: 'recall',
        body: {},
        re,
        origin: undefined,
        arrivedMs: 0,
      }),
    add: (person: string, file: string, id = city.newId()) => addSticker(city, as(person, { id, file })),
    list: async (person: string) => (await listStickers(city, as(person, {}))).stickers,
    drop: (person: string, id: string) => dropSticker(city, as(person, { id })),
    [Symbol.asyncDispose]: () => city[Symbol.asyncDispose](),
  }
}

test('a picture becomes a sticker once, is sent without a bubble of its own, and whoever gets it may keep it', async () => {
  await using place = await scene()
  const { city, anna, bo, cy } = place
  const file = await place.upload(anna, 'orange')
  const id = city.newId()
  const kept = await place.add(anna, file, id)
  expect(kept).toMatchObject({ id, file, w: 40, h: 30 })
  expect(await place.add(anna, file, id)).toEqual(kept)
  expect(await place.add(anna, file)).toEqual(kept)
  const other = await place.upload(anna, 'teal')
  await expect(place.add(anna, other, id)).rejects.toMatchObject({ code: 'exists_different' })
  city.skip(1)
  await place.add(anna, other)
  expect((await place.list(anna)).map(one => one.file)).toEqual([other, file])
  expect((await openSticker(city, anna, id, 'thumb')).type).toBe('image/webp')
  await expect(openSticker(city, bo, id, 'thumb')).rejects.toMatchObject({ code: 'file_not_found' })

  const { c } = await openDirect(city, anna, bo)
  await expect(place.add(bo, file)).rejects.toMatchObject({ code: 'file_not_found' })
  const sent = await place.say(anna, c, 'sticker', file)
  expect(sent.body).toMatchObject({ file, w: 40, h: 30 })
  expect((await openChatFile(city, bo, { conv: c, file, size: 'view' })).type).toBe('image/png')
  await expect(place.add(cy, file)).rejects.toMatchObject({ code: 'file_not_found' })
  const before = (await roomFor(city, bo)).used
  await place.add(bo, file)
  expect((await roomFor(city, bo)).used).toBe(before + kept.bytes)
  // It is theirs now: also when the message it came in is not there any more.
  await place.recall(anna, c, sent.q)
  const further = (await openDirect(city, bo, cy)).c
  expect((await place.say(bo, further, 'sticker', file)).body).toMatchObject({ file })
  await expect(place.say(cy, c, 'sticker', other)).rejects.toMatchObject({ code: 'file_not_found' })
})

test('a sticker keeps its picture from the sweep; taken out, it goes when nobody else needs it', async () => {
  await using place = await scene()
  const { city, anna } = place
  const file = await place.upload(anna, 'plum')
  const { id } = await place.add(anna, file)
  const sweep = () => media.chores?.['sweep']?.run(city)
  city.skip(2 * DAY_MS)
  await sweep()
  expect((await openFile(city, { file, kind: 'picture' }, 'full')).bytes).toBeGreaterThan(0)
  expect((await roomFor(city, anna)).used).toBeGreaterThan(0)
  await place.drop(anna, id)
  await place.drop(anna, id)
  await city.settle()
  city.skip(2 * DAY_MS)
  await sweep()
  expect(await place.list(anna)).toEqual([])
  expect((await roomFor(city, anna)).used).toBe(0)
  await expect(openFile(city, { file, kind: 'picture' }, 'full')).rejects.toMatchObject({ code: 'file_gone' })
})

test('there is room for so many stickers, and whoever is erased keeps none', async () => {
  await using place = await scene()
  const { city, anna } = place
  const file = await place.upload(anna, 'navy')
  for (let n = 0; n < limits.OWN_STICKERS_MAX; n++) {
    const other = createHash('sha256').update(String(n)).digest('hex')
    await store.add(city.db, anna, { id: city.newId(), file: other, w: 1, h: 1, hash: null, bytes: 1, at: n })
  }
  await expect(place.add(anna, file)).rejects.toMatchObject({ code: 'too_many_stickers' })
  expect((await place.list(anna)).length).toBe(limits.OWN_STICKERS_MAX)
  await favourites.listens?.['identity.person_erased']?.(city, { person: anna } as never)
  expect(await place.list(anna)).toEqual([])
})
