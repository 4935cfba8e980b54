import { expect, test } from 'vitest'
import { Outbox, type Ack, type OutContent, type OutItem } from '../src/engine/outbox.ts'

function world() {
  const stored = new Map<string, OutItem>()
  const sent: OutContent[] = []
  const later: { run: () => void; ms: number }[] = []
  const acked: string[] = []
  const refused: string[] = []
  const uploads: string[] = []
  const forgotten: string[] = []
  const state = { online: true, full: false, now: 1_000 }
  const open = (transmit = (content: OutContent, _later: number | undefined) => sent.push(content) > 0) =>
    new Outbox({
      save: async item => {
        if (state.full) throw new Error('no room')
        stored.set(item.id, item)
      },
      drop: async id => void stored.delete(id),
      transmit: (content, later) => state.online && transmit(content, later),
      now: () => state.now,
      later: (run, ms) => void later.push({ run, ms }),
      changed: () => {},
      acked: item => void acked.push(item.id),
      upload: item => void uploads.push(...(item.files ?? []).map(file => file.id)),
      forget: files => void forgotten.push(...files.map(file => file.id)),
      refused: (_item, code) => void refused.push(code),
    })
  return { stored, sent, later, acked, refused, uploads, forgotten, state, open }
}
const text = (id: string, c = 'c1'): OutContent => ({ id, c, k: 'text', b: { text: id } })
const ackOf = (id: string): Ack => ({ id, c: 'c1', q: 1, n: 1, at: 5 })

test('stores before it sends, and forgets with the ack', async () => {
  const { stored, sent, acked, open } = world()
  const outbox = open()
  outbox.active = true
  await outbox.add(text('m1'))
  expect(stored.has('m1')).toBe(true)
  expect(sent).toHaveLength(1)
  outbox.ack(ackOf('m1'))
  outbox.ack(ackOf('m1'))
  expect(acked).toEqual(['m1'])
  expect(stored.size).toBe(0)
})

test('what cannot be kept was not done, whatever else is sent meanwhile; a read mark is sent all the same', async () => {
  const { stored, sent, state, open } = world()
  const outbox = open()
  outbox.active = true
  state.full = true
  await expect(outbox.add(text('m1'))).rejects.toThrow('no room')
  expect(outbox.size).toBe(0)
  const refused = outbox.add(text('m2'))
  outbox.flush()
  await expect(refused).rejects.toThrow('no room')
  await outbox.add({ id: 'r1', c: 'c1', k: 'mine', set: { read: 3 } })
  expect(sent.map(one => one.id)).toEqual(['r1'])
  state.full = false
  await outbox.add(text('m3'))
  expect(sent.map(one => one.id)).toEqual(['r1', 'm3'])
  expect([...stored.keys()]).toEqual(['m3'])
})

test('without a connection it waits, then sends in order', async () => {
  const { sent, state, open } = world()
  const outbox = open()
  outbox.active = true
  state.online = false
  await outbox.add(text('m1'))
  await outbox.add(text('m2'))
  expect(sent).toEqual([])
  state.online = true
  outbox.flush()
  expect(sent.map(one => one.id)).toEqual(['m1', 'm2'])
})

test('a lost connection sends again with the same id', async () => {
  const { sent, open } = world()
  const outbox = open()
  outbox.active = true
  await outbox.add(text('m1'))
  outbox.disconnected()
  outbox.flush()
  outbox.flush()
  expect(sent.map(one => one.id)).toEqual(['m1', 'm1'])
})

test('a killed tab leaves all to the next one, once', async () => {
  const { stored, sent, state, open } = world()
  const first = open()
  first.active = true
  state.online = false
  for (let i = 0; i < 50; i++) await first.add(text(`m${i}`))
  const second = open()
  second.load([...stored.values()])
  state.online = true
  second.flush()
  expect(sent).toEqual([])
  second.active = true
  second.flush()
  expect(new Set(sent.map(one => one.id)).size).toBe(50)
  expect(sent).toHaveLength(50)
})

test('a busy server is asked again later, and the chat keeps its order', async () => {
  const { sent, later, state, open } = world()
  const outbox = open()
  outbox.active = true
  await outbox.add(text('m1'))
  outbox.nak('m1', 'busy', 2_000)
  await outbox.add(text('m2'))
  await outbox.add(text('other', 'c2'))
  expect(sent.map(one => one.id)).toEqual(['m1', 'other'])
  state.now += 2_000
  later[0]?.run()
  expect(sent.map(one => one.id)).toEqual(['m1', 'other', 'm1', 'm2'])
})

test('a refused message stays to be sent again or deleted', async () => {
  const { sent, stored, open } = world()
  const outbox = open()
  outbox.active = true
  await outbox.add(text('m1'))
  outbox.nak('m1', 'blocked')
  expect(outbox.of('c1')[0]).toMatchObject({ state: 'failed', code: 'blocked' })
  outbox.flush()
  expect(sent).toHaveLength(1)
  outbox.retry('m1')
  expect(sent).toHaveLength(2)
  outbox.remove('m1')
  expect(stored.size).toBe(0)
})

test('a refused reaction leaves nothing behind but the word', async () => {
  const { refused, open } = world()
  const outbox = open()
  outbox.active = true
  await outbox.add({ id: 'r1', c: 'c1', k: 'react', re: 4, b: { e: '👍', on: true } })
  outbox.nak('r1', 'already_recalled')
  expect(outbox.size).toBe(0)
  expect(refused).toEqual(['already_recalled'])
})

test('of drafts that have not left only the newest is sent', async () => {
  const { sent, state, open } = world()
  const outbox = open()
  outbox.active = true
  state.online = false
  await outbox.add({ id: 'a', c: 'c1', k: 'mine', set: { draft: 'he' } })
  await outbox.add({ id: 'b', c: 'c1', k: 'mine', set: { draft: 'hello' } })
  await outbox.add({ id: 'd', c: 'c1', k: 'mine', set: { pin: true } })
  state.online = true
  outbox.flush()
  expect(sent).toEqual([{ id: 'a', c: 'c1', k: 'mine', set: { draft: 'hello', pin: true } }])
})

const picture = (id: string, count = 2): [OutContent, Pick<OutItem, 'files'>] => [
  { id, c: 'c1', k: 'picture', b: { items: [{ file: '' }], text: 'Look' } },
  {
    files: Array.from({ length: count }, (_, i) => ({
      id: `${id}-${i}`,
      as: 'picture',
      name: 'a.jpg',
      type: 'image/jpeg',
      bytes: 3,
    })),
  },
]

test('a message waits for its files, lets words pass, and leaves with what the city calls them', async () => {
  const { sent, uploads, open } = world()
  const outbox = open()
  outbox.active = true
  await outbox.add(...picture('p1'))
  await outbox.add(text('m2'))
  expect(sent.map(one => one.id)).toEqual(['m2'])
  expect(uploads).toContain('p1-0')
  outbox.uploaded('p1-1', 'bb')
  expect(sent).toHaveLength(1)
  outbox.uploaded('p1-0', 'aa')
  expect(sent.at(-1)).toEqual({
    id: 'p1',
    c: 'c1',
    k: 'picture',
    b: { items: [{ file: 'aa' }, { file: 'bb' }], text: 'Look' },
  })
})

test('it stays after the ack until the body of the server is here; a lost connection asks again', async () => {
  const { stored, sent, acked, forgotten, open } = world()
  const outbox = open()
  outbox.active = true
  await outbox.add(...picture('p1', 1))
  outbox.uploaded('p1-0', 'aa')
  outbox.ack(ackOf('p1'))
  expect(acked).toEqual(['p1'])
  expect(outbox.get('p1')?.state).toBe('sent')
  expect(stored.has('p1')).toBe(true)
  outbox.disconnected()
  outbox.flush()
  expect(sent.map(one => one.id)).toEqual(['p1', 'p1'])
  outbox.ack(ackOf('p1'))
  outbox.readBack('p1')
  expect(stored.size).toBe(0)
  expect(forgotten).toEqual(['p1-0'])
})

test('a file that the city refuses keeps its message here, to be tried again or taken back', async () => {
  const { sent, uploads, forgotten, open } = world()
  const outbox = open()
  outbox.active = true
  await outbox.add(...picture('p1', 1))
  outbox.notUploaded('p1-0', 'media_too_large')
  expect(outbox.get('p1')).toMatchObject({ state: 'failed', code: 'media_too_large' })
  outbox.retry('p1')
  expect(uploads).toEqual(['p1-0', 'p1-0'])
  outbox.remove('p1')
  expect(forgotten).toEqual(['p1-0'])
  outbox.uploaded('p1-0', 'aa')
  expect(sent).toEqual([])
})

test('files that the city has forgotten go up again when the message is', async () => {
  const { sent, uploads, open } = world()
  const outbox = open()
  outbox.active = true
  await outbox.add(...picture('p1', 1))
  outbox.uploaded('p1-0', 'aa')
  outbox.nak('p1', 'file_not_found')
  outbox.retry('p1')
  expect(sent).toHaveLength(1)
  expect(uploads).toEqual(['p1-0', 'p1-0'])
  outbox.uploaded('p1-0', 'aa')
  expect(sent).toHaveLength(2)
})

test('what is put off goes to the city with its time, once its files are there', async () => {
  const { open, stored } = world()
  const given: (number | undefined)[] = []
  const outbox = open((_content, later) => given.push(later) > 0)
  outbox.active = true
  const file = { id: 'f1', as: 'file' as const, name: 'n', type: 't', bytes: 3 }
  const content: OutContent = { id: 'm1', c: 'c1', k: 'file', b: { file: '', name: 'n' } }
  await outbox.add(content, { files: [file], later: 9_000 })
  expect(given).toEqual([])
  outbox.uploaded('f1', 'sha')
  expect(given).toEqual([9_000])
  outbox.readBack('m1')
  expect(stored.size).toBe(0)
})
