import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { SeededDice } from '@plaza/kernel'
import { Frames, type PlazaPeople } from '../chat/plaza-client.ts'
import { pause, percentile } from '../lib/process.ts'

// Sends and counts what is acknowledged, from when each send was due. Prints one JSON line.
//   --people FILE --connections N --warm S --seconds S [--rate SENDS_PER_SECOND | --flight F] [--deaf]
// A client that was told `busy` holds back as long as it was told, as real ones do; a deaf one goes on.

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '' },
    connections: { type: 'string', default: '2000' },
    warm: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '6' },
    rate: { type: 'string' },
    flight: { type: 'string', default: '400' },
    deaf: { type: 'boolean', default: false },
  },
})
const CONNECT_AT_ONCE = 50
/** The same order of senders in each run. */
const ORDER_SEED = 7
const GOT_EVERY = 50
const REMEMBERED = 1 << 20
const BODY = '.'.repeat(100)
const ACK = '{"t":"ack","id":"'
const NAK = '{"t":"nak","id":"'

const { port, people } = JSON.parse(readFileSync(values.people, 'utf8')) as PlazaPeople
const prefix = randomBytes(8).toString('hex')
const idHead = `${prefix.slice(0, 8)}-${prefix.slice(8, 12)}-7${prefix.slice(12, 15)}-8000-`

/** When each send was due, by its number. */
const dueAt = new Float64Array(REMEMBERED)
const latencies: number[] = []
const count = { sent: 0, acked: 0, refused: 0, held: 0, closed: 0 }
let measuring = false
let settled: () => void = () => {}

const numberIn = (text: string, head: string) => Number.parseInt(text.slice(head.length + 24, head.length + 36), 16)

async function connect(index: number): Promise<(due: number) => void> {
  const { token, conversation } = people[index] as PlazaPeople['people'][number]
  let u = 0
  let unconfirmed = 0
  let holdUntil = 0
  let ready: () => void = () => {}
  const synced = new Promise<void>(resolve => (ready = resolve))
  const frames = new Frames(port, token, text => {
    if (text.startsWith(ACK)) {
      count.acked += 1
      if (measuring) latencies.push(performance.now() - (dueAt[numberIn(text, ACK) % REMEMBERED] as number))
      settled()
    } else if (text.startsWith('{"u":') || text.startsWith('{"t":"ev"')) {
      if (text.startsWith('{"u":')) u = Number.parseInt(text.slice(5), 10)
      if (++unconfirmed < GOT_EVERY) return
      unconfirmed = 0
      frames.send(`{"t":"got","u":${u}}`)
    } else if (text.startsWith(NAK)) {
      count.refused += 1
      if (!values.deaf) holdUntil = performance.now() + Number.parseInt(text.slice(text.lastIndexOf(':') + 1), 10)
      settled()
    } else if (text.startsWith('{"t":"sync"')) {
      if (text.includes('"more":false')) ready()
    } else if (text.startsWith('{"t":"lag"')) {
      frames.send(`{"t":"sync","u":${u}}`)
    }
  })
  await frames.opened()
  frames.socket.on('close', () => (count.closed += 1))
  frames.send('{"t":"hello","v":1,"u":0}')
  await synced
  return due => {
    if (due < holdUntil) return void (count.held += 1)
    dueAt[count.sent % REMEMBERED] = due
    const id = idHead + (count.sent++).toString(16).padStart(12, '0')
    frames.send(`{"t":"send","id":"${id}","c":"${conversation}","k":"text","b":{"text":"${BODY}"}}`)
  }
}

const sends: ((due: number) => void)[] = []
const connections = Number(values.connections)
for (let i = 0; i < connections; i += CONNECT_AT_ONCE) {
  sends.push(
    ...(await Promise.all(
      Array.from({ length: Math.min(CONNECT_AT_ONCE, connections - i) }, (_, j) => connect(i + j)),
    )),
  )
}
const senders = new SeededDice(ORDER_SEED).shuffle(sends)
let next = 0
const sendOne = (due: number) => (senders[next++ % senders.length] as (due: number) => void)(due)

async function closedLoop(ms: number): Promise<void> {
  const fill = () => {
    while (count.sent - count.acked - count.refused < Number(values.flight)) sendOne(performance.now())
  }
  settled = fill
  fill()
  await pause(ms)
  settled = () => {}
}

async function openLoop(perSecond: number, ms: number): Promise<void> {
  const start = performance.now()
  for (let due = 0; performance.now() - start < ms; await pause(1)) {
    const target = ((performance.now() - start) * perSecond) / 1000
    for (; due < target; due++) sendOne(start + (due * 1000) / perSecond)
  }
}

const run = (ms: number) => (values.rate ? openLoop(Number(values.rate), ms) : closedLoop(ms))
await run(Number(values.warm) * 1000)
const before = { ...count, at: performance.now(), cpu: process.cpuUsage() }
measuring = true
await run(Number(values.seconds) * 1000)
measuring = false
const seconds = (performance.now() - before.at) / 1000
const cpu = process.cpuUsage(before.cpu)
const perSecond = (name: 'sent' | 'acked' | 'refused' | 'held') => Math.round((count[name] - before[name]) / seconds)
latencies.sort((a, b) => a - b)
process.stdout.write(
  `${JSON.stringify({
    sent: perSecond('sent'),
    acked: perSecond('acked'),
    refused: perSecond('refused'),
    held: perSecond('held'),
    closed: count.closed,
    p50: Math.round(percentile(latencies, 0.5)),
    p99: Math.round(percentile(latencies, 0.99)),
    generatorCores: Number(((cpu.user + cpu.system) / 1e6 / seconds).toFixed(2)),
  })}\n`,
)
process.exit(0)
