import { parseArgs } from 'node:util'
import { Peer, type Figures, type Name, type Scene } from './measure.ts'

// Plaza beside ejabberd with its archive in PostgreSQL, same machine, same run: see bench/README.md.
//   node --import tsx bench/chat/run.ts [--only plaza] [--scenes pairs-500,group-100,idle] [--rounds 3] [--seconds 4] [--flush-us 100] [--turns]

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scenes: { type: 'string', default: 'pairs-500,pairs-2000,pairs-5000,group-100,group-500,idle' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    'flush-us': { type: 'string', default: '0' },
    turns: { type: 'boolean', default: false },
  },
})
const common = { flushUs: Number(values['flush-us']), turns: values.turns }
const scenes: Record<string, Scene> = {
  'pairs-500': { connections: 500, group: 0, ...common },
  'pairs-2000': { connections: 2000, group: 0, ...common },
  'pairs-5000': { connections: 5000, group: 0, ...common },
  'group-100': { connections: 100, group: 100, ...common },
  'group-500': { connections: 500, group: 500, ...common },
}
const names: Name[] = values.only ? [values.only as Name] : ['ejabberd', 'plaza']
const seconds = Number(values.seconds)
const say = (text: string) => process.stdout.write(`${text}\n`)

for (const scene of values.scenes.split(',')) {
  if (scene === 'idle') await idle()
  else await speed(scene, scenes[scene] as Scene)
}

/**
 * Saturation (the least disturbed of some rounds) and the latency at half of it; for Plaza also the latency at half of
 * ejabberd's saturation, which is the same work for both.
 */
async function speed(title: string, scene: Scene): Promise<void> {
  const found = new Map<Name, { full: Figures; half: Figures }>()
  for (const name of names) {
    await using peer = await Peer.start(name, scene)
    const full = await best(peer, undefined, (a, b) => a.deliveredPerSecond > b.deliveredPerSecond)
    const half = await best(peer, full.deliveredPerSecond / 2, (a, b) => a.p99 < b.p99)
    found.set(name, { full, half })
    say(
      `${title.padEnd(11)} ${name.padEnd(9)} ${String(full.deliveredPerSecond).padStart(7)} delivered/s  ${String(full.cpuUs).padStart(5)} us CPU each (database ${Math.round(full.databaseShare * 100)} %)  ` +
        `cores ${full.cores}  generator ${full.generatorCores}  half load: p50 ${half.p50} ms, p99 ${half.p99} ms`,
    )
    const other = found.get('ejabberd')
    if (name === 'plaza' && other) {
      const same = await best(peer, other.full.deliveredPerSecond / 2, (a, b) => a.p99 < b.p99)
      say(
        `${title.padEnd(11)} ratio     ${(full.deliveredPerSecond / other.full.deliveredPerSecond).toFixed(1)}x delivered, CPU 1/${(other.full.cpuUs / full.cpuUs).toFixed(1)}, ` +
          `p99 at half of each one's own ${(half.p99 / other.half.p99).toFixed(2)}x; at half of ejabberd's: p50 ${same.p50} ms, p99 ${same.p99} ms (${(same.p99 / other.half.p99).toFixed(2)}x)`,
      )
    }
  }
}

async function best(
  peer: Peer,
  rate: number | undefined,
  better: (a: Figures, b: Figures) => boolean,
): Promise<Figures> {
  const rounds: Figures[] = []
  for (let i = 0; i < Number(values.rounds); i++) rounds.push(await peer.run(seconds, rate))
  return rounds.reduce((found, figures) => (better(figures, found) ? figures : found))
}

async function idle(): Promise<void> {
  for (const name of names) {
    await using peer = await Peer.start(name, { connections: 5000, group: 0, ...common })
    const { kilobytesPerSocket, connectsPerSecond } = await peer.idle()
    say(`idle-5000   ${name.padEnd(9)} ${kilobytesPerSocket} KB a socket  ${connectsPerSecond} connects/s`)
  }
}
process.exit(0)
