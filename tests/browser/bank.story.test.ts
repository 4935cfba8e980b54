import { findChromium } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agreeAtBank, goToBank } from './lib/bank.ts'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { fill, press, toast, type Device } from './lib/device.ts'
import { cut, faults } from './lib/look.ts'
import { enterPin, friendsWithMoney, givePin, openFor, operators } from './lib/money.ts'

// Anna links her bank account, fills her wallet and takes some out, and shows who she is; Olga and Otto decide at the desk
// what needs two.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const PIN = '580274'

describe.skipIf(!chromium)('the bank and the desks', () => {
  let city: ServedCity
  let browser: Browser
  let anna: Device
  let olga: Device
  let otto: Device

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false, bank: true }), openChromium(chromium as string)])
    await friendsWithMoney(city.databaseUrl, ['anna', 'bruno'], 1_000n)
    await operators(city.databaseUrl, ['olga', 'otto'])
    anna = await openFor(browser, city, 'anna', 'phone')
    olga = await openFor(browser, city, 'olga', 'desktop')
    otto = await openFor(browser, city, 'otto', 'phone')
    await givePin(anna.page, 'anna', PIN)
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  /** A page that is whole: nothing that axe or a ruler finds. */
  const whole = async (page: Page) => expect([...(await faults(page)), ...(await cut(page))]).toEqual([])
  const move = async (page: Page, what: 'Top up' | 'Withdraw', amount: string) => {
    await page.goto(`${city.url}/me/wallet`)
    await press(page, what)
    await fill(page, 'Amount', amount)
    await whole(page)
    await press(page, what)
    await enterPin(page, PIN)
  }

  test('who declines at the bank has linked nothing; who agrees has', async () => {
    const { page } = anna
    await page.goto(`${city.url}/me/wallet/bank`)
    await page.getByText('No bank account yet').waitFor()
    await whole(page)
    await goToBank(page)
    await page.locator('button[value=no]').click()
    await toast(page, 'You did not agree').waitFor()
    await page.getByText('No bank account yet').waitFor()

    await goToBank(page)
    await agreeAtBank(page)
    expect(new URL(page.url()).search).toBe('')
    await whole(page)
  })

  test('money comes from the bank and goes back, and the page says how it stands', async () => {
    const { page } = anna
    await move(page, 'Top up', '25')
    await page.getByText('The money is in your wallet.').waitFor()
    await whole(page)
    await press(page, 'Close')
    await page.locator('.balance-amount').filter({ hasText: '€35.00' }).waitFor()
    await move(page, 'Withdraw', '5.50')
    await page.getByText('The money is in your bank account.').waitFor()
    await press(page, 'Close')
    await page.locator('.balance-amount').filter({ hasText: '€29.50' }).waitFor()
    await page.goto(`${city.url}/me/wallet/bank`)
    await page.getByRole('button', { name: /Withdraw.*Done/ }).waitFor()
    await page.getByRole('button', { name: /Top up.*Done/ }).waitFor()
  })

  test('a bank that is silent or says no is told in kind words, and the page changes by itself', async () => {
    const { page } = anna
    await city.bankMood({ dead: 'before' })
    await move(page, 'Top up', '3')
    await page.getByText('The bank has not answered. Your money is safe').waitFor()
    await whole(page)
    await city.bankMood({ dead: 'no' })
    await page.getByText('The money is in your wallet.').waitFor()
    await city.bankMood({ refuse: 'AM04' })
    await move(page, 'Top up', '4')
    await page.getByText('There was not enough money in the bank account.').waitFor()
    await whole(page)
    await city.bankMood({ refuse: null })
  })

  test('what no machine decides waits for two operators', async () => {
    const { page } = anna
    await page.goto(`${city.url}/me/wallet/identity`)
    await page.getByRole('heading', { name: 'Level 0' }).waitFor()
    await whole(page)
    await press(page, 'Verify my identity')
    await press(page, 'Show a document that cannot be read')
    await page.getByText('People are looking at it').waitFor()
    await whole(page)
    for (const [desk, count] of [
      [olga.page, '0 of 2'],
      [otto.page, '1 of 2'],
    ] as const) {
      await desk.goto(`${city.url}/operator/checks`)
      await desk.getByText(`${count} approvals`).waitFor()
      await whole(desk)
      await press(desk, 'Approve')
      await fill(desk, 'Reason', 'Seen at the desk')
      await whole(desk)
      await press(desk.getByRole('dialog'), 'Approve')
      await toast(desk, 'Your approval is kept.').waitFor()
    }
    await otto.page.getByText('Nobody is waiting').waitFor()
    await page.goto(`${city.url}/me/wallet/identity`)
    await page.getByRole('heading', { name: 'Level 1', exact: true }).waitFor()
    await page.getByText('Approved').waitFor()
  })

  test('one operator proposes new limits, and only another approves them', async () => {
    const { page } = olga
    await page.goto(`${city.url}/operator/tiers`)
    await whole(page)
    await press(page, 'New limits of level 1')
    await fill(page, 'One payment', '20000')
    await press(page, 'Propose these limits')
    await page.getByText('The limits do not fit together').waitFor()
    await fill(page, 'One payment', '600')
    await whole(page)
    await press(page, 'Propose these limits')
    await page.getByText('Waiting for a second operator').waitFor()
    await page.getByText('Somebody else has to decide this.').waitFor()
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0)
    await otto.page.goto(`${city.url}/operator/tiers`)
    await otto.page.getByText('Proposed by Olga').waitFor()
    await whole(otto.page)
    await press(otto.page, 'Approve')
    await toast(otto.page, 'Your approval is kept.').waitFor()
    await anna.page.goto(`${city.url}/me/wallet/identity`)
    await anna.page.getByText('€600.00').last().waitFor()
  })

  test('an order freezes a wallet and another ends it; decisions and reconciliation can be read', async () => {
    const { page } = olga
    await page.goto(`${city.url}/operator/frozen`)
    await fill(page, 'Handle of the holder', '@anna')
    await fill(page, 'Why you look', 'Order of the court')
    await press(page, 'Find')
    await press(page, 'Freeze')
    await fill(page, 'Reason', 'Order of the court')
    await fill(page, 'Number of the order', 'C-17/26')
    await press(page.getByRole('dialog'), 'Freeze')
    await page.getByText('Order C-17/26').waitFor()
    await whole(page)
    await anna.page.goto(`${city.url}/me/wallet`)
    await anna.page.getByText('Frozen by order').waitFor()
    await press(page, 'End the freeze')
    await fill(page, 'Reason', 'Lifted')
    await fill(page, 'Number of the order', 'C-18/26')
    await press(page.getByRole('dialog'), 'End the freeze')
    await page.getByText('No wallet is frozen by an order.').waitFor()

    await page.goto(`${city.url}/operator/decisions`)
    await page.getByRole('row').filter({ hasText: 'Anna' }).first().waitFor()
    await whole(page)
    await page.getByLabel('Verdict').selectOption('block')
    await page.getByText('No decisions of this kind').waitFor()
    await page.goto(`${city.url}/operator/suspense`)
    await page.getByText('Nothing is unexplained').waitFor()
    await whole(page)
  })

  test('who is no operator sees that the desk is not theirs', async () => {
    await anna.page.goto(`${city.url}/operator/tiers`)
    await anna.page.getByRole('heading', { name: /not allowed|may not/i }).waitFor()
  })

  test('an account is unlinked', async () => {
    const { page } = anna
    await page.goto(`${city.url}/me/wallet/bank`)
    await press(page, 'Unlink')
    await whole(page)
    await press(page.getByRole('dialog'), 'Unlink')
    await page.getByText('No bank account yet').waitFor()
  })
})
