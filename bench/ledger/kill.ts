import { siege } from './siege.ts'

// Kills processes that move money, and PostgreSQL, and looks whether a cent is missing: see bench/README.md.
//   node --import tsx bench/ledger/kill.ts [rounds] [seed]

const [rounds = '60', seed = String(Math.floor(Math.random() * 1e9))] = process.argv.slice(2)
const say = (line: string) => process.stdout.write(`${line}\n`)
const report = await siege({ rounds: Number(rounds), seed: Number(seed), say })
say(JSON.stringify(report, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 2))
process.exit(report.lost + report.doubled + report.negative + report.unequal + report.faults.length > 0 ? 1 : 0)
