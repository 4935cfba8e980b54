import { parseArgs } from 'node:util'
import { Peer } from '../chat/measure.ts'
import { runPinned } from '../lib/process.ts'

// What is left of a city's throughput when two and four times as much is asked of it.
//   node --import tsx bench/overload/run.ts [--connections 2000] [--seconds 6] [--rounds 2] [--times 2,4] [--deaf]
// Saturation is a closed loop, measured before and after each round, since a busy machine changes; overload an open loop, whose sends are due whether or not the city keeps up. Latency counts
// from when a send was due. Clients hold back as long as `busy` tells them, unless they are deaf. Bars: goodput of acknowledged sends >= 85 % at 2x and 80 % at 4x, p99 of those let in <= 200 ms at 2x.

const { values } = parseArgs({
  options: {
    connections: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '6' },
    rounds: { type: 'string', default: '2' },
    times: { type: 'string', default: '2,4' },
    deaf: { type: 'boolean', default: false },
  },
})
const GENERATOR_CORE = 1
const program = new URL('./load.ts', import.meta.url).pathname

interface Figures {
  sent: number
  acked: number
  refused: number
  held: number
  closed: number
  p50: number
  p99: number
  generatorCores: number
}

const say = (text: string) => process.stdout.write(`${text}\n`)
async function load(peer: Peer, ...args: string[]): Promise<Figures> {
  const common = ['--people', peer.people, '--connections', values.connections, '--seconds', values.seconds]
  return JSON.parse(
    await runPinned(GENERATOR_CORE, 'node', ['--import', 'tsx', program, ...common, ...args]),
  ) as Figures
}

async function measure(): Promise<void> {
  await using peer = await Peer.start('plaza', {
    connections: Number(values.connections),
    group: 0,
    flushUs: 0,
    turns: false,
  })
  const saturate = () => load(peer, '--flight', '400')
  let before = await saturate()
  for (const times of values.times.split(',')) {
    for (let i = 0; i < Number(values.rounds); i++) {
      const rate = String(Number(times) * before.acked)
      const figures = await load(peer, '--rate', rate, ...(values.deaf ? ['--deaf'] : []))
      const after = await saturate()
      report(times, (before.acked + after.acked) / 2, figures)
      before = after
    }
  }
}

function report(times: string, full: number, figures: Figures): void {
  const { sent, acked, refused, held, closed, p50, p99, generatorCores } = figures
  say(
    `${times}x: saturation ${Math.round(full)}/s, asked ${sent + held}/s, goodput ${acked}/s (${Math.round((100 * acked) / full)} %), ` +
      `refused ${refused}/s, held back ${held}/s, closed ${closed}, p50 ${p50} ms, p99 ${p99} ms, generator ${generatorCores} cores`,
  )
}

await measure()
process.exit(0)
