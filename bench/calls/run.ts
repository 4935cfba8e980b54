import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { findChromium } from '@plaza/testkit'
import { measureCall, type Measured } from './measure.ts'

// A group call of real browsers with cameras and microphones that Chromium plays: does every picture move for everybody, and
// what does it cost, straight between devices (mesh) and through the forwarding unit (SFU)?
//   node --import tsx bench/calls/run.ts [--people 4] [--seconds 30] [--fps 10] [--ways mesh,sfu]
// Each device is a browser of its own, so that what one costs can be told.

const FROZEN_MS = 2_000
const NAMES = ['anna', 'bruno', 'carla', 'dora', 'emil', 'fritz', 'greta', 'hugo']

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '30' },
    fps: { type: 'string', default: '10' },
    ways: { type: 'string', default: 'mesh,sfu' },
  },
})
const say = (line: string) => process.stdout.write(`${line}\n`)
const tenth = (value: number) => Math.round(value * 10) / 10

const chromium = findChromium()
if (!chromium) say('skipped: no Chromium')
else {
  const handles = NAMES.slice(0, Number(values.people))
  for (const way of values.ways.split(',') as ('mesh' | 'sfu')[]) {
    const options = { chromium, way, handles, seconds: Number(values.seconds), fps: Number(values.fps) }
    tell(way, await measureCall(options))
  }
}

function tell(way: string, { pairs, browsers, forwarder, packets, cpuPerPacketUs }: Measured): void {
  const frozen = pairs.filter(pair => pair.worstMs > FROZEN_MS)
  const worst = Math.max(...pairs.map(pair => pair.worstMs))
  const fps = pairs.map(pair => pair.fps).toSorted((a, b) => a - b)
  say(`${way}: ${pairs.length} pairs, ${frozen.length} stood still for more than ${FROZEN_MS} ms (worst ${worst} ms)`)
  for (const { at, of, worstMs } of frozen) say(`  ${of} at ${at}: ${worstMs} ms`)
  say(`  pictures a second: least ${tenth(fps[0] ?? 0)}, median ${tenth(fps[fps.length >> 1] ?? 0)}`)
  const shares = browsers.map(share => Math.round(share * 100))
  say(`  processor of each browser: ${shares.join(', ')} % of a core`)
  say(`  packets that arrived: ${Math.round(packets)} a second`)
  if (forwarder !== undefined && cpuPerPacketUs !== undefined)
    say(
      `  forwarding unit: ${tenth(forwarder * 100)} % of a core, ${tenth(cpuPerPacketUs)} us for each packet passed on`,
    )
  say(`  load average ${tenth(loadavg()[0] ?? 0)}`)
  if (frozen.length > 0) process.exitCode = 1
}
