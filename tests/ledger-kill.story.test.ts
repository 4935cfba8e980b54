import { expect, test } from 'vitest'
import { siege } from '../bench/ledger/siege.ts'

const seed = Math.floor(Math.random() * 1e9)

test(`a ledger whose processes and database are killed under load keeps every cent it promised, once (seed ${seed})`, async () => {
  const report = await siege({ rounds: 4, seed })
  expect(report).toMatchObject({ lost: 0, doubled: 0, negative: 0, unequal: 0, moneyMade: 0n, faults: [] })
  expect(report.acknowledged).toBeGreaterThan(300)
})
