import { expect, test } from 'vitest'
import { Turns } from '../turns.ts'

test('never more run at once than may, in order, and one that fails gives its turn on', async () => {
  const turns = new Turns({ atOnce: 2, waitingMax: 10 })
  const begun: number[] = []
  let [running, most] = [0, 0]
  const work = (i: number) => async () => {
    begun.push(i)
    most = Math.max(most, (running += 1))
    await new Promise(resolve => setTimeout(resolve, 1))
    running -= 1
    if (i === 1) throw new Error('one')
    return i
  }
  const outcomes = await Promise.allSettled([0, 1, 2, 3, 4, 5].map(i => turns.take(work(i))))
  expect(outcomes.map(outcome => outcome.status === 'fulfilled')).toEqual([true, false, true, true, true, true])
  expect(begun).toEqual([0, 1, 2, 3, 4, 5])
  expect(most).toBe(2)
})

test('whoever comes when too many wait is sent away', async () => {
  const turns = new Turns({ atOnce: 1, waitingMax: 1 })
  const first = turns.take(() => new Promise(resolve => setTimeout(resolve, 5)))
  const second = turns.take(async () => 2)
  await expect(turns.take(async () => 3)).rejects.toThrow('too many')
  await first
  expect(await second).toBe(2)
})
