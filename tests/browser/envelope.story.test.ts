import { findChromium } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isLong } from '../lib/long.ts'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { fill, openDevice, press, type Device } from './lib/device.ts'
import { cut, faults } from './lib/look.ts'
import { enterPin, friendsWithMoney, givePin, openFor, sessionsOf, type Friends } from './lib/money.ts'
import { log } from './lib/talk.ts'

// Anna drops a lucky envelope into a group, and eight friends (or twenty, `PLAZA_LONG=1`) open it at the same moment, each on a phone of their own.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const PIN = '580274'
/** With fewer phones it is the same race, and a third of the time. */
const OPENERS = isLong ? 20 : 8
const AT_ONCE = 4
const CENTS = 1_888
const names = Array.from({ length: OPENERS }, (_, i) => `friend${String(i + 1).padStart(2, '0')}`)

describe.skipIf(!chromium)('a lucky envelope that many open at once', () => {
  let city: ServedCity
  let browser: Browser
  let friends: Friends
  let anna: Device
  const phones: Device[] = []

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    friends = await friendsWithMoney(city.databaseUrl, ['anna', ...(names as [string])], 10_000n)
    anna = await openFor(browser, city, 'anna', 'phone')
    await givePin(anna.page, 'anna', PIN)
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const card = (page: Page) => log(page).locator('.money-card.envelope')
  const sheet = (page: Page) => page.getByRole('dialog')
  const cents = (text: string) => Math.round(Number(text.replace(/[^0-9.]/g, '')) * 100)

  test('it is filled for all of them', async () => {
    const { page } = anna
    await page.goto(`${city.url}/chats/${friends.group}`)
    await press(page, 'More: files, places, pay')
    await page.getByRole('menuitem', { name: 'Red envelope' }).click()
    await fill(page, 'Total amount', (CENTS / 100).toFixed(2))
    await fill(page, 'How many shares', String(OPENERS))
    await press(page, 'Put money in')
    await enterPin(page, PIN)
    await card(page).waitFor()
  })

  test('all of them stand before it, and press together', async () => {
    const tokens = await sessionsOf(city.databaseUrl, names)
    const waiting = [...tokens.entries()]
    const comeInTurn = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [i, token] = next
        const phone = await openDevice(browser, city.url, 'phone', { token, path: `/chats/${friends.group}` })
        phones[i] = phone
        await card(phone.page).click()
        await sheet(phone.page).getByRole('button', { name: 'Open', exact: true }).waitFor()
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, comeInTurn))
    await Promise.all(phones.map(({ page }) => press(sheet(page), 'Open')))
    await Promise.all(phones.map(({ page }) => page.locator('.envelope-amount').waitFor()))
  })

  test('everybody sees the same result, to the cent, with the luckiest by name', async () => {
    const results = await Promise.all(phones.map(({ page }, i) => resultOf(page, names[i] as string)))
    const [first] = results
    for (const result of results) expect(result.shares).toEqual(first?.shares)
    const shares = Object.values(first?.shares ?? {})
    expect(shares).toHaveLength(OPENERS)
    expect(shares.reduce((sum, one) => sum + one, 0)).toBe(CENTS)
    expect(Math.min(...shares)).toBeGreaterThan(0)
    for (const { luckiest, mine, who, shares: all } of results) {
      expect(all[who]).toBe(mine)
      expect(luckiest).toEqual(first?.luckiest)
      expect(all[luckiest as string]).toBe(Math.max(...shares))
    }
    for (const { faults: thrown } of phones) expect(thrown).toEqual([])
  })

  test('the sender sees it too, and every share is in a wallet', async () => {
    await card(anna.page).filter({ hasText: 'All opened' }).click()
    await sheet(anna.page).getByText(`${OPENERS} of ${OPENERS} opened · €18.88 in total`).waitFor()
    expect(await faults(anna.page)).toEqual([])
    const { page } = phones[0] as Device
    expect([...(await faults(page)), ...(await cut(page))]).toEqual([])
    const mine = cents(await page.locator('.envelope-amount').innerText())
    await page.goto(`${city.url}/me/wallet`)
    await page.locator('.balance-amount').waitFor()
    expect(cents(await page.locator('.balance-amount').innerText())).toBe(10_000 + mine)
  })

  /** What a phone shows once all is opened: who got how much, by handle. */
  async function resultOf(page: Page, who: string) {
    await sheet(page).getByText(`${OPENERS} of ${OPENERS} opened · €18.88 in total`).waitFor()
    const lines = await sheet(page)
      .locator('.envelope-takes li')
      .evaluateAll(items => items.map(item => [item.querySelector('b')?.textContent, item.textContent]))
    const called = (name: string) => (name === 'You' ? who : name.toLowerCase())
    const shares: Record<string, number> = {}
    let luckiest: string | undefined
    for (const [name = '', text = ''] of lines as [string, string][]) {
      shares[called(name)] = cents(/€([0-9.]+)/.exec(text)?.[1] ?? '')
      if (text.includes('Luckiest')) luckiest = called(name)
    }
    return { who, shares, luckiest, mine: cents(await page.locator('.envelope-amount').innerText()) }
  }
})
