import { findChromium } from '@plaza/testkit'
import { readFileSync } from 'node:fs'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { press, toast, type Device } from './lib/device.ts'
import { cut, faults } from './lib/look.ts'
import { friendsWithMoney, openFor, type Friends } from './lib/money.ts'
import { choose, log, say } from './lib/talk.ts'
import { isLong } from '#tests/lib/long.ts'

// Anna and Bruno show each other things: pictures, a film, a voice, a file, a place, a person, a sticker, what others said.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const POLL = { timeout: 20_000, interval: 100 }
/** A microphone that hums, and nobody to be asked whether it may be used. */
const MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/
const film = readFileSync(new URL('../../modules/media/test/samples/clip.webm', import.meta.url))

/** Writes a little into a database of the page's own, and says whether it is kept. */
const KEEP_A_WORD = `new Promise(done => {
  const open = indexedDB.open('a word')
  open.onupgradeneeded = () => open.result.createObjectStore('words')
  open.onerror = () => done(open.error.name)
  open.onsuccess = () => {
    const tx = open.result.transaction('words', 'readwrite')
    tx.objectStore('words').put('x'.repeat(1000), 1)
    tx.oncomplete = () => (open.result.close(), done('kept'))
    tx.onabort = () => (open.result.close(), done(tx.error && tx.error.name))
  }
})`

describe.skipIf(!chromium)('more than words', () => {
  let city: ServedCity
  let browser: Browser
  let friends: Friends
  let anna: Device
  let desk: Device
  let bruno: Device
  let pictures: Buffer[]

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string, MICROPHONE)])
    friends = await friendsWithMoney(city.databaseUrl, ['anna', 'bruno', 'carla'], 100n)
    const path = `/chats/${friends.direct}`
    anna = await openFor(browser, city, 'anna', 'phone', { path, keeps: true })
    desk = await openFor(browser, city, 'anna', 'desktop', { path })
    bruno = await openFor(browser, city, 'bruno', 'phone', { path })
    for (const { context } of [anna, bruno]) {
      await context.grantPermissions(['geolocation', 'microphone'])
      await context.setGeolocation({ latitude: 41.14961, longitude: -8.61099 })
    }
    pictures = await Promise.all(['#1667c0', '#bd3a4a', '#85610a'].map(colour => pictureOf(desk.page, colour)))
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  /** A photograph of the sky in this colour, larger than what is sent. */
  const pictureOf = async (page: Page, colour: string): Promise<Buffer> => {
    const url = await page.evaluate<string>(`(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 2600, height: 1700 })
      const context = canvas.getContext('2d')
      const sky = context.createLinearGradient(0, 0, 0, 1700)
      sky.addColorStop(0, '${colour}')
      sky.addColorStop(1, '#fff4dd')
      context.fillStyle = sky
      context.fillRect(0, 0, 2600, 1700)
      return canvas.toDataURL('image/png')
    })()`)
    return Buffer.from(url.split(',')[1]!, 'base64')
  }
  const last = (page: Page, kind: string): Locator => log(page).locator(`.bubble.k-${kind}:not(.waiting)`).last()
  /** On a wide screen three panes stand side by side: there nothing is too narrow. */
  const good = async ({ page }: Device, what: string, looks: readonly ('dark' | 'light')[] = ['dark', 'light']) => {
    for (const colorScheme of looks) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const found = [...(await faults(page)), ...(page === desk.page ? [] : await cut(page))]
      expect(found.map(fault => `${what}, ${colorScheme}: ${fault}`)).toEqual([])
    }
  }
  const plus = async (page: Page, item: string) => {
    await press(page, 'More: files, places, pay')
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }
  const attach = async (page: Page, item: string, files: { name: string; mimeType: string; buffer: Buffer }[]) => {
    const chooser = page.waitForEvent('filechooser')
    await plus(page, item)
    await (await chooser).setFiles(files)
  }
  const photo = (i: number) => ({ name: `photo-${i}.png`, mimeType: 'image/png', buffer: pictures[i]! })
  const shown = (page: Page) =>
    expect
      .poll(
        () =>
          last(page, 'picture')
            .locator('img')
            .evaluateAll(all => all.every(one => (one as unknown as { naturalWidth: number }).naturalWidth > 0)),
        POLL,
      )
      .toBe(true)

  test('pictures go with words below them, in the order that one gives them, and are seen large', async () => {
    await attach(anna.page, 'Picture or video', [photo(0), photo(1), photo(2)])
    await anna.page.getByRole('list', { name: 'To be sent' }).getByRole('listitem').nth(2).waitFor()
    await press(anna.page, 'Take out photo-1.png')
    await press(anna.page, 'More: photo-2.png')
    await anna.page.getByRole('menuitem', { name: 'Move to the left' }).click()
    await good(anna, 'the tray')
    await anna.page
      .getByRole('textbox', { name: 'Message', exact: true })
      .fill('From the harbour, before the ferry came in')
    await press(anna.page, 'Send')
    for (const { page } of [anna, desk, bruno]) {
      await expect
        .poll(
          () =>
            last(page, 'picture')
              .getByRole('button', { name: /^Picture/ })
              .count(),
          POLL,
        )
        .toBe(2)
      await last(page, 'picture').getByText('From the harbour').waitFor()
      await shown(page)
      // They are as wide as the words below them.
      const edge = (all: string) => `[...document.querySelectorAll('${all}')].at(-1).getBoundingClientRect().right`
      expect(await page.evaluate(`${edge('.bubble.k-picture')} - ${edge('.k-picture .picture')}`)).toBeLessThan(8)
    }
    await attach(bruno.page, 'Picture or video', [photo(1)])
    await press(bruno.page, 'Send')
    await shown(anna.page)
    await expect
      .poll(
        () =>
          last(anna.page, 'picture')
            .getByRole('button', { name: /^Picture/ })
            .count(),
        POLL,
      )
      .toBe(1)
    await good(bruno, 'pictures')
    await last(anna.page, 'picture')
      .getByRole('button', { name: /^Picture/ })
      .click()
    const viewer = anna.page.getByRole('dialog', { name: 'Pictures and videos' })
    await viewer.getByText('3 / 3').waitFor()
    await anna.page.keyboard.press('ArrowLeft')
    await viewer.getByText('2 / 3').waitFor()
    await good(anna, 'the viewer')
    await press(viewer, 'Close')
  })

  test('what is dropped on a chat lies ready to be sent', async () => {
    const dataTransfer = await desk.page.evaluateHandle(`(() => {
      const dragged = new DataTransfer()
      dragged.items.add(new File(['Buy milk'], 'Notes.txt', { type: 'text/plain' }))
      return dragged
    })()`)
    const chat = desk.page.locator('.screen.chat')
    await chat.dispatchEvent('dragover', { dataTransfer })
    await desk.page.getByText('Drop files here to send them').waitFor()
    await chat.dispatchEvent('drop', { dataTransfer })
    await desk.page.getByRole('list', { name: 'To be sent' }).getByText('Notes.txt').waitFor()
    await press(desk.page, 'Take out Notes.txt')
    await desk.page.getByRole('list', { name: 'To be sent' }).waitFor({ state: 'detached' })
  })

  test('a film is sent as it is and plays', async () => {
    await attach(anna.page, 'Picture or video', [{ name: 'clip.webm', mimeType: 'video/webm', buffer: film }])
    await anna.page.getByRole('list', { name: 'To be sent' }).waitFor()
    await press(anna.page, 'Send')
    await last(bruno.page, 'video')
      .getByRole('button', { name: /^Play video/ })
      .click()
    const video = bruno.page.getByRole('dialog').locator('video')
    await expect
      .poll(() => video.evaluate(one => (one as unknown as { readyState: number }).readyState), POLL)
      .toBeGreaterThan(1)
    await press(bruno.page.getByRole('dialog'), 'Close')
  })

  test('a voice is recorded, arrives unheard, and is heard', async () => {
    await anna.page.getByRole('button', { name: 'Record a voice message' }).focus()
    await anna.page.keyboard.press('Enter')
    await anna.page.getByRole('timer').getByText('0:02').waitFor()
    await good(anna, 'recording', ['dark'])
    await press(anna.page, 'Send voice message')
    const voice = last(bruno.page, 'voice')
    await voice.getByRole('img', { name: 'Not heard yet' }).waitFor()
    await good(bruno, 'a voice')
    await voice.getByRole('button', { name: /^Play voice message/ }).click()
    await expect.poll(() => voice.getByRole('img', { name: 'Not heard yet' }).count(), POLL).toBe(0)
    await expect.poll(() => last(desk.page, 'voice').count(), POLL).toBe(1)

    // Held, it is sent when the finger lifts; slid away, it is gone.
    const mic = await anna.page.getByRole('button', { name: 'Record a voice message' }).boundingBox()
    const hold = async (slide: number) => {
      await anna.page.mouse.move(mic!.x + 20, mic!.y + 20)
      await anna.page.mouse.down()
      await anna.page.getByRole('timer').getByText('0:01').waitFor()
      await anna.page.mouse.move(mic!.x + 20 - slide, mic!.y + 20)
      await anna.page.mouse.up()
      await anna.page.getByRole('timer').waitFor({ state: 'detached' })
    }
    await hold(200)
    await hold(0)
    await expect.poll(() => log(bruno.page).locator('.bubble.k-voice').count(), POLL).toBe(2)
  })

  test('a file, a place, a person and a sticker are sent as what they are', async () => {
    const plan = { name: 'Plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 a plan') }
    await attach(anna.page, 'File', [plan])
    await anna.page.getByRole('list', { name: 'To be sent' }).getByText('Plan.pdf').waitFor()
    await press(anna.page, 'Send')
    const download = bruno.page.waitForEvent('download')
    await last(bruno.page, 'file')
      .getByRole('button', { name: /Plan.pdf/ })
      .click()
    expect((await download).suggestedFilename()).toBe('Plan.pdf')

    await plus(anna.page, 'Location')
    const dialog = anna.page.getByRole('dialog')
    await expect.poll(() => dialog.getByLabel('Latitude, longitude').inputValue(), POLL).toBe('41.14961, -8.61099')
    await dialog.getByLabel('Name of the place').fill('The bridge')
    await good(anna, 'a place to send', ['light'])
    await press(dialog, 'Send')
    await last(bruno.page, 'place').getByText('The bridge').waitFor()
    expect(await last(bruno.page, 'place').getByRole('link').getAttribute('href')).toMatch(/^geo:41.14961,-8.61099/)

    await plus(anna.page, 'Contact card')
    await dialog.getByRole('button', { name: /Carla/ }).click()
    await last(bruno.page, 'person').getByText('@carla').waitFor()

    await press(anna.page, 'Emoji')
    await anna.page.getByRole('tab', { name: 'Stickers' }).click()
    await anna.page.getByRole('tabpanel', { name: 'Stickers' }).getByRole('button', { name: 'Pip celebrates' }).click()
    await last(bruno.page, 'sticker').getByRole('img', { name: 'Pip celebrates' }).waitFor()
    await good(anna, 'stickers', ['dark'])
    await good(bruno, 'all kinds')
  })

  test('a linked page tells what it is called below the words', async () => {
    const page = {
      url: 'https://tides.example/today',
      site: 'tides.example',
      title: 'Tide tables',
      description: 'High at six',
    }
    for (const { context } of [anna, desk, bruno])
      await context.route('**/api/previews?*', route => route.fulfill({ json: page }))
    await say(anna.page, 'High tide: https://tides.example/today')
    await log(bruno.page)
      .getByRole('link', { name: /Tide tables/ })
      .waitFor()
    await good(bruno, 'a preview', ['light'])
  })

  test('what was said is passed on as one record, and read on a page of its own', async () => {
    await choose(bruno.page, 'The bridge', 'Select')
    await log(bruno.page)
      .getByRole('checkbox', { name: /Plan.pdf/ })
      .press('Space')
    await press(bruno.page, 'Forward')
    await bruno.page.getByRole('menuitem', { name: 'As a chat record' }).click()
    await bruno.page.getByRole('dialog').getByText('Dinner crew').click()
    await press(bruno.page.getByRole('dialog'), 'Send')
    await bruno.page.goto(`${city.url}/chats/${friends.group}`)
    await last(bruno.page, 'record').getByRole('button').click()
    await bruno.page.getByRole('list', { name: 'Chat record' }).getByText('The bridge').waitFor()
    await good(bruno, 'a record')
  })

  test('the media page and the storage page know what was sent', async () => {
    await desk.page.goto(`${city.url}/chats/${friends.direct}/media`)
    await expect.poll(() => desk.page.locator('.media-grid button').count(), POLL).toBe(3)
    await good(desk, 'media', ['light'])
    await press(desk.page, 'Files')
    await desk.page.getByText('Plan.pdf').first().waitFor()
    await desk.page.goto(`${city.url}/me/settings/storage`)
    await desk.page.getByText('Bruno').first().waitFor()
    await good(desk, 'storage', ['dark'])
  })

  test('without a network what was seen is there, and a picture waits, through a closed tab, to be sent once', async () => {
    await anna.page.reload()
    await shown(anna.page)
    await anna.page.evaluate('navigator.serviceWorker.ready')
    await anna.page.reload()
    await shown(anna.page)
    await anna.context.setOffline(true)
    await anna.page.reload()
    await shown(anna.page)
    await attach(anna.page, 'Picture or video', [photo(2)])
    await anna.page.getByRole('textbox', { name: 'Message', exact: true }).fill('From the tunnel')
    await press(anna.page, 'Send')
    await log(anna.page).locator('.bubble.waiting').getByText('From the tunnel').waitFor()
    await anna.page.reload()
    await log(anna.page).locator('.bubble.waiting').getByText('From the tunnel').waitFor()
    await anna.context.setOffline(false)
    await bruno.page.goto(`${city.url}/chats/${friends.direct}`)
    for (const { page } of [anna, bruno])
      await expect
        .poll(() => log(page).locator('.bubble:not(.waiting)').getByText('From the tunnel').count(), POLL)
        .toBe(1)
    await shown(bruno.page)
  })

  // Half a minute of waiting for the browser: what it shows of the outbox stands in apps/web/test/outbox.test.ts, too.
  test.skipIf(!isLong)(
    'a device without room says so and keeps what was written; with room again all of it is sent, once',
    async () => {
      const { page } = anna
      const control = await anna.context.newCDPSession(page)
      const quota = (size?: object) => control.send('Storage.overrideQuotaForOrigin', { origin: city.url, ...size })
      const box = page.getByRole('textbox', { name: 'Message', exact: true })
      const full = toast(page, 'This device has no room')
      const keeps = () => page.evaluate<string>(KEEP_A_WORD)
      expect(await keeps()).toBe('kept')
      await quota({ quotaSize: 1 })
      // What the browser has granted it goes on granting for half a minute.
      await expect.poll(keeps, { ...POLL, timeout: 45_000 }).toBe('QuotaExceededError')
      await box.fill('A word too many')
      await press(page, 'Send')
      await full.first().waitFor()
      await expect.poll(() => box.inputValue(), POLL).toBe('A word too many')
      await full.first().waitFor({ state: 'detached' })
      await box.fill('')
      await attach(page, 'Picture or video', [photo(1)])
      await box.fill('A word too many')
      await press(page, 'Send')
      await full.first().waitFor()
      await expect.poll(() => box.inputValue(), POLL).toBe('A word too many')
      expect(await page.getByRole('list', { name: 'To be sent' }).getByRole('listitem').count()).toBe(1)
      // What others say is read all the same, and is kept here once there is room.
      await bruno.page.getByRole('textbox', { name: 'Message', exact: true }).fill('Did you say something?')
      await press(bruno.page, 'Send')
      await log(page).getByText('Did you say something?').waitFor()
      expect(await log(bruno.page).getByText('A word too many').count()).toBe(0)
      await quota()
      await press(page, 'Send')
      const said = log(bruno.page).locator('.bubble').filter({ hasText: 'A word too many' })
      await said.locator('img').first().waitFor()
      await page.reload()
      await shown(page)
      for (const side of [anna, bruno])
        await expect
          .poll(() => log(side.page).locator('.bubble:not(.waiting)').getByText('A word too many').count(), POLL)
          .toBe(1)
      expect(await log(page).getByText('Did you say something?').count()).toBe(1)
      expect(await box.inputValue()).toBe('')
    },
  )

  test('what Bruno sends of every kind while Anna’s phone has no network is on her desk at once, and on the phone when it is back', async () => {
    const theirs = (page: Page, kind: string) => log(page).locator(`.line:not(.mine) .bubble.k-${kind}`).last()
    await desk.page.goto(`${city.url}/chats/${friends.direct}`)
    await log(desk.page).waitFor()
    await anna.context.setOffline(true)
    await attach(bruno.page, 'Picture or video', [
      { name: 'clip.webm', mimeType: 'video/webm', buffer: film },
      photo(0),
    ])
    await bruno.page.getByRole('list', { name: 'To be sent' }).getByRole('listitem').nth(1).waitFor()
    await press(bruno.page, 'Send')
    await attach(bruno.page, 'File', [
      { name: 'Tides.txt', mimeType: 'text/plain', buffer: Buffer.from('High at six') },
    ])
    await bruno.page.getByRole('list', { name: 'To be sent' }).getByText('Tides.txt').waitFor()
    await press(bruno.page, 'Send')
    await bruno.page.getByRole('button', { name: 'Record a voice message' }).focus()
    await bruno.page.keyboard.press('Enter')
    await bruno.page.getByRole('timer').getByText('0:01').waitFor()
    await press(bruno.page, 'Send voice message')
    const dialog = bruno.page.getByRole('dialog')
    await plus(bruno.page, 'Location')
    await expect.poll(() => dialog.getByLabel('Latitude, longitude').inputValue(), POLL).toBe('41.14961, -8.61099')
    await press(dialog, 'Send')
    await plus(bruno.page, 'Contact card')
    await dialog.getByRole('button', { name: /Carla/ }).click()
    await press(bruno.page, 'Emoji')
    await bruno.page.getByRole('tab', { name: 'Stickers' }).click()
    await bruno.page.getByRole('tabpanel', { name: 'Stickers' }).getByRole('button', { name: 'Pip celebrates' }).click()
    await say(bruno.page, 'Are you there?')
    const kinds = ['picture', 'video', 'file', 'voice', 'place', 'person', 'sticker']
    for (const kind of kinds) await theirs(desk.page, kind).waitFor()
    await log(desk.page).getByText('Are you there?').waitFor()
    expect(await log(anna.page).getByText('Are you there?').count()).toBe(0)
    await anna.context.setOffline(false)
    for (const kind of kinds) await theirs(anna.page, kind).waitFor()
    await log(anna.page).getByText('Are you there?').waitFor()
    const unexpected = [anna, desk, bruno].flatMap(device => device.faults).filter(fault => !OFFLINE.test(fault))
    expect(unexpected).toEqual([])
  })
})
