import type { Browser, CDPSession } from 'playwright-core'
import { beside } from './beside.ts'
import { ask, openTab, signedIn, slowDown } from './browser.ts'
import type { Figure } from './figures.ts'
import type { Reference } from './reference/serve.ts'
import { MANY_CHATS, type Town } from './town.ts'

const UPDATES = 100
const APART_MS = 40
/** Each sender writes into so many chats, far from each other in the list. */
const ROOMS_EACH = 5
const ROOMS_APART = 40
const PER_SECOND = 200
const SECONDS = 3

/** Five thousand chats, and messages that come in for them: each puts its chat on top. */
export async function list(browser: Browser, town: Town, reference: Reference): Promise<Figure[]> {
  const unit = await referenceList(browser, town, reference)
  await using context = await signedIn(browser, town.url, town.ona.token)
  const { page, cdp } = await openTab(context)
  await page.goto(town.url)
  await ask(page, 'probes.start(6000)')
  await Promise.all(town.senders.map(({ phone }) => phone.start()))
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })

  await say(town, UPDATES, APART_MS) // the first time, the faces of these chats are fetched
  const before = await worked(cdp)
  await say(town, UPDATES, APART_MS)
  const each = ((await worked(cdp)) - before) / UPDATES
  await slowDown(cdp, { cpu: true })
  await ask(page, 'void (probes.frames = probes.watchFrames())')
  await say(town, PER_SECOND * SECONDS, 1_000 / PER_SECOND)
  const longest = await ask<number>(page, 'probes.frames.stop()')
  const what = `${MANY_CHATS / 1000}k chats`
  return [
    ...beside(
      { name: `${what}: script, style and layout of one message`, value: each, unit: 'ms', most: 2 },
      unit.each,
    ),
    ...beside(
      { name: `${what}, 4x: longest frame at ${PER_SECOND} messages/s`, value: longest, unit: 'ms', most: 50 },
      unit.longest,
    ),
  ]
}

/** The same on the reference page, to which nothing comes over a line. */
async function referenceList(
  browser: Browser,
  town: Town,
  reference: Reference,
): Promise<Record<'each' | 'longest', number>> {
  await using context = await signedIn(browser, town.url, town.ona.token)
  const { page, cdp } = await openTab(context)
  await page.goto(reference.url)
  await ask(page, 'probes.start(1000)')
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const hear = (count: number, apartMs: number) => ask(page, `probes.hear(${count}, ${apartMs})`)
  await hear(UPDATES, APART_MS)
  const before = await worked(cdp)
  await hear(UPDATES, APART_MS)
  const each = ((await worked(cdp)) - before) / UPDATES
  await slowDown(cdp, { cpu: true })
  await ask(page, 'void (probes.frames = probes.watchFrames())')
  await hear(PER_SECOND * SECONDS, 1_000 / PER_SECOND)
  return { each, longest: await ask<number>(page, 'probes.frames.stop()') }
}

/** The senders say one word after the other, each in another chat than before; all is acknowledged at the end. */
async function say(town: Town, count: number, apartMs: number): Promise<void> {
  const answers: Promise<unknown>[] = []
  const began = performance.now()
  for (let i = 0; i < count; i++) {
    const sender = town.senders[i % town.senders.length] as Town['senders'][number]
    const room = (Math.floor(i / town.senders.length) % ROOMS_EACH) * ROOMS_APART
    answers.push(sender.phone.send(sender.chats[room] as string, `News ${i}`))
    const due = began + (i + 1) * apartMs - performance.now()
    if (due > 0) await new Promise(done => setTimeout(done, due))
  }
  await Promise.all(answers)
}

/** Milliseconds of the processor that the page has spent on script, style and layout. */
async function worked(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics
    .filter(({ name }) => ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'].includes(name))
    .reduce((sum, { value }) => sum + value * 1_000, 0)
}
