import type { Browser, Page } from 'playwright-core'
import { ask, openTab, signedIn } from './browser.ts'
import { percentile, round, type Figure } from './figures.ts'
import type { Town } from './town.ts'

const SENDS = 40
const OPENS = 20
/** Between two sends: an acknowledgement has come by then. */
const BETWEEN_MS = 250
/** Longer than the slide between two pages. */
const REST_MS = 500

/** On a phone at 4x: from the tap to the painted bubble, and from the tap on a chat to its painted messages. */
export async function taps(browser: Browser, town: Town): Promise<Figure[]> {
  await using context = await signedIn(browser, town.url, town.lee.token)
  const { page } = await openTab(context, { cpu: true })
  await page.goto(town.url)
  await ask(page, 'probes.start(4000)')
  const opens: number[] = []
  for (let i = 0; i < OPENS; i++) {
    const line = page.locator('.chat-line').nth(1 + i)
    await line.scrollIntoViewIfNeeded()
    opens.push(await timed(page, 'probes.openChat', () => line.tap()))
    await page.waitForTimeout(REST_MS)
    await page.getByRole('button', { name: 'Back' }).tap()
    await page.waitForTimeout(REST_MS)
  }
  await page.goto(`${town.url}/chats/${town.lee.chats[0]}`)
  const field = page.getByRole('textbox', { name: 'Message', exact: true })
  const sends: number[] = []
  for (let i = 0; i < SENDS; i++) {
    const text = `On my way ${i}`
    await field.fill(text)
    sends.push(await timed(page, `probes.bubbleWith(${JSON.stringify(text)})`, () => page.locator('button.send').tap()))
    await page.waitForTimeout(BETWEEN_MS)
  }
  const note = (values: number[]) => `median ${round(percentile(values, 0.5))}, worst ${round(Math.max(...values))}`
  return [
    { name: '4x: tap to open chat, p75', value: percentile(opens, 0.75), unit: 'ms', most: 200, note: note(opens) },
    {
      name: '4x: send to painted bubble, p95',
      value: percentile(sends, 0.95),
      unit: 'ms',
      most: 50,
      note: note(sends),
    },
  ]
}

async function timed(page: Page, find: string, act: () => Promise<void>): Promise<number> {
  await ask(page, `void (probes.timing = probes.untilPainted(${find}))`)
  await act()
  return ask<number>(page, 'probes.timing')
}
