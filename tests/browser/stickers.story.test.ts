import { findChromium } from '@plaza/testkit'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { press, toast, type Device } from './lib/device.ts'
import { cut, faults } from './lib/look.ts'
import { friendsWithMoney, openFor, type Friends } from './lib/money.ts'
import { log } from './lib/talk.ts'

// Anna makes a sticker of a picture and sends it, Bruno keeps it and answers with it; both have theirs wherever they sign in.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const POLL = { timeout: 20_000, interval: 100 }

describe.skipIf(!chromium)('stickers', () => {
  let city: ServedCity
  let browser: Browser
  let friends: Friends
  let anna: Device
  let desk: Device
  let bruno: Device

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    friends = await friendsWithMoney(city.databaseUrl, ['anna', 'bruno'], 100n)
    const path = `/chats/${friends.direct}`
    anna = await openFor(browser, city, 'anna', 'phone', { path })
    desk = await openFor(browser, city, 'anna', 'desktop', { path })
    bruno = await openFor(browser, city, 'bruno', 'phone', { path })
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  /** A star on nothing, larger than a sticker is. */
  const starOf = async (page: Page): Promise<Buffer> => {
    const url = await page.evaluate<string>(`(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 900, height: 700 })
      const context = canvas.getContext('2d')
      context.fillStyle = '#d3382b'
      context.beginPath()
      for (let i = 0; i < 10; i++) {
        const far = i % 2 ? 140 : 330
        context.lineTo(450 + far * Math.sin(i * Math.PI / 5), 350 - far * Math.cos(i * Math.PI / 5))
      }
      context.fill()
      return canvas.toDataURL('image/png')
    })()`)
    return Buffer.from(url.split(',')[1]!, 'base64')
  }
  const panel = (page: Page): Locator => page.getByRole('tabpanel', { name: 'Stickers' })
  const show = async (page: Page) => {
    await press(page, 'Emoji')
    await page.getByRole('tab', { name: 'Stickers' }).click()
    await panel(page).waitFor()
  }
  const turn = (page: Page, tab: string) => panel(page).getByRole('tab', { name: tab, exact: true }).click()
  const last = (page: Page): Locator => log(page).locator('.bubble.k-sticker:not(.waiting)').last()
  const drawn = (page: Page) =>
    expect
      .poll(
        () =>
          last(page)
            .locator('img.own')
            .evaluateAll(all => all.map(one => (one as unknown as { naturalWidth: number }).naturalWidth > 0)),
        POLL,
      )
      .toEqual([true])
  const good = async (device: Device, what: string) => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await device.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const found = [...(await faults(device.page)), ...(device === desk ? [] : await cut(device.page))]
      expect(found.map(fault => `${what}, ${colorScheme}: ${fault}`)).toEqual([])
    }
  }

  test('packs have their tabs, and what was used last stands first', async () => {
    const { page } = anna
    await show(page)
    await turn(page, 'Lola at the harbour')
    await panel(page).getByRole('button', { name: 'The lighthouse says good night' }).waitFor()
    await good(anna, 'pack')
    await panel(page).getByRole('button', { name: 'Lola waves' }).click()
    await last(bruno.page).getByRole('img', { name: 'Lola waves' }).waitFor()
    await press(page, 'Emoji')
    await show(page)
    await panel(page).getByRole('tab', { name: 'Recent', selected: true }).waitFor()
    expect(await page.getByRole('tabpanel', { name: 'Recent' }).getByRole('img').count()).toBe(1)
    await panel(page).getByRole('tab', { name: 'Recent' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await panel(page).getByText('Make a sticker of a picture here').waitFor()
    await good(anna, 'none')
  })

  test('a picture of the device becomes a sticker, is sent without a bubble and stands on my other device too', async () => {
    const { page } = anna
    const chooser = page.waitForEvent('filechooser')
    await press(panel(page), 'Make a sticker of a picture')
    await (await chooser).setFiles({ name: 'star.png', mimeType: 'image/png', buffer: await starOf(page) })
    await panel(page).getByRole('button', { name: 'My sticker 1' }).click()
    await drawn(bruno.page)
    await drawn(page)
    await good(anna, 'mine')
    await good(bruno, 'received')
    const box = (await last(bruno.page).locator('img.own').boundingBox())!
    expect([Math.round(box.width), Math.round(box.height)]).toEqual([128, 100])
    await show(desk.page)
    await turn(desk.page, 'My stickers')
    await panel(desk.page).getByRole('button', { name: 'My sticker 1' }).waitFor()
    await good(desk, 'desk')
  })

  test('whoever receives one keeps it, sends it back, and takes it out again', async () => {
    const { page } = bruno
    await last(page).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Add to stickers' }).click()
    await toast(page, 'Added to your stickers').waitFor()
    await show(page)
    await turn(page, 'My stickers')
    await panel(page).getByRole('button', { name: 'My sticker 1' }).click()
    await drawn(anna.page)
    await expect.poll(() => log(anna.page).locator('img.own').count(), POLL).toBe(2)
    await panel(page).getByRole('button', { name: 'My sticker 1' }).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Remove', exact: true }).click()
    await panel(page).getByText('Make a sticker of a picture here').waitFor()
    await desk.page.reload()
    await drawn(desk.page)
    await show(desk.page)
    await turn(desk.page, 'My stickers')
    await panel(desk.page).getByRole('button', { name: 'My sticker 1' }).waitFor()
    expect([anna, desk, bruno].flatMap(device => device.faults)).toEqual([])
  })
})
