import type { Browser, Locator, Page } from 'playwright-core'
import { ask, openTab, signedIn } from './browser.ts'
import { percentile, round, type Figure } from './figures.ts'
import type { Reference } from './reference/serve.ts'
import type { Town } from './town.ts'

const ROUNDS = 5
/** Longer than the slide between two pages. */
const REST_MS = 400
const BETWEEN_KEYS_MS = 60

/**
 * Interaction to next paint, as the browser itself tells it, over what a person does in a few minutes on a phone at 4x: tabs,
 * chats, typing, menus, search. Those under 16 ms are not told by the browser and not counted.
 */
export async function interactions(browser: Browser, town: Town, _reference: Reference): Promise<Figure[]> {
  await using context = await signedIn(browser, town.url, town.lee.token)
  const { page } = await openTab(context, { cpu: true })
  await page.goto(town.url)
  await ask(page, 'probes.start(4000)')
  for (let i = 0; i < ROUNDS; i++) await wander(page, i)
  const lasted = await ask<number[]>(page, 'probes.interactions()')
  const note = `${lasted.length} of more than 16 ms; median ${round(percentile(lasted, 0.5))}, p98 ${round(percentile(lasted, 0.98))}`
  return [{ name: '4x: interaction to next paint, p75', value: percentile(lasted, 0.75), unit: 'ms', most: 150, note }]
}

async function wander(page: Page, round: number): Promise<void> {
  const rest = () => page.waitForTimeout(REST_MS)
  const tap = async (target: Locator) => {
    await target.tap()
    await rest()
  }
  const button = (name: string) => page.getByRole('button', { name, exact: true }).first()
  const close = async () => {
    await page.keyboard.press('Escape')
    await rest()
  }
  for (const tab of ['Contacts', 'Discover', 'Me', 'Chats'])
    await tap(page.getByRole('navigation').getByRole('button', { name: tab }))
  const search = page.getByRole('searchbox').first()
  await tap(search)
  await page.keyboard.type('bread', { delay: BETWEEN_KEYS_MS })
  await search.fill('')
  await tap(page.locator('.chat-line').nth(1 + round))
  await tap(page.getByRole('textbox', { name: 'Message', exact: true }))
  await page.keyboard.type('on my way home', { delay: BETWEEN_KEYS_MS })
  await tap(button('Send'))
  await tap(button('Emoji'))
  await tap(button('Emoji'))
  await tap(button('More: files, places, pay'))
  await close()
  await page.locator('.bubble').last().click({ button: 'right' })
  await rest()
  await close()
  await tap(button('Back'))
}
