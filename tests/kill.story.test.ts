import { expect, test } from 'vitest'
import { siege } from '../bench/kill/siege.ts'

const seed = Math.floor(Math.random() * 1e9)

test(`a city whose server and database are killed under load keeps every word it acknowledged, once (seed ${seed})`, async () => {
  const report = await siege({ rounds: 2, seed })
  expect(report).toMatchObject({ lost: 0, doubled: 0, gaps: 0, differing: 0, unlikeNew: 0 })
  expect(report.acknowledged).toBeGreaterThan(100)
})
