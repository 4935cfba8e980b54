import { findChromium, HARBOUR, harbourMap } from '@plaza/testkit'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { newId } from './lib/developer.ts'
import { fill, press, toast, type Device } from './lib/device.ts'
import { cut, faults } from './lib/look.ts'
import { friendsWithMoney, openFor, type Friends } from './lib/money.ts'
import { bubble, choose, log, say, words } from './lib/talk.ts'

// Anna passes messages on, keeps some, deletes one for herself, and puts off what she wants to say; Bruno hears what he should.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const POLL = { timeout: 15_000, interval: 100 }

describe.skipIf(!chromium)('what one does with messages', () => {
  let city: ServedCity
  let browser: Browser
  let friends: Friends
  let anna: Device
  let desk: Device
  let bruno: Device
  let translator: Server

  beforeAll(async () => {
    translator = createServer((_request, response) =>
      response.end(JSON.stringify({ translatedText: 'The tram is late', detectedLanguage: { language: 'es' } })),
    ).listen(0, '127.0.0.1')
    await once(translator, 'listening')
    const provider = `http://127.0.0.1:${(translator.address() as AddressInfo).port}`
    ;[city, browser] = await Promise.all([
      serveCity({ demo: false, map: harbourMap(), translator: provider }),
      openChromium(chromium as string, ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']),
    ])
    friends = await friendsWithMoney(city.databaseUrl, ['anna', 'bruno', 'carla'], 100n)
    const path = `/chats/${friends.direct}`
    anna = await openFor(browser, city, 'anna', 'phone', { path })
    desk = await openFor(browser, city, 'anna', 'desktop', { path })
    bruno = await openFor(browser, city, 'bruno', 'phone', { path })
  })
  afterAll(async () => {
    translator?.close()
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const open = (page: Page, path: string) => page.goto(city.url + path)
  const dialog = (page: Page) => page.getByRole('dialog')
  const good = async ({ page }: Device, what: string) =>
    expect([...(await faults(page)), ...(await cut(page))].map(fault => `${what}: ${fault}`)).toEqual([])
  const inBothLooks = async (device: Device, what: string) => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await device.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await good(device, `${what}, ${colorScheme}`)
    }
  }

  test('a place is chosen on the map of the city, and everybody sees it there', async () => {
    const { page } = anna
    await page.context().grantPermissions(['geolocation'])
    await page.context().setGeolocation({ longitude: HARBOUR[0], latitude: HARBOUR[1] })
    await press(page, 'More: files, places, pay')
    await page.getByRole('menuitem', { name: 'Location' }).click()
    const map = dialog(page).getByRole('application', { name: /^Map: / })
    await map.locator('img.seen').first().waitFor()
    const where = () => dialog(page).getByLabel('Latitude, longitude').inputValue()
    const here = `${HARBOUR[1].toFixed(5)}, ${HARBOUR[0].toFixed(5)}`
    await expect.poll(where, POLL).toBe(here)
    await inBothLooks(anna, 'a place to choose')
    await map.press('ArrowUp')
    await expect.poll(where, POLL).not.toBe(here)
    await press(dialog(page), 'Zoom in')
    await fill(dialog(page), 'Name of the place', 'Quay 4')
    await press(dialog(page), 'Send')
    const bubble = log(bruno.page).locator('.k-place')
    await bubble.getByRole('button', { name: 'Map of Quay 4' }).click()
    await dialog(bruno.page).getByRole('application', { name: 'Map' }).locator('img.seen').first().waitFor()
    await inBothLooks(bruno, 'a place on the map')
    await bruno.page.keyboard.press('Escape')
    await log(desk.page).locator('.k-place img.seen').first().waitFor()
  })

  test('a message is read in another language, and hidden again', async () => {
    await say(bruno.page, 'El tranvía llega tarde')
    await choose(anna.page, 'El tranvía llega tarde', 'Translate')
    const other = log(anna.page).locator('.other-words')
    await other.getByText('The tram is late').waitFor()
    await other.getByText('Translated from Spanish').waitFor()
    await inBothLooks(anna, 'translated')
    await press(other, 'Hide')
    await other.waitFor({ state: 'detached' })
  })

  test('a message is passed on with a word, and several one by one', async () => {
    for (const text of ['The ferry leaves at nine', 'Bring the map', 'And water']) await say(anna.page, text)
    await choose(anna.page, 'The ferry leaves at nine', 'Forward')
    await dialog(anna.page).getByText('Dinner crew').click()
    await dialog(anna.page).getByLabel('A word to go with it').fill('For tomorrow')
    await inBothLooks(anna, 'send to')
    await press(dialog(anna.page), 'Send')
    await toast(anna.page, 'Forwarded').waitFor()
    await choose(anna.page, 'Bring the map', 'Select')
    await log(anna.page)
      .getByRole('checkbox', { name: /And water/ })
      .press('Space')
    await inBothLooks(anna, 'choosing')
    await press(anna.page, 'Forward')
    await anna.page.getByRole('menuitem', { name: 'One by one' }).click()
    await dialog(anna.page).getByText('Dinner crew').click()
    await press(dialog(anna.page), 'Send')
    await expect.poll(() => log(anna.page).getByRole('checkbox').count(), POLL).toBe(0)
    await open(bruno.page, `/chats/${friends.group}`)
    const said = ['The ferry leaves at nine', 'For tomorrow', 'Bring the map', 'And water']
    await expect.poll(() => words(bruno.page), POLL).toEqual(said)
    await open(bruno.page, `/chats/${friends.direct}`)
  })

  test('what is deleted for oneself goes from all of one’s devices, and from nobody else’s', async () => {
    await bubble(desk.page, 'And water').waitFor()
    await choose(anna.page, 'And water', 'Delete for me')
    await good(anna, 'delete for me')
    await press(dialog(anna.page), 'Delete for me')
    for (const { page } of [anna, desk])
      await expect
        .poll(() => words(page), POLL)
        .toEqual(['El tranvía llega tarde', 'The ferry leaves at nine', 'Bring the map'])
    await anna.page.reload()
    await bubble(anna.page, 'Bring the map').waitFor()
    expect(await words(anna.page)).not.toContain('And water')
    expect(await words(bruno.page)).toContain('And water')
  })

  test('a chat that is cleared begins anew on all of one’s devices, and stays with the others', async () => {
    await open(desk.page, `/chats/${friends.group}`)
    await bubble(desk.page, 'And water').waitFor()
    await open(bruno.page, `/chats/${friends.group}`)
    await open(anna.page, `/chats/${friends.group}/details`)
    await press(anna.page, 'Clear history')
    await good(anna, 'clear history')
    await press(dialog(anna.page), 'Clear history')
    await expect.poll(() => words(desk.page), POLL).toEqual([])
    await say(bruno.page, 'Shall we begin again?')
    await expect.poll(() => words(desk.page), POLL).toEqual(['Shall we begin again?'])
    expect(await words(bruno.page)).toContain('And water')
    await open(anna.page, `/chats/${friends.group}`)
    await expect.poll(() => words(anna.page), POLL).toEqual(['Shall we begin again?'])
    for (const { page } of [anna, desk, bruno]) await open(page, `/chats/${friends.direct}`)
  })

  test('a favourite is found by a note, leads back to its chat, and goes with a recall', async () => {
    await say(bruno.page, 'Bus 12 from the market')
    await choose(anna.page, 'Bus 12', 'Add to favourites')
    await toast(anna.page, 'Added to favourites').waitFor()
    await open(anna.page, '/me/favourites')
    await press(anna.page, /^More: Bus 12/)
    await anna.page.getByRole('menuitem', { name: 'Note' }).click()
    await dialog(anna.page).getByLabel('Note').fill('to the airport')
    await press(dialog(anna.page), 'Save')
    await anna.page.getByLabel('Search favourites').fill('AIRPORT')
    await inBothLooks(anna, 'favourites')
    await anna.page.getByRole('listitem').getByText('Bus 12 from the market').click()
    await bubble(anna.page, 'Bus 12').waitFor()
    await choose(bruno.page, 'Bus 12', 'Recall')
    await log(anna.page).getByText('Bruno recalled a message').waitFor()
    await open(anna.page, '/me/favourites')
    await anna.page.getByText('No favourites yet').waitFor()
    await good(anna, 'no favourites')
  })

  test('a reminder waits among others until it is called off', async () => {
    await open(anna.page, `/chats/${friends.direct}`)
    await choose(anna.page, 'Bring the map', 'Remind me')
    await inBothLooks(anna, 'when')
    await dialog(anna.page).getByText('Tomorrow morning').click()
    await toast(anna.page, 'You will be reminded').waitFor()
    await open(anna.page, '/me/reminders')
    await anna.page.getByText('Bring the map').waitFor()
    await inBothLooks(anna, 'reminders')
    await press(anna.page, 'Do not remind: Bring the map')
    await anna.page.getByText('No reminders').waitFor()

    // One whose time has come stands over the end of the chats until one is done with it.
    await desk.page.goto(`${city.url}/chats`)
    const asked = await desk.page.evaluate<number>(`(async () => {
      const headers = { 'x-plaza': '1', 'content-type': 'application/json' }
      const page = await (await fetch('/api/chats/${friends.direct}/messages', { headers })).json()
      const { c, q } = page.events.find(event => event.b.text === 'Bring the map')
      const body = JSON.stringify({ id: '${newId()}', c, q, at: Date.now() - 1000 })
      return (await fetch('/api/reminders', { method: 'POST', headers, body })).status
    })()`)
    expect(asked).toBe(200)
    const first = desk.page.getByRole('list', { name: 'Chats' }).getByRole('button').first()
    const stood = await first.boundingBox()
    const due = desk.page.getByRole('list', { name: 'Reminders' })
    await due.getByText('Bring the map').waitFor()
    expect(await first.boundingBox()).toEqual(stood)
    expect(await faults(desk.page)).toEqual([])
    await press(due, 'Done: Bring the map')
    await due.waitFor({ state: 'detached' })
  })

  test('what is said silently arrives as always; what is scheduled waits, and is sent once', async () => {
    await open(anna.page, `/chats/${friends.direct}`)
    const send = async (text: string, how: string) => {
      await anna.page.getByRole('textbox', { name: 'Message', exact: true }).fill(text)
      await anna.page.getByRole('button', { name: 'Send', exact: true }).click({ button: 'right' })
      await anna.page.getByRole('menuitem', { name: how }).click()
    }
    await send('Sleep well', 'Send silently')
    await bubble(bruno.page, 'Sleep well').waitFor()
    await send('Good morning', 'Send later…')
    await dialog(anna.page).getByText('Tomorrow morning').click()
    await toast(anna.page, 'Will be sent').waitFor()
    await open(anna.page, `/chats/${friends.direct}/scheduled`)
    await anna.page.getByRole('listitem').getByText('Good morning').waitFor()
    await inBothLooks(anna, 'scheduled')
    expect(await words(bruno.page)).not.toContain('Good morning')
    await press(anna.page, /^More: Good morning/)
    await anna.page.getByRole('menuitem', { name: 'Send now' }).click()
    await bubble(bruno.page, 'Good morning').waitFor()
    await anna.page.getByText('Nothing is scheduled').waitFor()
  })

  test('a picture is put off with its words: it waits with the city, and arrives whole', async () => {
    const { page } = anna
    await open(page, `/chats/${friends.direct}`)
    const chooser = page.waitForEvent('filechooser')
    await press(page, 'More: files, places, pay')
    await page.getByRole('menuitem', { name: 'Picture or video' }).click()
    const png = Buffer.from(await page.screenshot({ clip: { x: 0, y: 0, width: 300, height: 200 } }))
    await (await chooser).setFiles([{ name: 'plan.png', mimeType: 'image/png', buffer: png }])
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('The plan for Monday')
    await page.getByRole('button', { name: 'Send', exact: true }).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Send later…' }).click()
    await dialog(page).getByText('Tomorrow morning').click()
    await toast(page, 'Will be sent').waitFor()
    await open(page, `/chats/${friends.direct}/scheduled`)
    await page.getByRole('listitem').getByText('[Picture] The plan for Monday').waitFor()
    await inBothLooks(anna, 'a picture that is scheduled')
    expect(await bubble(bruno.page, 'The plan for Monday').count()).toBe(0)
    await press(page, /^More: .*The plan for Monday/)
    await page.getByRole('menuitem', { name: 'Send now' }).click()
    await bubble(bruno.page, 'The plan for Monday').locator('img').first().waitFor()
  })

  test('a key opens the menu of a message and leaves it open; Escape closes what it stands in, and no more', async () => {
    const { page } = desk
    await open(page, `/chats/${friends.direct}`)
    await bubble(page, 'Sleep well').press('Enter')
    await page.getByRole('menuitem', { name: 'Reply' }).waitFor()
    await page.waitForTimeout(200)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('menuitem').count(), POLL).toBe(0)
    await page.getByRole('button', { name: 'Emoji' }).press('Enter')
    await page.getByRole('tab', { selected: true }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    await page.locator('.emoji-grid button:nth-child(2):focus').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('textbox', { name: 'Message', exact: true }).and(page.locator(':focus')).waitFor()
    expect(await page.locator('.emoji').count()).toBe(0)
    expect(page.url()).toContain(friends.direct)
  })

  test('going back closes what lies over the chat first; a finger that is lifted from a message presses nothing', async () => {
    const { page } = anna
    await page.goto(`${city.url}/chats`)
    await page.locator('.chat-line').filter({ hasText: 'Bruno' }).first().tap()
    await bubble(page, 'Sleep well').waitFor()
    await press(page, 'More: files, places, pay')
    await page.getByRole('menuitem', { name: 'Location' }).click()
    await dialog(page).waitFor()
    await page.goBack()
    await expect.poll(() => dialog(page).count(), POLL).toBe(0)
    expect(page.url()).toContain(friends.direct)

    const box = (await bubble(page, 'Sleep well').boundingBox())!
    const finger = { x: box.x + 20, y: box.y + box.height / 2 }
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [finger] })
    await page.getByRole('menuitem', { name: 'Reply' }).waitFor()
    await page.waitForTimeout(900)
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await page.waitForTimeout(400)
    expect(await page.getByRole('menuitem').count()).toBeGreaterThan(3)
    await page.goBack()
    await expect.poll(() => page.getByRole('menuitem').count(), POLL).toBe(0)
    expect(page.url()).toContain(friends.direct)
    await page.goBack()
    await expect.poll(() => new URL(page.url()).pathname, POLL).toBe('/chats')
  })

  test('what is put off without a network shows when it will be said, and waits with the city when the network is back', async () => {
    const path = `/chats/${friends.direct}`
    await using train = await openFor(browser, city, 'anna', 'phone', { path, keeps: true })
    const { page } = train
    const words = page.getByRole('textbox', { name: 'Message', exact: true })
    await page.evaluate('navigator.serviceWorker.ready')
    await page.reload()
    await words.waitFor()
    await page.context().setOffline(true)
    await words.fill('See you at the pier')
    await page.getByRole('button', { name: 'Send', exact: true }).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Send later…' }).click()
    await dialog(page).getByText('Tomorrow morning').click()
    await log(page)
      .locator('.line')
      .filter({ hasText: 'See you at the pier' })
      .getByText(/^Will be sent: /)
      .waitFor()
    await inBothLooks(train, 'put off without a network')
    await page.context().setOffline(false)
    await bubble(page, 'See you at the pier').waitFor({ state: 'detached' })
    await open(page, `/chats/${friends.direct}/scheduled`)
    await page.getByRole('listitem').getByText('See you at the pier').waitFor()
    expect(await bubble(bruno.page, 'See you at the pier').count()).toBe(0)
    await press(page, /^More: See you at the pier/)
    await page.getByRole('menuitem', { name: 'Send now' }).click()
    await bubble(bruno.page, 'See you at the pier').waitFor()
  })

  test('a voice that the device has no room for waits among the files, and goes when there is room', async () => {
    const { page } = anna
    await page.context().grantPermissions(['microphone'])
    await open(page, `/chats/${friends.direct}`)
    await page.getByRole('button', { name: 'Record a voice message' }).press('Enter')
    await expect.poll(() => page.getByRole('timer').innerText(), POLL).not.toBe('0:00')
    await page.evaluate(`{
      const { put } = IDBObjectStore.prototype
      globalThis.makeRoom = () => (IDBObjectStore.prototype.put = put)
      IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }
    }`)
    await press(page, 'Send voice message')
    await page.getByText('This device has no room').first().waitFor()
    await page.getByText('voice.webm').waitFor()
    await inBothLooks(anna, 'a voice that waits')
    await page.evaluate('void globalThis.makeRoom()')
    await press(page, 'Send')
    await bubble(bruno.page, 'voice.webm').waitFor()
  })

  test('whatever is said can be put off by the button that says it', async () => {
    const { page } = anna
    await page.context().grantPermissions(['microphone'])
    await open(page, `/chats/${friends.group}`)
    const later = async (button: Locator) => {
      await button.click({ button: 'right' })
      await page.getByRole('menuitem', { name: 'Send later…' }).click()
      await dialog(page).getByText('Tomorrow morning').click()
      await toast(page, 'Will be sent').last().waitFor()
      // An earlier toast may still stand there, and the focus goes back to the chat when the last sheet is gone.
      await expect.poll(() => dialog(page).count(), POLL).toBe(0)
    }
    const sendIn = (box: Locator, name = 'Send') => box.getByRole('button', { name, exact: true })
    const plus = async (name: string) => {
      await press(page, 'More: files, places, pay')
      await page.getByRole('menuitem', { name }).click()
    }
    await plus('Location')
    await fill(dialog(page), 'Latitude, longitude', '41.38, 2.17')
    await later(sendIn(dialog(page)))
    await plus('Poll')
    await fill(dialog(page), 'Question', 'Lunch?')
    await fill(dialog(page), 'Answer 1', 'Soup')
    await fill(dialog(page), 'Answer 2', 'Rice')
    await later(sendIn(dialog(page), 'Ask the group'))
    await plus('Contact card')
    await later(dialog(page).getByRole('button', { name: /Carla/ }))
    await page.getByRole('button', { name: 'Record a voice message' }).press('Enter')
    await expect.poll(() => page.getByRole('timer').innerText(), POLL).not.toBe('0:00')
    await later(page.getByRole('button', { name: 'Send voice message' }))
    await press(page, 'Emoji')
    await page.getByRole('tab', { name: 'Stickers' }).click()
    await later(page.getByRole('button', { name: 'Pip celebrates' }))
    await page.getByRole('button', { name: 'Pip celebrates' }).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Scheduled messages' }).click()
    const list = page.getByRole('list', { name: 'Scheduled' })
    await expect.poll(() => list.getByRole('listitem').count(), POLL).toBe(5)
    expect((await list.getByRole('listitem').allInnerTexts()).join('\n')).toMatch(/\[Poll\] Lunch\?\s+Soup · Rice/)
    await inBothLooks(anna, 'all kinds that are scheduled')
    expect([anna, desk, bruno].flatMap(device => device.faults)).toEqual([])
  })
})
