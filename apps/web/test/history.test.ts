import type { ChatEvent } from '@plaza/contract'
import { expect, test } from 'vitest'
import type { Db, Range } from '../src/engine/db.ts'
import { History, type HistoryPorts } from '../src/engine/history.ts'
import { Store } from '../src/engine/store.ts'
import { chat, event, me, row } from './world.ts'

/** What the device keeps, and a server that answers when it is told to. */
function device(stored: ChatEvent[]) {
  const kept = new Map(stored.map(one => [one.q, one]))
  const server: ChatEvent[] = [...stored]
  const held: (() => void)[] = []
  const wait = () => new Promise<void>(resolve => held.push(resolve))
  const between = (lo: number, hi: number) =>
    [...kept.values()].filter(({ q }) => q >= lo && q <= hi).toSorted((a, b) => a.q - b.q)
  const db = {
    put: (table: string, value: ChatEvent | Range) =>
      table === 'messages' ? kept.set((value as ChatEvent).q, value as ChatEvent) : undefined,
    newest: async (_: string, lo: number, hi: number, limit: number) => {
      const found = between(lo, hi).slice(-limit)
      await wait()
      return found
    },
    oldest: async (_: string, lo: number, hi: number, limit: number) => {
      const found = between(lo, hi).slice(0, limit)
      await wait()
      return found
    },
    message: async (_: string, q: number) => kept.get(q),
  }
  const store = new Store(me)
  const last = stored.at(-1)?.q ?? 0
  store.setRow(row({ q: last, n: last }))
  store.ranges.set(chat, { c: chat, lo: 0, hi: last, start: true })
  const pull: HistoryPorts['pull'] = async ({ c, after }) => {
    const evs = server.filter(one => one.q > after)
    await wait()
    return { t: 'page', id: 'page', c, evs, more: false }
  }
  const history = new History({ store, db: db as unknown as Db, pull })
  return {
    history,
    store,
    /** It happens in the city; this device hears of it by its row only. */
    happens(one: ChatEvent): void {
      server.push(one)
      store.setRow(row({ q: one.q, n: one.n }))
    },
    /** Lets everything that waits go on until nothing does, what was asked last first. */
    async settle(): Promise<void> {
      for (let quiet = 0; quiet < 5; quiet++) {
        if (held.length > 0) quiet = 0
        held.pop()?.()
        await new Promise(resolve => setTimeout(resolve))
      }
    },
    texts: () => store.threads.get(chat)?.items.map(one => (one.b as { text: string }).text),
  }
}

const said = (q: number) => event({ q, b: { text: `word ${q}` } })

test('what is caught up while the stored messages are read is shown with them', async () => {
  const { history, texts, happens, settle } = device([said(1), said(2)])
  const opening = history.open(chat)
  happens(said(3))
  const caught = history.catchUp(chat)
  await settle()
  await Promise.all([opening, caught])
  expect(texts()).toEqual(['word 1', 'word 2', 'word 3'])
})

test('a change that comes while the stored messages are read is not lost', async () => {
  const { history, texts, settle } = device([said(1)])
  const opening = history.open(chat)
  await new Promise(resolve => setTimeout(resolve))
  history.apply(event({ q: 2, n: 1, k: 'edit', re: 1, b: { text: 'better word' } }))
  await settle()
  await opening
  expect(texts()).toEqual(['better word'])
})

test('what happens while an answer is on its way is asked for again', async () => {
  const { history, texts, happens, settle } = device([said(1)])
  const opening = history.open(chat)
  await settle()
  await opening
  happens(said(2))
  const caught = history.catchUp(chat)
  await new Promise(resolve => setTimeout(resolve))
  happens(said(3))
  history.apply(said(3))
  await settle()
  await caught
  expect(texts()).toEqual(['word 1', 'word 2', 'word 3'])
})

test('newer messages that come while older ones of the device are read are shown once, in order', async () => {
  const stored = Array.from({ length: 60 }, (_, i) => said(i + 1))
  const { history, store, texts, settle } = device(stored)
  const opening = history.open(chat, 2)
  await settle()
  const thread = await opening
  expect(thread.atEnd).toBe(false)
  const more = history.newer(thread)
  store.setRow(row({ q: 61, n: 61 }))
  history.apply(said(61))
  await settle()
  await more
  expect(texts()?.length).toBe(61)
  expect(texts()?.at(-1)).toBe('word 61')
})

test('what is kept never says that a change is in it before it is', async () => {
  const first = event({ q: 1, n: 1, b: { text: 'open' } })
  const kept = new Map([[first.q, first]])
  const told: [number, unknown][] = []
  const db = {
    put: (table: string, value: ChatEvent | Range) => {
      if (table === 'messages') kept.set((value as ChatEvent).q, value as ChatEvent)
      else told.push([(value as Range).hi, kept.get(1)?.b['text']])
    },
    // A message is read only after all that was put before is written.
    message: (_: string, q: number) => new Promise(resolve => setTimeout(() => resolve(kept.get(q)))),
  }
  const store = new Store(me)
  store.ranges.set(chat, { c: chat, lo: 0, hi: 1, start: true })
  const history = new History({ store, db: db as unknown as Db, pull: () => Promise.reject(new Error('no server')) })
  history.apply(event({ q: 2, n: 1, k: 'update', re: 1, b: { text: 'paid' } }))
  history.apply(event({ q: 3, n: 2, b: { text: 'thanks' } }))
  expect(store.ranges.get(chat)?.hi).toBe(3)
  expect(told).toEqual([])
  await new Promise(resolve => setTimeout(resolve, 5))
  expect(told).toEqual([
    [2, 'paid'],
    [3, 'paid'],
  ])
})
