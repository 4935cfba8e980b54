import { expect, test } from 'vitest'
import { isLong } from './lib/long.ts'
import { flawsOf } from '../bench/bank-run/flaws.ts'
import { bankRun } from '../bench/bank-run/siege.ts'

const seed = Math.floor(Math.random() * 1e9)

test.runIf(isLong)(
  `a run on the bank: servers, database and bank are killed while people pay, and no cent is lost or made (seed ${seed})`,
  async () => {
    const report = await bankRun({ rounds: 4, seed })
    expect(flawsOf(report), JSON.stringify({ lost: report.lost, doubled: report.doubled })).toEqual([])
    for (const [kind, count] of Object.entries(report.promises)) expect(count, kind).toBeGreaterThan(0)
  },
)
