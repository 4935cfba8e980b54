import type { Locator, Page } from 'playwright-core'
import { press } from './device.ts'

/** The messages of the chat that is open. */
export const log = (page: Page): Locator => page.getByRole('log', { name: 'Messages' })

/** The bubble with this text. */
export const bubble = (page: Page, text: string): Locator => log(page).locator('.bubble').filter({ hasText: text })

/** What is said in the open chat, in order, without the city's own sentences. */
export const words = (page: Page): Promise<string[]> => log(page).locator('.bubble .words').allInnerTexts()

/** Writes into the open chat. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(text)
  await press(page, 'Send')
}

/** Chooses from the menu of a message that has arrived; an emoji from the row above it reacts. */
export async function choose(page: Page, text: string, item: string): Promise<void> {
  await bubble(page, text).and(page.locator(':not(.waiting)')).click({ button: 'right' })
  const menu = page.getByRole('menuitem', { name: item, exact: true })
  await menu.or(page.getByRole('group', { name: 'React' }).getByRole('button', { name: item, exact: true })).click()
}

/** The line of a chat in the list, by its title. */
export const chatLine = (page: Page, title: string): Locator =>
  page.getByRole('list', { name: 'Chats' }).getByRole('button').filter({ hasText: title })
