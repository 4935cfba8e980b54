import { findChromium } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { fill, press, toast, type Device } from './lib/device.ts'
import { cut, faults } from './lib/look.ts'
import { friendsWithMoney, openFor, type Friends } from './lib/money.ts'
import { bubble, chatLine, choose, log, say } from './lib/talk.ts'

// Anna pins, puts away, sorts her chats and asks the group; her second device and Bruno see it as it happens.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

describe.skipIf(!chromium)('the list of chats and what is around it', () => {
  let city: ServedCity
  let browser: Browser
  let friends: Friends
  let anna: Device
  let desk: Device
  let bruno: Device

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    friends = await friendsWithMoney(city.databaseUrl, ['anna', 'bruno', 'carla'], 100n)
    const path = `/chats/${friends.direct}`
    anna = await openFor(browser, city, 'anna', 'phone', { path })
    desk = await openFor(browser, city, 'anna', 'desktop', { path })
    bruno = await openFor(browser, city, 'bruno', 'phone', { path })
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const open = (page: Page, path: string) => page.goto(city.url + path)
  /** Each look is checked in light or dark, in turn. */
  let looks = 0
  const good = async ({ page }: Device, what: string) => {
    await page.emulateMedia({ colorScheme: looks++ % 2 === 0 ? 'dark' : 'light', reducedMotion: 'reduce' })
    await page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))')
    expect([...(await faults(page)), ...(await cut(page))].map(fault => `${what}: ${fault}`)).toEqual([])
  }
  const bar = (page: Page) => page.getByRole('region', { name: 'Pinned messages' })
  const menu = async (page: Page, title: string, item: string) => {
    await chatLine(page, title).click({ button: 'right' })
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }

  test('what is pinned stands above the chat for both, leads to its message, and is unpinned for both', async () => {
    for (const text of ['Gate code 4711', 'The keys are under the mat']) await say(anna.page, text)
    await choose(anna.page, 'Gate code', 'Pin on top')
    await bar(bruno.page).getByText('Gate code 4711').waitFor()
    await log(bruno.page).getByText('Anna pinned a message').waitFor()
    await choose(bruno.page, 'under the mat', 'Pin on top')
    await bar(anna.page).getByText('Pinned, 1 of 2').waitFor()
    await good(anna, 'pinned bar')
    await good(desk, 'pinned bar')
    await press(bar(anna.page), /under the mat/)
    await bar(anna.page).getByText('Pinned, 2 of 2').waitFor()
    await press(anna.page, 'All pinned messages')
    await good(anna, 'pinned page')
    await press(anna.page, /^Unpin: Gate code/)
    await press(anna.page, /^Unpin: The keys/)
    await anna.page.getByText('Nothing is pinned').waitFor()
    await bar(bruno.page).waitFor({ state: 'detached' })
  })

  test('an archived chat is out of the way on both devices until something is said there', async () => {
    await open(anna.page, '/chats')
    await menu(anna.page, 'Bruno', 'Archive')
    await toast(anna.page, 'Archived').waitFor()
    await chatLine(desk.page, 'Bruno').waitFor({ state: 'detached' })
    await desk.page.getByRole('button', { name: /^Archived/ }).waitFor()
    await good(anna, 'archived row')
    await press(anna.page, /^Archived/)
    await anna.page.getByRole('list', { name: 'Archived' }).getByText('Bruno', { exact: true }).waitFor()
    await good(anna, 'archive')
    await say(bruno.page, 'Found the keys')
    await anna.page.getByText('Nothing is archived').waitFor()
    await chatLine(desk.page, 'Bruno').getByText('Found the keys').waitFor()
  })

  test('a line that is pulled aside with a finger is archived; one that is only nudged, or scrolled, stays', async () => {
    const { page } = anna
    await open(page, '/chats')
    const line = chatLine(page, 'Bruno')
    const pull = async (dx: number, dy = 0) => {
      const { x, y, width, height } = (await line.boundingBox())!
      const [fromX, fromY] = [x + width * 0.8, y + height / 2]
      const touch = await anna.context.newCDPSession(page)
      const at = (part: number) => [{ x: fromX + dx * part, y: fromY + dy * part }]
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
      for (let step = 1; step <= 8; step++)
        await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(step / 8) })
      await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
      await touch.detach()
    }
    for (const [dx, dy] of [
      [-60, 0],
      [120, 0],
      [-20, -90],
    ] as const) {
      await pull(dx, dy)
      await expect
        .poll(() => line.evaluate(element => (element as { style: { translate: string } }).style.translate))
        .toBe('')
    }
    await line.waitFor()
    // Whoever starts to listen to fingers comes with the lines above the list, a moment after it.
    const pulled = async () => {
      await pull(-200)
      return line.waitFor({ state: 'detached', timeout: 2_000 }).then(
        () => 'gone',
        () => 'there',
      )
    }
    await expect.poll(pulled, { timeout: 15_000 }).toBe('gone')
    await press(page, /^Archived/)
    await page.getByRole('list', { name: 'Archived' }).getByText('Bruno', { exact: true }).waitFor()
    await page.goto(`${city.url}/chats`)
    await say(bruno.page, 'And the gate is open')
    await line.getByText('And the gate is open').waitFor()
  })

  test('a folder takes groups and a chosen chat; it is on the other device, and goes from both', async () => {
    await open(anna.page, '/me/settings/folders')
    await anna.page.getByText('No folders yet').waitFor()
    await press(anna.page, 'New folder')
    await fill(anna.page, 'Name', 'Crew')
    await anna.page.getByRole('switch', { name: 'Groups' }).check()
    await good(anna, 'folder')
    await press(anna.page, 'Save')
    await anna.page.getByText('1 chat', { exact: true }).waitFor()
    await good(anna, 'folders')
    const chip = desk.page.getByRole('group', { name: 'Folders' }).getByRole('button', { name: /^Crew/ })
    // It counts what is unread as the tab does: messages, not chats.
    const [said, unread] = await Promise.all([
      chatLine(desk.page, 'Dinner crew').locator('.badge').allInnerTexts(),
      chip.locator('.badge').allInnerTexts(),
    ])
    expect(unread).toEqual(said)
    await chip.click()
    await chatLine(desk.page, 'Bruno').waitFor({ state: 'detached' })
    await chatLine(desk.page, 'Dinner crew').waitFor()
    await good(desk, 'folder chips')
    await desk.page.keyboard.press('Control+1')
    await chatLine(desk.page, 'Bruno').waitFor()
    await press(anna.page, /^Crew/)
    await press(anna.page, 'Delete folder')
    await press(anna.page.getByRole('dialog'), 'Delete folder')
    await anna.page.getByText('No folders yet').waitFor()
    await chip.waitFor({ state: 'detached' })
  })

  test('whoever opened what is nowhere finds the way back', async () => {
    for (const nowhere of ['/nowhere', `/people/${friends.group}`]) {
      await open(anna.page, nowhere)
      await press(anna.page, 'Back to chats')
      await chatLine(anna.page, 'Dinner crew').waitFor()
    }
    // The browser tells of the person who is not here.
    anna.faults.splice(
      anna.faults.findIndex(fault => /404.*\/api\/contacts\//.test(fault)),
      1,
    )
  })

  test('a group decides by a poll: counts are live, votes change, and its maker closes it', async () => {
    const group = `/chats/${friends.group}`
    await Promise.all([anna, desk, bruno].map(({ page }) => open(page, group)))
    await press(anna.page, /^More: files/)
    await anna.page.getByRole('menuitem', { name: 'Poll' }).click()
    const form = anna.page.getByRole('dialog')
    await fill(form, 'Question', 'Where shall we eat?')
    await fill(form, 'Answer 1', 'At the harbour')
    await fill(form, 'Answer 2', 'Up the hill')
    await good(anna, 'new poll')
    await press(form, 'Ask the group')
    const poll = (page: Page) => log(page).getByRole('group', { name: 'Where shall we eat?' })
    const votes = (page: Page, text: string, count: string) =>
      poll(page).getByRole('button', { name: new RegExp(`^${text}\\W*${count}$`) })
    await votes(bruno.page, 'Up the hill', '0 votes').click()
    await votes(anna.page, 'Up the hill', '1 vote').waitFor()
    await votes(anna.page, 'At the harbour', '0 votes').click()
    await votes(bruno.page, 'At the harbour', '1 vote').waitFor()
    await expect.poll(() => votes(desk.page, 'At the harbour', '1 vote').getAttribute('aria-pressed')).toBe('true')
    await votes(bruno.page, 'At the harbour', '1 vote').click()
    await votes(desk.page, 'At the harbour', '2 votes').waitFor()
    await good(anna, 'poll')
    await good(desk, 'poll')
    await press(poll(anna.page), 'Who voted')
    await anna.page.getByRole('dialog').getByText('Bruno').waitFor()
    await good(anna, 'who voted')
    await anna.page.keyboard.press('Escape')
    await press(poll(anna.page), 'Close poll')
    await press(anna.page.getByRole('dialog'), 'Close poll')
    await expect.poll(() => votes(bruno.page, 'Up the hill', '0 votes').isDisabled()).toBe(true)
    await good(bruno, 'closed poll')
    await bubble(bruno.page, 'closed').waitFor()
    expect([anna, desk, bruno].flatMap(device => device.faults)).toEqual([])
  })

  test('to who comes back it says once that Plaza can be an app; the settings say so for as long as the browser would', async () => {
    const { page } = bruno
    // Browsers say this by themselves, but none without a head does.
    const offer = () =>
      page.evaluate(`{
        globalThis.asked = globalThis.asked ?? 0
        dispatchEvent(Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt: async () => void globalThis.asked++ }))
      }`)
    const banner = page.getByRole('region', { name: 'Plaza as an app' })
    await open(page, '/me/settings')
    await offer()
    await press(page, /^Plaza as an app/)
    expect(await page.evaluate('globalThis.asked')).toBe(1)
    await page.getByRole('button', { name: /^Plaza as an app/ }).waitFor({ state: 'detached' })

    await page.evaluate(`localStorage.setItem('plaza.install', String(Date.now() - 25 * 3_600_000))`)
    await open(page, '/chats')
    await offer()
    await banner.waitFor()
    await good(bruno, 'an app')
    await press(banner, 'Not now')
    await banner.waitFor({ state: 'detached' })
    await open(page, '/chats')
    await offer()
    await page.getByText('Archived').or(page.locator('.chat-line')).first().waitFor()
    await page.waitForTimeout(3_000)
    expect(await banner.count()).toBe(0)
  })

  test('an iPhone, whose browser asks nothing, is told the steps', async () => {
    const { page } = bruno
    await page.addInitScript(`Object.defineProperty(navigator, 'standalone', { value: false })`)
    await open(page, '/me/settings')
    await press(page, /^Plaza as an app/)
    const steps = page.getByRole('dialog', { name: 'Plaza as an app' })
    await steps.getByText('Add to Home Screen').waitFor()
    await good(bruno, 'steps to an app')
    await steps.getByRole('button', { name: 'Close' }).click()
    await page.evaluate(`localStorage.setItem('plaza.install', String(Date.now() - 25 * 3_600_000))`)
    await open(page, '/chats')
    await press(page.getByRole('region', { name: 'Plaza as an app' }), 'Install')
    await steps.waitFor()
  })
})
