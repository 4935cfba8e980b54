import { findChromium } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isLong } from '../lib/long.ts'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { press, type Device } from './lib/device.ts'
import { cut, faults } from './lib/look.ts'
import { friendsWithMoney, openFor, type Friends } from './lib/money.ts'
import { log } from './lib/talk.ts'

// Anna and Bruno call each other, and then five are in one call, which the city forwards: with the microphones and cameras that Chromium plays.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const PEOPLE = ['anna', 'bruno', ...(isLong ? ['carla', 'dora', 'emil'] : [])]
// Few pictures a second: that they move is what counts, and all of them are drawn by this machine.
const MEDIA = ['--use-fake-device-for-media-stream=fps=5', '--use-fake-ui-for-media-stream']
const POLL = { timeout: 30_000, interval: 250 }
const WATCHED_MS = 5_000

describe.skipIf(!chromium)('calls', () => {
  let city: ServedCity
  let browser: Browser
  let friends: Friends
  let phones: Device[]
  const [anna, bruno] = [() => phones[0]!.page, () => phones[1]!.page]

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string, MEDIA)])
    friends = await friendsWithMoney(city.databaseUrl, PEOPLE as [string, string, ...string[]], 100n)
    phones = []
    for (const [i, who] of PEOPLE.entries()) {
      const path = `/chats/${i > 1 ? friends.group : friends.direct}`
      phones.push(await openFor(browser, city, who, i === 2 ? 'desktop' : 'phone', { path }))
    }
    await Promise.all([anna(), bruno()].map(page => log(page).waitFor()))
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const call = async (page: Page, kind: 'Voice call' | 'Video call') => {
    await press(page, 'Call')
    await page.getByRole('menuitem', { name: kind }).click()
  }
  const rings = (page: Page) => page.getByRole('alertdialog')
  const dialog = (page: Page) => page.getByRole('dialog', { name: /^Call with/ })
  const card = (page: Page) => log(page).locator('.call-card').last()
  /** How many pictures of the others were drawn so far, one number each. */
  const frames = (page: Page) =>
    page.evaluate<number[]>(
      `[...document.querySelectorAll('.call-tile.shows video')].map(one => one.getVideoPlaybackQuality().totalVideoFrames)`,
    )
  /** Where each of the others stands on a screen: `seen` when a picture of theirs is drawn. */
  const tiles = (page: Page) =>
    page.evaluate<string[]>(
      `[...document.querySelectorAll('.call-tile')].map(one => one.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames > 0 && one.matches('.shows')
        ? 'seen' : one.textContent + ' ' + one.dataset.state + ' ' + one.className)`,
    )
  /** Waits until somebody is connected: the length of the call is counted. */
  const talks = (page: Page) =>
    dialog(page)
      .getByRole('timer')
      .filter({ hasText: /^\d+:\d\d$/ })
      .waitFor()
  /** Waits until pictures of so many others move. */
  const moving = async (page: Page, others: number) => {
    await expect.poll(() => tiles(page), POLL).toEqual(Array.from({ length: others }, () => 'seen'))
    const before = await frames(page)
    await expect.poll(async () => (await frames(page)).every((count, i) => count > before[i]!), POLL).toBe(true)
  }

  test('a video call rings, is taken, and both see each other move', async () => {
    await call(anna(), 'Video call')
    await dialog(anna()).getByText('Calling…').waitFor()
    await rings(bruno()).getByText('Video call').waitFor()
    expect([...(await faults(bruno())), ...(await cut(bruno()))]).toEqual([])
    await press(rings(bruno()), 'Accept')
    await Promise.all([anna(), bruno()].map(page => moving(page, 1)))
    await talks(anna())
    expect([...(await faults(anna())), ...(await cut(anna()))]).toEqual([])
  })

  test('what one switches off the other no longer sees, and it comes back', async () => {
    await press(dialog(bruno()), 'Camera')
    await anna().locator('.call-tile:not(.shows)').waitFor()
    await press(dialog(bruno()), 'Microphone')
    await anna().locator('.call-name .icon').waitFor()
    await press(dialog(bruno()), 'Camera')
    await moving(anna(), 1)
    await press(dialog(bruno()), 'Microphone')
    await anna().locator('.call-name .icon').waitFor({ state: 'detached' })
  })

  test('it is made small while one writes, and comes back; hanging up leaves a card with its length', async () => {
    await press(dialog(anna()), 'Make it small')
    await anna()
      .getByPlaceholder(/Message/)
      .first()
      .fill('I see you')
    await anna().keyboard.press('Control+A')
    await anna().keyboard.press('Delete')
    await anna().locator('.call-back').click()
    await moving(anna(), 1)
    await press(dialog(anna()), 'Hang up')
    await dialog(bruno()).waitFor({ state: 'detached' })
    await Promise.all(
      [anna(), bruno()].map(page =>
        card(page)
          .getByText(/It took \d+:\d\d/)
          .waitFor(),
      ),
    )
  })

  test('a call is declined, and one that is given up is missed', async () => {
    await call(bruno(), 'Voice call')
    await press(rings(anna()), 'Decline')
    await bruno().getByText('The call was declined.').waitFor()
    await card(bruno()).getByText('Declined').waitFor()
    await call(bruno(), 'Voice call')
    await rings(anna()).waitFor()
    await press(dialog(bruno()), 'Hang up')
    await rings(anna()).waitFor({ state: 'detached' })
    await card(anna()).getByText('Missed').waitFor()
  })

  test('who comes back while it rings hears it', async () => {
    await call(anna(), 'Voice call')
    await rings(bruno()).waitFor()
    await bruno().reload()
    await press(rings(bruno()), 'Accept')
    await talks(bruno())
    await press(dialog(bruno()), 'Hang up')
    await dialog(anna()).waitFor({ state: 'detached' })
  })

  test('a call that was taken leaves nothing unread; one that was missed says so in the list', async () => {
    await call(anna(), 'Voice call')
    await rings(bruno()).waitFor()
    await bruno().goto(`${city.url}/contacts`)
    await press(rings(bruno()), 'Accept')
    await talks(bruno())
    await press(dialog(bruno()), 'Hang up')
    await dialog(anna()).waitFor({ state: 'detached' })
    await bruno().goto(`${city.url}/chats`)
    const line = bruno().locator('.chat-line').filter({ hasText: 'Anna' })
    await line.getByText('[Call]').waitFor()
    expect(await line.locator('.badge').count()).toBe(0)
    await call(anna(), 'Voice call')
    await rings(bruno()).waitFor()
    await press(dialog(anna()), 'Hang up')
    await line.getByText('[Missed call]').waitFor()
    await line.locator('.badge').waitFor()
  })

  test.runIf(isLong)('five are in one call, and every one sees the four others move', async () => {
    await anna().goto(`${city.url}/chats/${friends.group}`)
    await call(anna(), 'Video call')
    const sheet = anna().getByRole('dialog', { name: 'Who to call' })
    for (const name of ['Bruno', 'Carla', 'Dora', 'Emil']) await sheet.getByText(name).click()
    await press(sheet, 'Call')
    for (const { page } of phones.slice(1)) await press(rings(page), 'Accept')
    await Promise.all(phones.map(({ page }) => moving(page, 4)))
    await anna().waitForTimeout(WATCHED_MS)
    await Promise.all(phones.map(({ page }) => moving(page, 4)))
    const carla = phones[2]!.page
    expect([...(await faults(carla)), ...(await cut(carla))]).toEqual([])
    for (const { page } of phones.slice(0, 4)) await press(dialog(page), 'Hang up')
    await dialog(phones[4]!.page).waitFor({ state: 'detached' })
    for (const { faults: thrown } of phones) expect(thrown).toEqual([])
  })
})
