import { findChromium } from '@plaza/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { DESKTOP, press, toast, type Device } from './lib/device.ts'
import { Inside } from './lib/inside.ts'
import { faults } from './lib/look.ts'
import { friendsWithMoney, openFor, type Friends } from './lib/money.ts'

// Anna finds the poll, asks her group about dinner, and Bruno answers from the card. Then she takes everything back.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

describe.skipIf(!chromium)('a mini program in a group', () => {
  let city: ServedCity
  let browser: Browser
  let anna: Device
  let bruno: Device
  let friends: Friends

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false, programs: true }), openChromium(chromium as string)])
    friends = await friendsWithMoney(city.databaseUrl, ['anna', 'bruno'], 10_000n)
    anna = await openFor(browser, city, 'anna', 'phone')
    bruno = await openFor(browser, city, 'bruno', 'desktop')
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  test('she finds it in Discover, and it starts without being installed', async () => {
    await press(anna.page, 'Discover')
    await anna.page.getByRole('button', { name: /^Mini programs/ }).click()
    await anna.page.getByLabel('Search mini programs').fill('ask')
    await anna.page.getByRole('button', { name: /^P?\s*Poll/ }).click()
    const poll = await Inside.of(anna.page)
    await poll.see('New poll')
    expect(await faults(anna.page)).toEqual([])
  })

  test('she asks a question, and is asked herself before the program learns her name', async () => {
    const poll = await Inside.of(anna.page)
    await poll.tap('New poll')
    await poll.see('Create')
    await poll.type(0, 'Dinner on Friday?')
    await poll.type(1, 'Paella')
    await poll.type(2, 'Noodles')
    await poll.tap('Create')
    await anna.page.getByText('Know your name and picture').waitFor()
    await press(anna.page, 'Allow while in use')
    await poll.see('Dinner on Friday?')
    await poll.tap('Paella')
    await poll.tap('Vote')
    await press(anna.page, 'Take these messages')
    await poll.see('Change my vote')
    await poll.see('Anna')
  })

  test('she goes back page by page as in any app, and forward again by what she made', async () => {
    await anna.page.goBack()
    const poll = await Inside.of(anna.page)
    await poll.see('Your polls')
    await poll.tap('Dinner on Friday?')
    await poll.see('Share with a group')
  })

  test('she shares the page into her group as a card, and Bruno opens it at the same page', async () => {
    const poll = await Inside.of(anna.page)
    await poll.tap('Share with a group')
    await anna.page
      .getByRole('dialog')
      .getByRole('button', { name: /Dinner crew/ })
      .click()
    await toast(anna.page, 'Shared').waitFor()

    await bruno.page.goto(city.url + `/chats/${friends.group}`)
    const card = bruno.page.locator('.program-share').filter({ hasText: 'Dinner on Friday?' })
    await card.click()
    const his = await Inside.of(bruno.page)
    await his.tap('Noodles')
    await his.tap('Vote')
    await press(bruno.page.getByRole('dialog'), 'Do not allow')
    await press(bruno.page, 'Only this time')
    await his.see('Bruno')
    await his.see('Anna')
    // The chat stays beside the program, and what is typed there goes nowhere else.
    await bruno.page
      .getByRole('textbox', { name: /message/i })
      .first()
      .fill('Noodles!')
    expect(await faults(bruno.page)).toEqual([])
    expect(bruno.page.viewportSize()).toEqual(DESKTOP)
  })

  test('she ends the poll, and hears how it ended where the city brings such messages', async () => {
    const poll = await Inside.of(anna.page)
    await poll.tap('Close it')
    await press(anna.page.getByRole('dialog'), 'OK')
    await poll.see(/Closed/)
    await anna.page.goto(`${city.url}/chats`)
    await anna.page.getByRole('button', { name: /Service notices/ }).click()
    const notice = anna.page.locator('.program-share').filter({ hasText: 'A poll is closed' })
    await notice.getByText('Dinner on Friday?').waitFor()
    await notice.click()
    await (await Inside.of(anna.page)).see(/Closed/)
  })

  test('she closes it and comes back to where she was; recent programs are in the drawer', async () => {
    await press(anna.page, 'Close mini program')
    await anna.page.getByRole('heading', { name: 'Service notices' }).waitFor()
    await anna.page.goto(city.url + '/chats')
    await press(anna.page, 'Mini programs')
    await anna.page.getByRole('dialog').getByRole('button', { name: /Poll/ }).click()
    await (await Inside.of(anna.page)).see(/Closed/)
  })

  test('she sees what it knows, and takes everything back', async () => {
    await anna.page.goto(city.url + '/programs/known')
    await anna.page.getByRole('button', { name: /Poll/ }).click()
    await anna.page.getByText('A name of its own for you').waitFor()
    await press(anna.page, /^Take everything back/)
    await press(anna.page.getByRole('dialog'), 'Take back')
    await anna.page.goto(city.url + '/programs/known')
    await anna.page.getByText('No mini program knows you yet').waitFor()
  })
})
