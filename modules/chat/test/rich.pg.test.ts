import { RICH_KINDS } from '@plaza/contract'
import { media } from '@plaza/media'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { hideMessages } from '../hide.ts'
import { attachmentsOf } from '../list-attachments.ts'
import { linksIn } from '../links.ts'
import { page } from '../messages.ts'
import { freeStorage, myStorage } from '../storage.ts'
import { lane, type Lane } from './lane.ts'

const colours = ['red', 'green', 'blue']
const picture = (n: number) =>
  sharp({ create: { width: 20 + n, height: 10, channels: 3, background: colours[n % 3] as string } })
    .png()
    .toBuffer()
const by = (of: Lane, name: string) => ({
  by: { person: of.id(name), device: of.id(name), kind: 'citizen' as const },
})

test('pictures are sent by id and told by what they are; a repeat is the same message, whatever its sender claims', async () => {
  await using of = await lane(['anna', 'bo'])
  const conv = await of.direct('anna', 'bo')
  const files = [
    await of.upload('anna', 'picture', await picture(1)),
    await of.upload('anna', 'picture', await picture(2)),
  ]
  const id = of.city.newId()
  const wish = { items: files.map(file => ({ file, w: 9_999 })), text: ' the harbour' }
  const sent = await of.send('anna', conv, 'picture', wish, id)
  expect(sent.body).toMatchObject({
    items: [
      { file: files[0], w: 21, h: 10 },
      { file: files[1], w: 22 },
    ],
    text: ' the harbour',
  })
  expect((await of.send('anna', conv, 'picture', wish, id)).q).toBe(sent.q)
  await expect(of.send('anna', conv, 'picture', { ...wish, text: 'other' }, id)).rejects.toThrow('exists_different')
  const { events } = await page(of.city, conv, of.id('bo'), {})
  expect(events.at(-1)).toMatchObject({ k: 'picture', n: 1, b: sent.body })
  expect((await of.reads('bo', conv, files[1] ?? '')).type).toBe('image/png')
  const listed = await attachmentsOf(of.city, of.id('bo'), conv, { kind: 'picture' })
  expect(listed.items.map(item => item.w)).toEqual([21, 22])
})

test('a picture said as a sticker is a file of its chat: read by its members, let go of with others, and no picture of its media page', async () => {
  await using of = await lane(['anna', 'bo', 'cy'])
  const conv = await of.direct('anna', 'bo')
  const file = await of.upload('anna', 'picture', await picture(4))
  const id = of.city.newId()
  const sent = await of.send('anna', conv, 'sticker', { file, w: 9_999 }, id)
  expect(sent.body).toMatchObject({ file, w: 24, h: 10 })
  expect((await of.send('anna', conv, 'sticker', { file }, id)).q).toBe(sent.q)
  expect((await of.reads('bo', conv, file)).kind).toBe('picture')
  await expect(of.reads('cy', conv, file)).rejects.toThrow('file_not_found')
  expect((await of.send('bo', conv, 'record', { from: conv, qs: [sent.q] })).body['lines']).toMatchObject([
    { b: { file } },
  ])
  expect((await attachmentsOf(of.city, of.id('bo'), conv, { kind: 'picture' })).items).toEqual([])
  const notMine = await of.upload('cy', 'file', Buffer.from('no picture'))
  await expect(of.send('cy', await of.direct('cy', 'bo'), 'sticker', { file: notMine })).rejects.toThrow(
    'file_not_found',
  )
  await freeStorage(of.city, { ...by(of, 'anna'), input: { chat: conv, before: Date.now() + 1_000 } } as never)
  const { events } = await page(of.city, conv, of.id('bo'), {})
  expect(events.find(event => event.q === sent.q)?.b).toMatchObject({ file, gone: true })
})

test('nothing of another chat: not by guessing, not by sending it on, not before one came or after one left', async () => {
  await using of = await lane(['anna', 'bo', 'cy'])
  const conv = await of.direct('anna', 'bo')
  const other = await of.direct('anna', 'cy')
  const file = await of.upload('anna', 'file', Buffer.from('for Bo only'))
  const sent = await of.send('anna', conv, 'file', { file, name: '../../etc/passwd' })
  expect(sent.body['name']).toBe('passwd')
  await expect(of.reads('cy', conv, file)).rejects.toThrow('file_not_found')
  await expect(of.reads('cy', other, file)).rejects.toThrow('file_not_found')
  await expect(of.reads('anna', other, file)).rejects.toThrow('file_not_found')
  await expect(of.send('cy', other, 'file', { file, name: 'x' })).rejects.toThrow('file_not_found')
  await expect(of.send('cy', other, 'record', { from: conv, qs: [sent.q] })).rejects.toThrow('not_a_member')
  await expect(attachmentsOf(of.city, of.id('cy'), conv, {})).rejects.toThrow('not_a_member')
  // Bo may pass on what he was sent, and then Cy has it, too.
  const bosChat = await of.direct('bo', 'cy')
  await of.send('bo', bosChat, 'file', { file, name: 'letter.txt' })
  expect((await of.reads('cy', bosChat, file)).bytes).toBe(11)
  await expect(of.reads('cy', conv, file)).rejects.toThrow('file_not_found')
})

test('what was recalled, or deleted for me, has no files any more', async () => {
  await using of = await lane(['anna', 'bo'])
  const conv = await of.direct('anna', 'bo')
  const [one, two] = [
    await of.upload('anna', 'picture', await picture(1)),
    await of.upload('anna', 'picture', await picture(2)),
  ]
  const first = await of.send('anna', conv, 'picture', { items: [{ file: one }] })
  const second = await of.send('anna', conv, 'picture', { items: [{ file: two }] })
  await of.say('anna', conv, {}, { kind: 'recall', re: first.q })
  await hideMessages(of.city, of.id('bo'), conv, [second.q])
  for (const file of [one, two]) await expect(of.reads('bo', conv, file)).rejects.toThrow('file_not_found')
  expect((await of.reads('anna', conv, two)).kind).toBe('picture')
  await expect(of.reads('anna', conv, one)).rejects.toThrow('file_not_found')
})

test('a record copies words and files for whoever gets it, in order, and no more than they were', async () => {
  await using of = await lane(['anna', 'bo', 'cy'])
  const conv = await of.direct('anna', 'bo')
  const file = await of.upload('anna', 'picture', await picture(1))
  const hello = await of.say('anna', conv, 'hello')
  const shown = await of.send('bo', conv, 'sticker', { pack: 'harbour', name: 'wave', emoji: '👋' })
  const sent = await of.send('anna', conv, 'picture', { items: [{ file }] })
  const gone = await of.say('anna', conv, 'oops')
  await of.say('anna', conv, {}, { kind: 'recall', re: gone.q })
  const target = await of.direct('anna', 'cy')
  const record = await of.send('anna', target, 'record', { from: conv, qs: [sent.q, hello.q, shown.q] })
  expect(record.body).toMatchObject({
    title: 'anna, bo',
    lines: [{ name: 'anna', k: 'text', b: { text: 'hello' } }, { name: 'bo', k: 'sticker' }, { k: 'picture' }],
  })
  expect((await of.reads('cy', target, file)).kind).toBe('picture')
  expect((await attachmentsOf(of.city, of.id('cy'), target, {})).items).toEqual([])
  await expect(of.send('anna', target, 'record', { from: conv, qs: [gone.q] })).rejects.toThrow('target_not_found')
  await expect(of.send('anna', target, 'record', { from: conv, qs: [1_000] })).rejects.toThrow('target_not_found')
})

test('places, contacts and stickers say what they are; a stranger is no contact', async () => {
  await using of = await lane(['anna', 'bo', 'cy'], { friends: false })
  const conv = await of.direct('anna', 'anna')
  const at = { lat: 41.38, lon: 2.17, name: 'Barceloneta' }
  expect((await of.send('anna', conv, 'place', at)).body).toEqual(at)
  expect((await of.send('anna', conv, 'person', { person: of.id('anna') })).body).toEqual({ person: of.id('anna') })
  await expect(of.send('anna', conv, 'person', { person: of.id('cy') })).rejects.toThrow('not_a_contact')
  await expect(of.send('anna', conv, 'sticker', { pack: 'harbour', name: 'x', emoji: 'no' })).rejects.toThrow(
    'bad_input',
  )
  const { q } = await of.say('anna', conv, 'answers', { re: 1 }).catch(() => ({ q: 0 }))
  expect(q).toBeGreaterThan(0)
  expect(RICH_KINDS).toContain('record')
})

test('room is told by chat and freed: the message stays and says so, and the bytes go when nobody has them', async () => {
  await using of = await lane(['anna', 'bo'])
  const { city } = of
  const conv = await of.direct('anna', 'bo')
  const self = await of.direct('bo', 'bo')
  const [mine, shared] = [
    await of.upload('anna', 'file', Buffer.alloc(700)),
    await of.upload('anna', 'file', Buffer.alloc(300)),
  ]
  for (const file of [mine, shared]) await of.send('anna', conv, 'file', { file, name: 'f' })
  await of.send('bo', self, 'file', { file: shared, name: 'f' })
  const before = await myStorage(city, { ...by(of, 'anna'), input: {} } as never)
  expect(before).toMatchObject({ used: 1_000, chats: [{ c: conv, bytes: 1_000, files: 2, kinds: { file: 1_000 } }] })
  const input = { chat: conv, before: Date.now() + 1_000 }
  expect(await freeStorage(city, { ...by(of, 'anna'), input } as never)).toEqual({ files: 2, bytes: 1_000 })
  expect(await freeStorage(city, { ...by(of, 'anna'), input } as never)).toEqual({ files: 0, bytes: 0 })
  await city.settle()
  await media.chores?.['sweep']?.run(city)
  await expect(of.reads('bo', conv, mine)).rejects.toThrow('file_gone')
  expect(await city.files.size(mine)).toBeUndefined()
  expect((await of.reads('bo', self, shared)).bytes).toBe(300)
  const { events } = await page(city, conv, of.id('bo'), {})
  expect(events.filter(event => event.k === 'file').map(event => event.b['gone'])).toEqual([true, true])
  expect(await myStorage(city, { ...by(of, 'anna'), input: {} } as never)).toMatchObject({ used: 0, chats: [] })
  // Passing the message on brings nothing back, although the bytes are there for somebody else.
  const notes = await of.direct('anna', 'anna')
  await of.send('anna', notes, 'record', {
    from: conv,
    qs: events.filter(event => event.k === 'file').map(event => event.q),
  })
  for (const file of [mine, shared]) await expect(of.reads('anna', notes, file)).rejects.toThrow('file_not_found')
})

test('links are found in words, old and edited ones too', async () => {
  await using of = await lane(['anna', 'bo'])
  const conv = await of.direct('anna', 'bo')
  const first = await of.say('anna', conv, 'see https://example.org/a(b), and http://例子.测试。')
  await of.say('anna', conv, 'no link')
  const edited = await of.say('bo', conv, 'https://wrong.example')
  await of.say('bo', conv, { text: 'https://right.example/?q=1' }, { kind: 'edit', re: edited.q })
  const { items, more } = await attachmentsOf(of.city, of.id('anna'), conv, { kind: 'link' })
  expect(items.map(item => [item.q, item.url])).toEqual([
    [edited.q, 'https://right.example/?q=1'],
    [first.q, 'https://example.org/a(b)'],
    [first.q, 'http://例子.测试'],
  ])
  expect(more).toBe(false)
  expect(linksIn('javascript:alert(1) data:text/html,x')).toEqual([])
  expect(linksIn('(https://a.example/b_(c)), https://a.example/.')).toEqual([
    'https://a.example/b_(c)',
    'https://a.example/',
  ])
  expect(linksIn(`https://${')'.repeat(4_000)}`)).toEqual([])
})

test('the words below a picture are edited, the picture stays; what has no such words cannot be', async () => {
  await using of = await lane(['anna', 'bo'])
  const conv = await of.direct('anna', 'bo')
  const sent = await of.send('anna', conv, 'picture', {
    items: [{ file: await of.upload('anna', 'picture', await picture(1)) }],
  })
  const place = await of.send('anna', conv, 'place', { lat: 41, lon: 2 })
  const words = (text: string, re: number, who = 'anna') => of.tries(who, conv, { text }, { kind: 'edit', re })
  expect(await words('the bay at dusk', sent.q)).toMatchObject({ ok: true })
  expect(await words('the bay at dawn', sent.q)).toMatchObject({ ok: true })
  expect(await words('x'.repeat(1_001), sent.q)).toMatchObject({ code: 'text_too_long' })
  expect(await words('mine', sent.q, 'bo')).toMatchObject({ code: 'not_your_message' })
  expect(await words('here', place.q)).toMatchObject({ code: 'target_not_found' })
  const { events } = await page(of.city, conv, of.id('bo'), {})
  expect(events.find(event => event.q === sent.q)).toMatchObject({
    b: { items: sent.body['items'], text: 'the bay at dawn' },
    edited: expect.any(Number),
  })
})
