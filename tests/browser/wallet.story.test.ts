import { findChromium } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { fill, press, toast, type Device } from './lib/device.ts'
import { faults } from './lib/look.ts'
import { choosePin, enterPin, friendsWithMoney, openFor, passwordOf, type Friends } from './lib/money.ts'
import { log } from './lib/talk.ts'

// Anna pays Bruno in their chat and is paid back, shares a lucky envelope with the dinner crew, and freezes her wallet.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const PIN = '580274'

describe.skipIf(!chromium)('money in the chat', () => {
  let city: ServedCity
  let browser: Browser
  let friends: Friends
  let anna: Device
  let bruno: Device

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    friends = await friendsWithMoney(city.databaseUrl, ['anna', 'bruno', 'carla'], 10_000n)
    anna = await openFor(browser, city, 'anna', 'phone')
    bruno = await openFor(browser, city, 'bruno', 'desktop')
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const balance = async (page: Page): Promise<string> => {
    await page.goto(`${city.url}/me/wallet`)
    return page.locator('.balance-amount').innerText()
  }
  const choose = (page: Page, handle: string) => choosePin(page, city.url, handle, PIN)
  const pay = async (page: Page, chat: string, what: 'Transfer' | 'Red envelope') => {
    await page.goto(`${city.url}/chats/${chat}`)
    await press(page, 'More: files, places, pay')
    await page.getByRole('menuitem', { name: what }).click()
  }
  const card = (page: Page, text: string) => log(page).locator('.money-card').filter({ hasText: text })

  test('a weak PIN is refused, and a good one is set', async () => {
    const { page } = anna
    await page.goto(`${city.url}/me/wallet/pin`)
    for (let i = 0; i < 2; i++) {
      await page.getByText(i === 0 ? 'Choose a payment PIN' : 'Enter the PIN again').waitFor()
      await enterPin(page, '123456')
    }
    await fill(page, 'Your password, to confirm', passwordOf('anna'))
    await press(page, 'Set payment PIN')
    await page.getByText('This PIN is easy to guess').waitFor()
    await choose(page, 'anna')
    expect(await faults(page)).toEqual([])
    expect(await balance(page)).toBe('€100.00')
    expect(await faults(page)).toEqual([])
  })

  test('a transfer waits, is accepted, and both see so at once', async () => {
    const { page } = anna
    await pay(page, friends.direct, 'Transfer')
    await fill(page, 'Amount', '12,50')
    await fill(page, 'Note (optional)', 'Noodles')
    expect(await faults(page)).toEqual([])
    await press(page, 'Transfer')
    await page.getByRole('dialog').getByText('€12.50').waitFor()
    await enterPin(page, '580270')
    await page.getByText('That PIN is not right').waitFor()
    expect(await faults(page)).toEqual([])
    await enterPin(page, PIN)
    await card(page, 'Waiting for Bruno to accept').waitFor()

    await bruno.page.goto(`${city.url}/chats/${friends.direct}`)
    await card(bruno.page, 'Tap to accept').click()
    expect(await faults(bruno.page)).toEqual([])
    await press(bruno.page.getByRole('dialog'), 'Accept')
    await card(bruno.page, 'Accepted').waitFor()
    await card(page, 'Accepted by Bruno').waitFor()
    expect(await faults(page)).toEqual([])
    expect(await balance(page)).toBe('€87.50')
    expect(await balance(bruno.page)).toBe('€112.50')
  })

  test('money that is returned is there again', async () => {
    await choose(bruno.page, 'bruno')
    await pay(bruno.page, friends.direct, 'Transfer')
    await fill(bruno.page, 'Amount', '5')
    await press(bruno.page, 'Transfer')
    await enterPin(bruno.page, PIN)
    await card(bruno.page, 'Waiting for Anna to accept').waitFor()
    await anna.page.goto(`${city.url}/chats/${friends.direct}`)
    await card(anna.page, 'Tap to accept').click()
    await press(anna.page.getByRole('dialog'), 'Return it')
    await card(bruno.page, 'Returned by Anna').waitFor()
    expect(await balance(bruno.page)).toBe('€112.50')
  })

  test('a lucky envelope is opened by two, and its draw can be checked', async () => {
    const { page } = anna
    await pay(page, friends.group, 'Red envelope')
    await fill(page, 'Total amount', '8.88')
    await fill(page, 'How many shares', '2')
    await fill(page, 'Wish', 'Good luck!')
    expect(await faults(page)).toEqual([])
    await press(page, 'Put money in')
    await enterPin(page, PIN)
    await card(page, 'Good luck!').click()
    await press(page.getByRole('dialog'), 'Open')
    await page.getByText('1 of 2 opened').waitFor()
    expect(await faults(page)).toEqual([])
    await press(page.getByRole('dialog'), 'Close')

    await bruno.page.goto(`${city.url}/chats/${friends.group}`)
    await card(bruno.page, 'Good luck!').click()
    await press(bruno.page.getByRole('dialog'), 'Open')
    await bruno.page.getByText('2 of 2 opened · €8.88 in total').waitFor()
    await bruno.page.getByText('Fair draw').click()
    await press(bruno.page, 'Check the draw')
    await bruno.page.getByText('exactly the shares that were sealed').waitFor()
    expect(await faults(bruno.page)).toEqual([])
    await card(page, 'All opened').waitFor()
  })

  test('a frozen wallet pays nothing, until its owner opens it again', async () => {
    const { page } = anna
    await page.goto(`${city.url}/me/wallet`)
    await press(page, /^Freeze wallet/)
    await press(page.getByRole('dialog'), 'Freeze')
    await page.getByText('Your wallet is frozen').waitFor()
    expect(await faults(page)).toEqual([])
    await pay(page, friends.direct, 'Transfer')
    await fill(page, 'Amount', '1')
    await press(page, 'Transfer')
    await enterPin(page, PIN)
    await page.getByText('This wallet is frozen').waitFor()
    await page.goto(`${city.url}/me/wallet`)
    await press(page, 'Unfreeze')
    const sheet = page.getByRole('dialog')
    await fill(sheet, 'Your password, to confirm', passwordOf('anna'))
    await press(sheet, 'Unfreeze')
    await toast(page, 'Your wallet works again.').waitFor()
  })
})
