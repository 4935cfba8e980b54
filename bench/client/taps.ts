import type { Browser, BrowserContext, Page } from 'playwright-core'
import { beside } from './beside.ts'
import { ask, openTab, signedIn } from './browser.ts'
import { percentile, round, type Figure } from './figures.ts'
import type { Reference } from './reference/serve.ts'
import type { Town } from './town.ts'

const SENDS = 100
const OPENS = 20
/** Between two sends: an acknowledgement has come by then. */
const BETWEEN_MS = 250
/** Longer than the slide between two pages. */
const REST_MS = 500

/** On a phone at 4x: from the tap to the painted bubble, and from the tap on a chat to its painted messages. */
export async function taps(browser: Browser, town: Town, reference: Reference): Promise<Figure[]> {
  await using context = await signedIn(browser, town.url, town.lee.token)
  const theirs = await tapped(await started(context, reference.url), page => page.locator('.chat-line').first().tap())
  const ours = await tapped(await started(context, town.url), async page => {
    await page.goto(`${town.url}/chats/${town.lee.chats[0]}`)
  })
  const of = (name: string, values: keyof Tapped, share: number, most: number): Figure[] => {
    const note = `median ${round(percentile(ours[values], 0.5))}, worst ${round(Math.max(...ours[values]))}`
    const value = percentile(ours[values], share)
    return beside({ name, value, unit: 'ms', most, note }, percentile(theirs[values], share))
  }
  return [
    ...of('4x: tap to open chat, p75', 'opens', 0.75, 200),
    ...of('4x: send to painted bubble, p95', 'sends', 0.95, 50),
  ]
}

/** A tab on which the chats have been there for a while. */
async function started(context: BrowserContext, url: string): Promise<Page> {
  const { page } = await openTab(context, { cpu: true })
  await page.goto(url)
  await ask(page, 'probes.start(4000)')
  return page
}

interface Tapped {
  readonly opens: number[]
  readonly sends: number[]
}

async function tapped(page: Page, toChat: (page: Page) => Promise<void>): Promise<Tapped> {
  const opens: number[] = []
  for (let i = 0; i < OPENS; i++) {
    const line = page.locator('.chat-line').nth(1 + i)
    await line.scrollIntoViewIfNeeded()
    opens.push(await timed(page, 'probes.openChat', () => line.tap()))
    await page.waitForTimeout(REST_MS)
    await page.getByRole('button', { name: 'Back' }).tap()
    await page.waitForTimeout(REST_MS)
  }
  await toChat(page)
  const field = page.getByRole('textbox', { name: 'Message', exact: true })
  const sends: number[] = []
  for (let i = 0; i < SENDS; i++) {
    const text = `On my way ${i}`
    await field.fill(text)
    sends.push(await timed(page, `probes.bubbleWith(${JSON.stringify(text)})`, () => page.locator('button.send').tap()))
    await page.waitForTimeout(BETWEEN_MS)
  }
  await page.close()
  return { opens, sends }
}

async function timed(page: Page, find: string, act: () => Promise<void>): Promise<number> {
  await ask(page, `void (probes.timing = probes.untilPainted(${find}))`)
  await act()
  return ask<number>(page, 'probes.timing')
}
