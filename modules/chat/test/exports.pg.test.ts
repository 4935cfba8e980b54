import type { Kept } from '@plaza/house'
import sharp from 'sharp'
import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { keptOf } from '../exports.ts'
import { lane } from './lane.ts'

test('a copy has the files of one’s chats once, beside the messages that show them, and none of others', async () => {
  await using of = await lane(['anna', 'bo', 'cy'])
  const [conv, other] = [await of.direct('anna', 'bo'), await of.direct('anna', 'cy')]
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
    .png()
    .toBuffer()
  const shown = await of.upload('anna', 'picture', bytes)
  const hidden = await of.upload('anna', 'picture', await sharp(bytes).resize(9).png().toBuffer())
  await of.send('anna', conv, 'picture', { items: [{ file: shown }], text: 'the bay' })
  await of.send('bo', conv, 'picture', { items: [{ file: shown }] })
  await of.send('anna', other, 'picture', { items: [{ file: hidden }] })
  const kept: Kept[] = []
  for await (const one of keptOf(of.city, of.id('bo'))) kept.push(one)
  const path = `chat/files/${shown.slice(0, 12)}-picture.png`
  const said = kept.flatMap(one => ('list' in one && one.title === 'anna' ? one.rows : []))
  expect(said.map(row => row['files'])).toEqual([undefined, [path], [path]])
  expect(said.map(row => row['text'])).toEqual(['', 'the bay', ''])
  const files = kept.flatMap(one => ('file' in one ? [one] : []))
  expect(files.map(one => one.file)).toEqual([path])
  const read = await buffer(Readable.from(await files[0]!.open()))
  expect(read.length).toBe(files[0]!.size)
})
