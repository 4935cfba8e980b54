import { flawsOf } from './flaws.ts'
import { bankRun } from './siege.ts'

// Kills servers, PostgreSQL and the bank while people pay, and looks whether a cent is missing: see bench/README.md.
//   node --import tsx bench/bank-run/run.ts [rounds = 60] [seed]

const [rounds = '60', seed = String(Math.floor(Math.random() * 1e9))] = process.argv.slice(2)
const say = (line: string) => process.stdout.write(`${line}\n`)
const report = await bankRun({ rounds: Number(rounds), seed: Number(seed), say })
say(JSON.stringify(report, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 2))
const flaws = flawsOf(report)
say(flaws.length === 0 ? 'every promise was kept, once' : `WRONG: ${flaws.join(', ')}`)
process.exit(flaws.length === 0 ? 0 : 1)
