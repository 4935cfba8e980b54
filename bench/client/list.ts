import type { Browser, CDPSession } from 'playwright-core'
import { ask, openTab, signedIn, slowDown } from './browser.ts'
import type { Figure } from './figures.ts'
import { MANY_CHATS, type Town } from './town.ts'

const UPDATES = 100
const APART_MS = 40
const PER_SECOND = 200
const SECONDS = 3

/** Five thousand chats, and messages that come in for them: each puts its chat on top. */
export async function list(browser: Browser, town: Town): Promise<Figure[]> {
  await using context = await signedIn(browser, town.url, town.ona.token)
  const { page, cdp } = await openTab(context)
  await page.goto(town.url)
  await ask(page, 'probes.start(6000)')
  await Promise.all(town.senders.map(({ phone }) => phone.start()))
  await cdp.send('Performance.enable')

  const idle = await busyMs(cdp, () => page.waitForTimeout(UPDATES * APART_MS))
  const busy = await busyMs(cdp, () => say(town, UPDATES, APART_MS))
  await slowDown(cdp, { cpu: true })
  await ask(page, 'void (probes.frames = probes.watchFrames())')
  await say(town, PER_SECOND * SECONDS, 1_000 / PER_SECOND)
  const longest = await ask<number>(page, 'probes.frames.stop()')
  const what = `${MANY_CHATS / 1000}k chats`
  return [
    { name: `${what}: CPU of one message with its reorder`, value: (busy - idle) / UPDATES, unit: 'ms', most: 2 },
    { name: `${what}, 4x: longest frame at ${PER_SECOND} messages/s`, value: longest, unit: 'ms', most: 50 },
  ]
}

let said = 0

/** The senders say one word after the other, each in another chat, and all is acknowledged at the end. */
async function say(town: Town, count: number, apartMs: number): Promise<void> {
  const answers: Promise<unknown>[] = []
  const began = performance.now()
  for (let i = 0; i < count; i++, said++) {
    const sender = town.senders[said % town.senders.length] as Town['senders'][number]
    const room = Math.floor(said / town.senders.length) * 7
    answers.push(sender.phone.send(sender.chats[room % sender.chats.length] as string, `News ${said}`))
    const due = began + (i + 1) * apartMs - performance.now()
    if (due > 0) await new Promise(done => setTimeout(done, due))
  }
  await Promise.all(answers)
}

/** How long the page's main thread worked meanwhile. */
async function busyMs(cdp: CDPSession, act: () => Promise<void>): Promise<number> {
  const worked = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return (metrics.find(metric => metric.name === 'TaskDuration')?.value ?? 0) * 1_000
  }
  const before = await worked()
  await act()
  return (await worked()) - before
}
