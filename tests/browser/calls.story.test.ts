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

// Anna and Bruno call each other, Carla comes into the call of their group, and then five are in one call, which the city forwards: with the microphones and cameras that Chromium plays.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const PEOPLE = ['anna', 'bruno', 'carla', ...(isLong ? ['dora', 'emil'] : [])]
// The second camera of three sees depth, which nobody is sent. Few pictures a second: that they move is what counts, and all of them are drawn by this machine.
const MEDIA = ['--use-fake-device-for-media-stream=fps=5,device-count=3', '--use-fake-ui-for-media-stream']
const POLL = { timeout: 30_000, interval: 250 }
const WATCHED_MS = 5_000
/** What a browser gives for a screen that plays a tone: this one has no screen that could be chosen. */
const SCREEN = `navigator.mediaDevices.getDisplayMedia = async ({ audio }) => {
  const canvas = document.createElement('canvas')
  const draw = canvas.getContext('2d')
  setInterval(() => ((draw.fillStyle = 'hsl(' + (Date.now() % 360) + ' 80% 50%)'), draw.fillRect(0, 0, 300, 150)), 200)
  const sound = new AudioContext()
  const out = sound.createMediaStreamDestination()
  const tone = sound.createOscillator()
  tone.connect(out)
  tone.start()
  return new MediaStream([...canvas.captureStream(5).getTracks(), ...(audio ? out.stream.getTracks() : [])])
}`

describe.skipIf(!chromium)('calls', () => {
  let city: ServedCity
  let browser: Browser
  let friends: Friends
  let phones: Device[]
  const [anna, bruno, carla] = [() => phones[0]!.page, () => phones[1]!.page, () => phones[2]!.page]

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string, MEDIA)])
    friends = await friendsWithMoney(city.databaseUrl, PEOPLE as [string, string, ...string[]], 100n)
    phones = []
    for (const [i, who] of PEOPLE.entries()) {
      const path = `/chats/${i > 1 ? friends.group : friends.direct}`
      phones.push(await openFor(browser, city, who, i === 2 ? 'desktop' : 'phone', { path }))
    }
    await Promise.all([anna(), bruno(), carla()].map(page => log(page).waitFor()))
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
  /** How loud somebody is heard at this moment. */
  const loudness = (page: Page, tile = '.call-tile') =>
    page.evaluate<number>(`(async () => {
      const sound = new AudioContext()
      const meter = sound.createAnalyser()
      sound.createMediaStreamSource(document.querySelector('${tile} video').srcObject).connect(meter)
      await new Promise(resolve => setTimeout(resolve, 500))
      const levels = new Uint8Array(meter.frequencyBinCount)
      meter.getByteFrequencyData(levels)
      await sound.close()
      return Math.max(...levels)
    })()`)
  const bar = (page: Page) => page.getByRole('region', { name: 'Call going on' })
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

  test('a screen that one shares the other sees, and hears what it plays', async () => {
    await press(dialog(bruno()), 'Microphone')
    await bruno().evaluate(SCREEN)
    expect(await loudness(anna())).toBe(0)
    await press(dialog(bruno()), 'Share screen')
    await anna().locator('.call-tile.whole.shows').waitFor()
    await moving(anna(), 1)
    await expect.poll(() => loudness(anna()), POLL).toBeGreaterThan(0)
    await press(dialog(bruno()), 'Share screen')
    await anna().locator('.call-tile.shows:not(.whole)').waitFor()
    await press(dialog(bruno()), 'Microphone')
    await moving(anna(), 1)
  })

  test('another microphone, camera and speaker are chosen, and kept for the next call', async () => {
    await press(dialog(anna()), 'Devices')
    const sheet = anna().getByRole('dialog', { name: 'Devices' })
    expect([...(await faults(anna())), ...(await cut(anna()))]).toEqual([])
    await sheet.getByLabel('Microphone').selectOption({ label: 'Fake Audio Input 2' })
    await sheet.getByLabel('Speaker').selectOption({ label: 'Fake Audio Output 2' })
    await sheet.getByLabel('Camera').selectOption({ index: 2 })
    const kept = () =>
      anna().evaluate<Record<string, { id: string }>>(`JSON.parse(localStorage['plaza.call-devices'] ?? '{}')`)
    await expect.poll(async () => Object.keys(await kept()).length, POLL).toBe(3)
    const sinks = `[...document.querySelectorAll('.call-tile video')].map(one => one.sinkId)`
    expect(await anna().evaluate(sinks)).toEqual([(await kept())['audiooutput']?.id])
    await press(sheet, 'Close')
    await moving(bruno(), 1)
    const camera = `document.querySelector('.call-mine').srcObject.getVideoTracks()[0].getSettings().deviceId`
    expect(await anna().evaluate(camera)).toBe((await kept())['videoinput']?.id)
    await press(dialog(anna()), 'Other camera')
    await expect.poll(() => anna().evaluate(camera), POLL).not.toBe((await kept())['videoinput']?.id)
    await moving(bruno(), 1)
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

  test('the call of a group is joined from the bar above its chat, its button and its card', async () => {
    for (const page of [anna(), bruno(), carla()]) await page.goto(`${city.url}/chats/${friends.group}`)
    await call(anna(), 'Voice call')
    const sheet = anna().getByRole('dialog', { name: 'Who to call' })
    await sheet.getByText('Bruno').click()
    await press(sheet, 'Call')
    await bar(carla()).getByText('1 person: Anna').waitFor()
    await press(rings(bruno()), 'Accept')
    await bar(carla()).getByText('2 people: Anna and Bruno').waitFor()
    expect([...(await faults(carla())), ...(await cut(carla()))]).toEqual([])
    await press(dialog(anna()), 'Devices')
    const devices = anna().getByRole('dialog', { name: 'Devices' })
    await devices
      .getByLabel('Microphone')
      .locator('option:checked', { hasText: 'Fake Audio Input 2' })
      .waitFor({ state: 'attached' })
    await press(devices, 'Close')
    const ways = [
      () => press(bar(carla()), 'Join'),
      () => press(carla(), 'Call'),
      () => card(carla()).getByText('Going on').click(),
    ]
    for (const way of ways) {
      await way()
      await talks(carla())
      expect(await bar(carla()).count()).toBe(0)
      await press(dialog(carla()), 'Hang up')
      await bar(carla()).waitFor()
    }
  })

  test('somebody in it adds a member, for whom it rings', async () => {
    await press(dialog(bruno()), 'Add people')
    const sheet = bruno().getByRole('dialog', { name: 'Add people' })
    expect(await sheet.getByText('Anna').count()).toBe(0)
    await sheet.getByText('Carla').click()
    await press(sheet, 'Ring')
    await press(rings(carla()), 'Accept')
    await talks(carla())
    await bruno().locator('.call-tile[data-state=connected]').nth(1).waitFor()
  })

  test('a screen that is shared in a call of several is seen and heard there', async () => {
    await press(dialog(bruno()), 'Microphone')
    await bruno().evaluate(SCREEN)
    await press(dialog(bruno()), 'Share screen')
    await carla().locator('.call-tile.whole.shows').waitFor()
    await expect.poll(async () => (await frames(carla()))[0] ?? 0, POLL).toBeGreaterThan(2)
    await expect.poll(() => loudness(carla(), '.call-tile.whole'), POLL).toBeGreaterThan(0)
    await press(dialog(bruno()), 'Share screen')
    await carla().locator('.call-tile.whole').waitFor({ state: 'detached' })
  })

  test('who calls somebody in another call is told that the line is busy', async () => {
    await press(dialog(bruno()), 'Hang up')
    await bruno().goto(`${city.url}/chats/${friends.direct}`)
    await call(bruno(), 'Voice call')
    await bruno().getByText('The line is busy.').waitFor()
    await card(bruno()).getByText('Busy').waitFor()
    await press(dialog(anna()), 'Hang up')
    await dialog(carla()).waitFor({ state: 'detached' })
    for (const { faults: thrown } of phones) expect(thrown).toEqual([])
  })

  test.runIf(isLong)('five are in one call, and every one sees the four others move', async () => {
    for (const { page } of phones) await page.goto(`${city.url}/chats/${friends.group}`)
    await call(anna(), 'Video call')
    const sheet = anna().getByRole('dialog', { name: 'Who to call' })
    for (const name of ['Bruno', 'Carla', 'Dora', 'Emil']) await sheet.getByText(name).click()
    await press(sheet, 'Call')
    for (const { page } of phones.slice(1)) await press(rings(page), 'Accept')
    await Promise.all(phones.map(({ page }) => moving(page, 4)))
    await anna().waitForTimeout(WATCHED_MS)
    await Promise.all(phones.map(({ page }) => moving(page, 4)))
    expect([...(await faults(carla())), ...(await cut(carla()))]).toEqual([])
    for (const { page } of phones.slice(0, 4)) await press(dialog(page), 'Hang up')
    await dialog(phones[4]!.page).waitFor({ state: 'detached' })
    for (const { faults: thrown } of phones) expect(thrown).toEqual([])
  })
})
