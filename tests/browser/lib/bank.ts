import type { Page } from 'playwright-core'
import { press } from './device.ts'

const CUSTOMER = '10001'
const BANK_PIN = '2468'
/** How the wallet calls the account of that customer. */
export const ACCOUNT = 'Lucía Ferrer ····0100'

/** Goes from the wallet to the bank and signs in there; what is agreed to is on the page then. */
export async function goToBank(page: Page): Promise<void> {
  await press(page, 'Link a bank account')
  await page.locator('#number').fill(CUSTOMER)
  await page.locator('#pin').fill(BANK_PIN)
  await page.keyboard.press('Enter')
  await page.locator('input[name=iban]').waitFor()
}

/** Agrees at the bank; the account is linked then. */
export async function agreeAtBank(page: Page): Promise<void> {
  await page.locator('button[value=yes]').click()
  await page.getByText(ACCOUNT).waitFor()
}
