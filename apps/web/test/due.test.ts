import { expect, test } from 'vitest'
import { ApiError } from '../src/engine/api.ts'
import { Due, type DueKey } from '../src/engine/due.ts'

/** A device whose city answers when it is told to, and what it keeps. */
function device(before: DueKey[] = []) {
  const kept = new Set<DueKey>(before)
  const asked: { key: DueKey; answer(): void; fail(error: Error): void }[] = []
  const due = new Due(
    {
      read: key => new Promise<void>((answer, fail) => asked.push({ key, answer, fail })),
      keep: (key, on) => void (on ? kept.add(key) : kept.delete(key)),
    },
    before,
  )
  return { kept, asked, due }
}

test('is kept until it was read', async () => {
  const { kept, asked, due } = device()
  const done = due.owe('people')
  expect([...kept]).toEqual(['people'])
  asked[0]!.answer()
  await done
  expect(kept.size).toBe(0)
})

test('asked for while it is being read, it is read once more, and only once', async () => {
  const { kept, asked, due } = device()
  const done = due.owe('people')
  void due.owe('people')
  void due.owe('people')
  asked[0]!.answer()
  await expect.poll(() => asked.length).toBe(2)
  expect(kept.has('people')).toBe(true)
  asked[1]!.answer()
  await done
  expect(asked).toHaveLength(2)
  expect(kept.size).toBe(0)
})

test('silence puts it off until there is a connection; a refusal ends it', async () => {
  const { kept, asked, due } = device()
  const done = due.owe('row:c1')
  asked[0]!.fail(new ApiError('offline'))
  await done
  expect([...kept]).toEqual(['row:c1'])
  due.retry()
  asked[1]!.fail(new ApiError('not_found'))
  await expect.poll(() => kept.size).toBe(0)
  due.retry()
  expect(asked).toHaveLength(2)
})

test('what the page before did not come to is read by the next', () => {
  const { asked, due } = device(['people', 'row:c2'])
  due.retry()
  due.retry()
  expect(asked.map(({ key }) => key)).toEqual(['people', 'row:c2'])
})
