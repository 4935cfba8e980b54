import { siege } from './siege.ts'

// kill -9 of the server or its database under load, again and again: nothing acknowledged may be lost or doubled.
//   node --import tsx bench/kill/run.ts [rounds = 50] [seed]

const rounds = Number(process.argv[2] ?? 50)
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 1e9))
const report = await siege({ rounds, seed, say: line => process.stdout.write(`${line}\n`) })
process.stdout.write(
  `${report.rounds} rounds (server ${report.serverKills}, database ${report.databaseKills}), ${report.acknowledged} acknowledged, ${report.lost} lost, ${report.doubled} doubled, ` +
    `${report.gaps} gaps, ${report.differing} device logs differ, ${report.unlikeNew} phones unlike a new one, longest silence ${report.longestSilenceMs} ms, seed ${report.seed}\n`,
)
const clean = report.lost + report.doubled + report.gaps + report.differing + report.unlikeNew === 0
process.exit(clean ? 0 : 1)
