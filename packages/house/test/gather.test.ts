import { expect, test } from 'vitest'
import { Gather } from '@plaza/house'

test('while one question is out the next ones gather, in order, and never more than may at once', async () => {
  const asked: number[][] = []
  const gather = new Gather(
    async (asks: readonly number[]) => {
      asked.push([...asks])
      await new Promise(resolve => setTimeout(resolve, 1))
      return asks.map(n => n * 2)
    },
    { atOnceMax: 3, waitingMax: 100 },
  )
  const first = gather.add(1)
  await new Promise(resolve => setImmediate(resolve))
  const others = [2, 3, 4, 5].map(n => gather.add(n))
  expect(await Promise.all([first, ...others])).toEqual([2, 4, 6, 8, 10])
  expect(asked).toEqual([[1], [2, 3, 4], [5]])
  await gather.idle()
  expect(await gather.add(6)).toBe(12)
})

test('a question that fails does so for those who asked it, and for nobody after them', async () => {
  let fails = true
  const gather = new Gather(
    async (asks: readonly number[]) => {
      if (fails) throw new Error('away')
      return asks
    },
    { atOnceMax: 10, waitingMax: 100 },
  )
  const outcomes = await Promise.allSettled([gather.add(1), gather.add(2)])
  expect(outcomes.map(outcome => outcome.status)).toEqual(['rejected', 'rejected'])
  fails = false
  expect(await gather.add(3)).toBe(3)
})

test('whoever comes when too many wait is refused at once', async () => {
  const gather = new Gather(async (asks: readonly number[]) => asks, { atOnceMax: 1, waitingMax: 2 })
  const waiting = [gather.add(1), gather.add(2)]
  await expect(gather.add(3)).rejects.toThrow('busy')
  expect(await Promise.all(waiting)).toEqual([1, 2])
})
