import { derivedId } from '@plaza/kernel'
import { declaredServer } from '@plaza/server'
import { findChromium } from '@plaza/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { fill, openDevice, press, signIn, toast, type Device } from './lib/device.ts'
import { Inside } from './lib/inside.ts'
import { faults } from './lib/look.ts'
import { enterPin, friendsWithMoney, givePin, openFor, type Friends } from './lib/money.ts'
import { bubble, log, say } from './lib/talk.ts'

// Anna buys buns and honey from a third party's shop, is told where they are, opens its envelope, and gets her money back.

const PIN = '580274'
/** Where the wheel turns on a phone, and how far, to see the end of a page. */
const MIDDLE = { x: 190, y: 420 }
const FAR = 2_000
const KEEPER = { handle: 'nadia.souto', password: 'harbour-1234' }

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

describe.skipIf(!chromium)('a shop of somebody else', () => {
  let city: ServedCity
  let browser: Browser
  let anna: Device
  let friends: Friends
  let appId: string

  beforeAll(async () => {
    appId = declaredServer('shop')?.appId ?? ''
    ;[city, browser] = await Promise.all([
      serveCity({ demo: false, programs: true, shop: true }),
      openChromium(chromium as string),
    ])
    friends = await friendsWithMoney(city.databaseUrl, ['anna', 'bruno'], 10_000n)
    anna = await openFor(browser, city, 'anna', 'phone')
    await givePin(anna.page, 'anna', PIN)
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const dialog = () => anna.page.getByRole('dialog')
  const openAt = async (page: string) => {
    await anna.page.goto(`${city.url}/mp/${appId}/${encodeURIComponent(page)}`)
    return Inside.of(anna.page)
  }
  const balance = async (amount: string) => {
    await anna.page.goto(`${city.url}/me/wallet`)
    await anna.page.locator('.balance-amount').getByText(amount).waitFor()
  }

  test('she finds it by what it sells, and fills her basket', async () => {
    const { page } = anna
    await page.goto(`${city.url}/programs`)
    await page.getByLabel('Search mini programs').fill('bread')
    await page.getByRole('button', { name: /Harbour Bakery/ }).click()
    const shop = await Inside.of(page)
    await shop.tap('Pastry')
    await shop.tap('Cinnamon bun')
    await shop.tap('Box of six')
    await shop.tap('Add to basket')
    await page.goBack()
    await shop.see('Baked since five this morning')
    await shop.tap('All')
    await shop.type(0, 'honey')
    await shop.tap('Heather honey')
    await shop.see('From nine hives above the lighthouse.')
    await shop.tap('Add to basket')
    await page.goBack()
    await press(page, /Basket$/)
    await shop.see('€18.40')
    expect(await faults(page)).toEqual([])
  })

  test('she says where to, and pays the merchant with her PIN in the host’s own sheet', async () => {
    const { page } = anna
    const shop = await Inside.of(page)
    await shop.tap('Order')
    await shop.tap('Choose an address')
    await fill(dialog(), 'Phone', '+34 600 000 000')
    await fill(dialog(), 'Street and number', 'Calle del Farol 7')
    await fill(dialog(), 'Town', 'Lumar')
    expect(await faults(page)).toEqual([])
    await press(dialog(), 'Give this address')
    await shop.see(/Calle del Farol 7/)
    await shop.tap('Pay €18.40')
    await dialog().getByText('Your order is on its way').waitFor()
    await press(page, 'Take these messages')
    await dialog().getByText('Harbour Bakery, order').waitFor()
    expect(await faults(page)).toEqual([])
    await press(page, 'Pay €18.40')
    await enterPin(page, PIN)
    await shop.see('A thank-you from the bakery')
  })

  test('she opens the merchant’s envelope: it is in her wallet at once', async () => {
    const { page } = anna
    const shop = await Inside.of(page)
    await shop.tap('Open the envelope')
    await dialog().getByText('A red envelope from a shop').waitFor()
    expect(await faults(page)).toEqual([])
    await press(dialog(), 'Take €1.84')
    await shop.see('You took €1.84')
    await balance('€83.44')
  })

  test('the courier’s message comes where the city brings such messages, and leads to the order', async () => {
    const { page } = anna
    await page.goto(`${city.url}/chats`)
    await page.getByRole('button', { name: /Service notices/ }).click()
    await page.locator('.program-share').filter({ hasText: 'Your order has arrived' }).waitFor()
    await page.locator('.program-share').filter({ hasText: 'Your order is on its way' }).click()
    const shop = await Inside.of(page)
    await shop.see('Heather honey')
    await shop.tap('Write to us')
    await say(page, 'Are the buns still warm?')
    await bubble(page, 'automatic answer').waitFor()
    await log(page).locator('.program-share').waitFor()
  })

  test('she shows a loaf to her group, and Bruno opens it from the card', async () => {
    const shop = await openAt('pages/good/good?id=loaf')
    await shop.tap('Show it to a friend')
    await dialog()
      .getByRole('button', { name: /Dinner crew/ })
      .click()
    await toast(anna.page, 'Shared').waitFor()
    await using bruno = await openFor(browser, city, 'bruno', 'desktop')
    await bruno.page.goto(`${city.url}/chats/${friends.group}`)
    await bruno.page.locator('.program-share').filter({ hasText: 'Country loaf' }).click()
    await (await Inside.of(bruno.page)).see('Wheat and rye, a day of rest, a dark crust.')
  })

  test('she asks for the money back and has it; the merchant’s desk shows both', async () => {
    const list = await openAt('pages/orders/orders')
    await list.tap(/^Order [0-9A-F]{6}$/)
    await list.see('Write to us')
    await anna.page.mouse.move(MIDDLE.x, MIDDLE.y)
    await anna.page.mouse.wheel(0, FAR)
    await list.tap('Ask for the money back')
    await press(dialog(), 'It came too late')
    await dialog().getByText('We return €16.56').waitFor()
    await press(dialog(), 'OK')
    await list.see('€16.56 came back')
    await balance('€100.00')

    await using nadia = await openDevice(browser, city.url, 'desktop')
    await signIn(nadia.page, KEEPER.handle, KEEPER.password)
    await nadia.page.goto(`${city.url}/me/shops/${derivedId('plaza shop', 'merchant')}/orders`)
    await nadia.page
      .getByRole('button', { name: /order [0-9A-F]{6}/ })
      .first()
      .click()
    await nadia.page.getByText('€16.56').filter({ visible: true }).first().waitFor()
  })
})
