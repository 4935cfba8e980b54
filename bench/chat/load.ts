import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { SeededDice } from '@plaza/kernel'
import { pause, percentile } from '../lib/process.ts'
import { stamped, stampOf, type Client, type Target } from './client.ts'
import { plazaTarget, refused } from './plaza-client.ts'
import { xmppTarget } from './xmpp-client.ts'

// The load generator, a process of its own on a core of its own. It prints one JSON line.
//   --target plaza|xmpp --people FILE --connections N --fan K --seconds S [--rate R | --flight F] [--turns] [--idle]
// `fan` is how many others hear each message: 1 for pairs, members - 1 for groups. People send in an order that has nothing to
// do with whom they talk to; with `--turns` both sides of a pair send one after the other, and meet in the same commit.

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: 'plaza' },
    people: { type: 'string', default: '' },
    connections: { type: 'string', default: '500' },
    fan: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '4' },
    rate: { type: 'string' },
    flight: { type: 'string', default: '400' },
    turns: { type: 'boolean', default: false },
    idle: { type: 'boolean', default: false },
  },
})

const CONNECT_AT_ONCE = 50
/** The same order of senders in each run. */
const ORDER_SEED = 7
/** Until the compilers on both sides have done their work. */
const WARM_MS = 4_000
const connections = Number(values.connections)
const fan = Number(values.fan)
const windowMs = Number(values.seconds) * 1000
const settings = JSON.parse(readFileSync(values.people, 'utf8')) as never
const target: Target = values.target === 'plaza' ? plazaTarget(settings) : xmppTarget(settings)

let delivered = 0
let sent = 0
let measuring = false
const latencies: number[] = []
let onDelivery: () => void = () => {}

const clients: Client[] = []
const began = performance.now()
for (let i = 0; i < connections; i += CONNECT_AT_ONCE) {
  const some = Array.from({ length: Math.min(CONNECT_AT_ONCE, connections - i) }, (_, j) =>
    target.connect(i + j, text => {
      delivered += 1
      if (measuring) latencies.push(performance.now() - stampOf(text))
      onDelivery()
    }),
  )
  clients.push(...(await Promise.all(some)))
}
const connectMs = performance.now() - began

if (values.idle) {
  process.stdout.write(
    `${JSON.stringify({ connected: clients.length, connectsPerSecond: Math.round((connections * 1000) / connectMs) })}\n`,
  )
  // Stays until it is killed, so that the other side's memory can be read.
  await pause(600_000)
}

const senders = values.turns ? clients : new SeededDice(ORDER_SEED).shuffle(clients)
let next = 0
const sendOne = (): void => {
  sent += 1
  ;(senders[next++ % senders.length] as Client).send(stamped(performance.now()))
}

async function closedLoop(ms: number): Promise<void> {
  const flight = Number(values.flight)
  const outstanding = () => (sent - refused.count) * fan - delivered
  const fill = () => {
    while (outstanding() < flight) sendOne()
  }
  onDelivery = fill
  refused.heard = () => setTimeout(fill, 5)
  fill()
  await pause(ms)
  onDelivery = () => {}
}

/** Sends at a fixed rate; each message carries the moment it was due, so that a stalled generator or server shows. */
async function openLoop(perSecond: number, ms: number): Promise<void> {
  const start = performance.now()
  let due = 0
  while (performance.now() - start < ms) {
    const target = ((performance.now() - start) * perSecond) / 1000
    while (due < target) {
      const at = start + (due * 1000) / perSecond
      due += 1
      sent += 1
      ;(senders[next++ % senders.length] as Client).send(stamped(at))
    }
    await pause(1)
  }
}

const run = (ms: number) => (values.rate ? openLoop(Number(values.rate) / fan, ms) : closedLoop(ms))
await run(WARM_MS)
process.send?.('measure')
const before = { delivered, sent, at: performance.now(), cpu: process.cpuUsage() }
process.stdout.write('measure\n')
measuring = true
await run(windowMs)
const seconds = (performance.now() - before.at) / 1000
const cpu = process.cpuUsage(before.cpu)
const count = delivered - before.delivered
process.stdout.write('measured\n')
await pause(300)
latencies.sort((a, b) => a - b)
process.stdout.write(
  `${JSON.stringify({
    deliveredPerSecond: Math.round(count / seconds),
    sentPerSecond: Math.round((sent - before.sent) / seconds),
    p50: Number(percentile(latencies, 0.5).toFixed(1)),
    p99: Number(percentile(latencies, 0.99).toFixed(1)),
    max: Number((latencies.at(-1) ?? Number.NaN).toFixed(1)),
    generatorCores: Number(((cpu.user + cpu.system) / 1e6 / seconds).toFixed(2)),
    refused: refused.count,
    connectsPerSecond: Math.round((connections * 1000) / connectMs),
  })}\n`,
)
process.exit(0)
