import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDatabase } from '@plaza/postgres'
import { migrateAll } from '@plaza/server'
import { CHROMIUM_ARGS, freePort, startCity } from '@plaza/testkit'
import pino from 'pino'
import { chromium as engine, type Browser, type BrowserServer, type Page } from 'playwright-core'
import { press } from '#tests/browser/lib/device.ts'
import { friendsWithMoney, openFor } from '#tests/browser/lib/money.ts'
import { cpuMs, family, pause } from '../lib/process.ts'

export interface CallOptions {
  readonly chromium: string
  readonly way: 'mesh' | 'sfu'
  readonly handles: readonly string[]
  readonly seconds: number
  readonly fps: number
}

export interface Measured {
  /** Each picture of somebody on somebody's screen: how many a second were drawn, and its longest stand. */
  readonly pairs: readonly {
    readonly at: string
    readonly of: string
    readonly fps: number
    readonly worstMs: number
  }[]
  /** Shares of a core. */
  readonly browsers: readonly number[]
  readonly forwarder: number | undefined
  /** Packets of media that arrived at all devices, a second. */
  readonly packets: number
  readonly cpuPerPacketUs: number | undefined
}

interface Open {
  readonly handle: string
  readonly server: BrowserServer
  readonly browser: Browser
  readonly page: Page
}

const MOVING = { timeout: 120_000, polling: 500 }

/** Lets so many people call each other, and watches for a while. */
export async function measureCall({ chromium, way, handles, seconds, fps }: CallOptions): Promise<Measured> {
  const log = pino({ level: 'fatal' })
  const home = mkdtempSync(path.join(tmpdir(), 'plaza-bench-calls-'))
  await using database = await openDatabase({ home, url: undefined, log })
  await migrateAll(database.url, log)
  const port = await freePort()
  const roles = ['api', 'gateway', 'worker', ...(way === 'sfu' ? (['calls'] as const) : [])] as const
  await using city = await startCity({ home, databaseUrl: database.url, port, roles })
  const at = { url: city.url, databaseUrl: database.url }
  const friends = await friendsWithMoney(at.databaseUrl, handles as [string, string, ...string[]], 100n)
  const devices: Open[] = []
  try {
    for (const handle of handles) devices.push(await open(chromium, at, handle, friends.group, fps))
    await callEverybody(devices)
    for (const { page } of devices) await page.waitForFunction(allMove, handles.length - 1, MOVING)
    return await watch(devices, seconds)
  } finally {
    for (const { browser, server } of devices) {
      await browser.close()
      await server.close()
    }
    rmSync(home, { recursive: true, force: true })
  }
}

async function open(
  executablePath: string,
  at: { url: string; databaseUrl: string },
  handle: string,
  group: string,
  fps: number,
): Promise<Open> {
  const media = [`--use-fake-device-for-media-stream=fps=${fps}`, '--use-fake-ui-for-media-stream']
  const server = await engine.launchServer({ executablePath, headless: true, args: [...CHROMIUM_ARGS, ...media] })
  const browser = await engine.connect(server.wsEndpoint())
  const { page } = await openFor(browser, at, handle, 'desktop', { path: '/' })
  await page.addInitScript(keepConnections)
  await page.goto(`${at.url}/chats/${group}`)
  return { handle, server, browser, page }
}

/** Kept, so that what arrived on them can be asked. */
const keepConnections = `
  window.connections = []
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...args) { super(...args); window.connections.push(this) }
  }`

async function callEverybody([first, ...others]: readonly Open[]): Promise<void> {
  const page = (first as Open).page
  await press(page, 'Call')
  await page.getByRole('menuitem', { name: 'Video call' }).click()
  const sheet = page.getByRole('dialog', { name: 'Who to call' })
  for (const { handle } of others) await sheet.getByText(new RegExp(`^${handle}$`, 'i')).click()
  await press(sheet, 'Call')
  for (const one of others) await press(one.page.getByRole('alertdialog'), 'Accept')
}

const allMove = `(others => {
  const videos = [...document.querySelectorAll('.call-tile.shows video')]
  return videos.length === others && videos.every(one => one.getVideoPlaybackQuality().totalVideoFrames > 0)
})`

/** Counts pictures on a page: of each, how many were drawn and the longest time between two. */
const count = `(() => {
  window.counted = [...document.querySelectorAll('.call-tile video')].map(video => {
    const one = { of: video.closest('.call-tile').querySelector('.call-name').textContent.trim(), frames: 0, worstMs: 0, at: performance.now() }
    const next = now => {
      one.worstMs = Math.max(one.worstMs, now - one.at)
      one.at = now
      one.frames++
      video.requestVideoFrameCallback(next)
    }
    video.requestVideoFrameCallback(next)
    return one
  })
})()`
const counted = `window.counted.map(one => ({ ...one, worstMs: Math.round(Math.max(one.worstMs, performance.now() - one.at)) }))`
const arrived = `Promise.all(window.connections.filter(one => one.connectionState === 'connected').map(async one => {
  let sum = 0
  for (const report of (await one.getStats()).values()) if (report.type === 'inbound-rtp') sum += report.packetsReceived
  return sum
})).then(all => all.reduce((a, b) => a + b, 0))`

async function watch(devices: readonly Open[], seconds: number): Promise<Measured> {
  const pids = devices.map(({ server }) => server.process().pid as number)
  const unit = forwarderPid()
  const packets = async () => {
    const all = await Promise.all(devices.map(({ page }) => page.evaluate<number>(arrived)))
    return all.reduce((sum, one) => sum + one, 0)
  }
  await Promise.all(devices.map(({ page }) => page.evaluate(count)))
  const before = {
    cpu: pids.map(pid => cpuMs([pid])),
    unit: unit && cpuMs([unit]),
    packets: await packets(),
    at: performance.now(),
  }
  await pause(seconds * 1_000)
  const passedMs = performance.now() - before.at
  const cpu = pids.map((pid, i) => (cpuMs([pid]) - before.cpu[i]!) / passedMs)
  const unitMs = unit && cpuMs([unit]) - (before.unit ?? 0)
  const came = (await packets()) - before.packets
  const pairs = await Promise.all(
    devices.map(async ({ handle, page }) => {
      const all = await page.evaluate<{ of: string; frames: number; worstMs: number }[]>(counted)
      return all.map(({ of, frames, worstMs }) => ({ at: handle, of, fps: (frames * 1_000) / passedMs, worstMs }))
    }),
  )
  return {
    pairs: pairs.flat(),
    browsers: cpu,
    forwarder: unitMs && unitMs / passedMs,
    packets: (came * 1_000) / passedMs,
    cpuPerPacketUs: unitMs && (unitMs * 1_000) / came,
  }
}

/** The process of the city that forwards, where there is one. */
function forwarderPid(): number | undefined {
  return family([process.pid])
    .map(({ pid }) => pid)
    .find(pid => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('sfu/src/child'))
}
