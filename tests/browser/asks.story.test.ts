import { findChromium } from '@plaza/testkit'
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { fill, openDevice, press, toast, type Device } from './lib/device.ts'
import { cut, faults } from './lib/look.ts'
import { enterPin, friendsWithMoney, givePin, openFor, type Friends } from './lib/money.ts'
import { chatLine, log } from './lib/talk.ts'

// Anna asks Bruno for money, splits a dinner with him and Carla, lends him a family card, and reads it all in her history.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const PIN = '580274'

describe.skipIf(!chromium)('asking, splitting and the history of a wallet', () => {
  let city: ServedCity
  let browser: Browser
  let friends: Friends
  let anna: Device
  let bruno: Device
  let carla: Device

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    friends = await friendsWithMoney(city.databaseUrl, ['anna', 'bruno', 'carla'], 10_000n)
    anna = await openFor(browser, city, 'anna', 'phone')
    bruno = await openFor(browser, city, 'bruno', 'desktop')
    carla = await openFor(browser, city, 'carla', 'phone')
    for (const [handle, { page }] of Object.entries({ anna, bruno, carla })) {
      await givePin(page, handle, PIN)
    }
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const open = (page: Page, path: string) => page.goto(city.url + path)
  const inChat = async (page: Page, chat: string, what: string) => {
    await open(page, `/chats/${chat}`)
    await press(page, 'More: files, places, pay')
    await page.getByRole('menuitem', { name: what }).click()
  }
  const card = (page: Page, text: string) => log(page).locator('.money-card').filter({ hasText: text })
  const sheet = (page: Page) => page.getByRole('dialog')
  const shut = (page: Page) => sheet(page).locator('.sheet-head').getByRole('button', { name: 'Close' }).click()
  const good = async (page: Page) =>
    expect([...(await faults(page)), ...(page === bruno.page ? [] : await cut(page))]).toEqual([])

  test('a request is paid, and one that was made by mistake is taken back', async () => {
    await inChat(anna.page, friends.direct, 'Request money')
    await press(anna.page, 'Request')
    await anna.page.getByText('Enter an amount such as').waitFor()
    await fill(anna.page, 'Amount', '7.50')
    await fill(anna.page, 'Note (optional)', 'Cinema')
    await good(anna.page)
    await press(anna.page, 'Request')
    await card(anna.page, 'Waiting for Bruno to pay').waitFor()
    await good(anna.page)

    await open(bruno.page, `/chats/${friends.direct}`)
    await card(bruno.page, 'Tap to pay').click()
    await good(bruno.page)
    await press(sheet(bruno.page), 'Pay')
    await enterPin(bruno.page, PIN)
    await card(bruno.page, 'You paid').waitFor()
    await card(anna.page, 'Bruno paid').waitFor()

    await inChat(anna.page, friends.direct, 'Request money')
    await fill(anna.page, 'Amount', '750')
    await press(anna.page, 'Request')
    await card(anna.page, 'Waiting for Bruno to pay').click()
    await press(sheet(anna.page), 'Take back')
    await card(anna.page, 'You took it back').waitFor()
    await card(bruno.page, 'Taken back').waitFor()
  })

  test('a dinner is split to the cent, one pays at once and one after a reminder', async () => {
    await inChat(anna.page, friends.group, 'Split a bill')
    await fill(anna.page, 'Total amount', '50')
    await anna.page.getByText('€50.00 does not divide evenly by 3. €0.01 more each: You and ').waitFor()
    await fill(anna.page, 'Note (optional)', 'Pizza for all')
    await good(anna.page)
    await press(anna.page, 'Send to the group')
    await card(anna.page, '2 people have not paid').waitFor()

    await open(bruno.page, `/chats/${friends.group}`)
    await card(bruno.page, '€16.67 of €50.00').click()
    await good(bruno.page)
    await press(sheet(bruno.page), 'Pay')
    await enterPin(bruno.page, PIN)
    await sheet(bruno.page).getByText('Paid', { exact: true }).nth(1).waitFor()
    await shut(bruno.page)

    await card(anna.page, '1 person has not paid').click()
    await good(anna.page)
    await press(sheet(anna.page), 'Remind')
    await toast(anna.page, 'The group was reminded.').waitFor()
    await press(sheet(anna.page), 'Remind')
    await toast(anna.page, 'You have reminded them already.').waitFor()
    await shut(anna.page)

    await open(carla.page, `/chats/${friends.group}`)
    await card(carla.page, 'Not paid yet: You').click()
    await good(carla.page)
    await press(sheet(carla.page), 'Pay')
    await enterPin(carla.page, PIN)
    await sheet(carla.page).getByText('Nobody owes anything any more').waitFor()
    await card(anna.page, '€50.00 of €50.00').waitFor()
  })

  test('a bill is split item by item, and closed', async () => {
    const { page } = anna
    await inChat(page, friends.group, 'Split a bill')
    await page.getByText('By item', { exact: true }).click()
    await fill(page, 'What item 1 is (optional)', 'Two pizzas')
    await fill(page, 'Item 1', '12')
    await press(page, 'Add item')
    await fill(page, 'Item 2', '5')
    const second = page.getByRole('group', { name: 'Who shares item 2' })
    await second.getByText('You').click()
    await second.getByText('Carla').click()
    await page.locator('.group .cell').filter({ hasText: 'Bruno' }).getByText('€9.00').waitFor()
    await good(page)
    await press(page, 'Send to the group')
    await card(page, '€17.00').click()
    await sheet(page).getByText('2 items on the bill').click()
    await sheet(page).getByRole('listitem').filter({ hasText: 'Two pizzas' }).getByText('€12.00').waitFor()
    await good(page)
    await press(sheet(page), 'Stop collecting')
    await page.getByText('Stop collecting for this bill?').waitFor()
    await sheet(page).getByRole('button', { name: 'Stop collecting' }).last().click()
    await sheet(page).getByText('Closed').waitFor()
  })

  test('a family card pays up to its limit, and not after it was ended', async () => {
    await inChat(anna.page, friends.direct, 'Give a family card')
    await fill(anna.page, 'Limit each month', '40')
    await good(anna.page)
    await press(anna.page, 'Give card')
    await enterPin(anna.page, PIN)
    await card(anna.page, '€40.00 a month').waitFor()

    const { page } = bruno
    await open(page, '/contacts')
    await page.getByRole('button', { name: /Carla/ }).click()
    await press(page, 'Send a message')
    await press(page, 'More: files, places, pay')
    await page.getByRole('menuitem', { name: 'Transfer' }).click()
    await fill(page, 'Amount', '15')
    await page.getByText('Anna’s family card').click()
    await good(page)
    await press(page, 'Transfer')
    await sheet(page).getByText('From Anna’s family card, €40.00 left this month').waitFor()
    await enterPin(page, PIN)
    await card(page, 'Waiting for Carla to accept').waitFor()

    await open(anna.page, '/me/wallet/family')
    await anna.page.getByText('€15.00 of €40.00 used this month').waitFor()
    await good(anna.page)
    await press(anna.page, 'End card: Bruno')
    await press(sheet(anna.page), 'End card')
    await anna.page.getByRole('heading', { name: 'Ended' }).waitFor()
    await open(page, '/me/wallet/family')
    await page.getByRole('heading', { name: 'Ended' }).waitFor()
    await good(page)
  })

  test('the history is read, narrowed, put in order, and each payment has its receipt', async () => {
    const { page } = anna
    await open(page, '/me/wallet')
    await press(page, /^Payments/)
    await page.getByText(/^In €140.83 · Out/).waitFor()
    await good(page)
    await press(page, 'Filters')
    await page.getByLabel('Person').selectOption({ label: 'Carla' })
    await good(page)
    await expect.poll(() => page.locator('.bill-line').count()).toBe(1)
    await press(page, 'Clear filters')
    await expect.poll(() => page.locator('.bill-line').count()).toBe(4)
    await page.getByRole('searchbox', { name: 'Search notes' }).fill('cine')
    await expect.poll(() => page.locator('.bill-line').count()).toBe(1)
    await page.locator('.bill-line').click()
    await page.getByRole('heading', { name: 'Receipt' }).waitFor()
    const category = page.locator('.choice-cell').getByRole('combobox')
    await page.locator('.bill-head').getByText('+€7.50').waitFor()
    await category.selectOption({ label: 'Gifts' })
    await good(page)
    await page.reload()
    await page.locator('.bill-head').getByText('+€7.50').waitFor()
    expect(await category.inputValue()).toBe('gifts')

    await open(page, '/chats')
    await chatLine(page, 'Payments').click()
    await log(page).locator('.bill-card').filter({ hasText: 'Cinema' }).click()
    await page.getByRole('heading', { name: 'Receipt' }).waitFor()
    await good(page)
  })

  test('a month has its picture and its files, which anybody can check', async () => {
    const { page } = bruno
    await open(page, '/me/wallet/bills')
    await press(page, /^Figures of /)
    await page.getByRole('heading', { name: 'Spending by category' }).waitFor()
    await page.locator('.chart').getByText('€16.66').waitFor()
    await good(page)
    const files: string[] = []
    for (const name of ['To read and print, PDF', 'Table, CSV', 'Bank statement, XML (camt.053)']) {
      const [file] = await Promise.all([page.waitForEvent('download'), press(page, name)])
      files.push(await file.path())
      await toast(page, `${file.suggestedFilename()} was saved.`).waitFor()
    }
    await press(page, 'Previous month')
    await page.getByText('No payments in this month').waitFor()
    await good(page)

    const [, code = ''] = /\/check\/([0-9a-f]+)/.exec(readFileSync(files[0] as string, 'latin1')) ?? []
    await using stranger = await openDevice(browser, city.url, 'phone', { path: `/check/${code}` })
    await stranger.page.getByText('The city made a statement with this code').waitFor()
    await good(stranger.page)
    const choose = stranger.page.getByLabel('Choose the file')
    await choose.setInputFiles(files[0] as string)
    await stranger.page.getByText('This is the city’s file, unchanged').waitFor()
    await good(stranger.page)
    await choose.setInputFiles(files[1] as string)
    await stranger.page.getByText('This is not the file the city made').waitFor()
    await open(stranger.page, `/check/${'0'.repeat(32)}`)
    await stranger.page.getByText('The city does not know this code').waitFor()
    await good(stranger.page)
  })
})
