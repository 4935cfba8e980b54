import { Database, sql } from '@plaza/db'
import { derivedId } from '@plaza/kernel'
import { findChromium } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { asker, developer, type Ask, type Developer } from './lib/developer.ts'
import { comeIn, DESKTOP, fill, openDevice, PHONE, press, toast, type Device } from './lib/device.ts'
import { cut, faults, open, still } from './lib/look.ts'
import { friendsWithMoney, operators, sessionsOf } from './lib/money.ts'

// Mara makes a mini program. The city's people refuse it, then two of them approve it; she gives it to some, to all, and
// takes it back. On a phone, and at a desk with a large screen.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const HARBOUR = { latitude: 43.4601, longitude: -3.8002 }
const PAYS = 'Page({ onLoad() {}, pay() { wx.requestPayment({}) } })'
const files = (page: string) => ({
  'app.json': '{"pages":["pages/index/index"]}',
  'app.js': 'App({})',
  'pages/index/index.js': page,
  'pages/index/index.wxml': '<view>Tide</view>',
})

describe.skipIf(!chromium)('a mini program and its makers', () => {
  let city: ServedCity
  let db: Database
  let browser: Browser
  /** Mara with her phone, and at her desk. */
  let mara: Device
  let desk: Device
  let bruno: Device
  let olga: Device
  let otto: Device
  let laptop: Developer
  let asMara: Ask
  let asOlga: Ask
  let appId = ''
  const versions: Record<string, string> = {}

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([
      serveCity({ demo: false, looksWith: chromium }),
      openChromium(chromium as string),
    ])
    db = new Database(city.databaseUrl, { poolMax: 1 })
    await friendsWithMoney(city.databaseUrl, ['mara', 'bruno'], 100n)
    await operators(city.databaseUrl, ['olga', 'otto'])
    await db.run(sql`update wallet.holder set tier = 1 where person = ${derivedId('mara')}`)
    const handles = ['mara', 'mara', 'bruno', 'olga', 'otto']
    const tokens = await sessionsOf(city.databaseUrl, handles)
    const kinds = ['phone', 'desktop', 'phone', 'desktop', 'phone'] as const
    const devices = await Promise.all(kinds.map(kind => openDevice(browser, city.url, kind)))
    ;[mara, desk, bruno, olga, otto] = devices as [Device, Device, Device, Device, Device]
    await Promise.all(devices.map((device, i) => comeIn(device, city.url, tokens[i]!, '/me')))
    asMara = asker(city.url, tokens[0]!)
    asOlga = asker(city.url, tokens[3]!)
    laptop = await developer(city.url, tokens[0]!)
  })
  afterAll(async () => {
    await browser?.close()
    await db?.[Symbol.asyncDispose]()
    await city?.[Symbol.asyncDispose]()
  })

  /** A page that is whole: nothing that axe or a ruler finds. */
  const whole = async (page: Page) => {
    await still(page)
    // One of three panes, or a dialog over them, has fields that are narrow against the window.
    const isWide = page.viewportSize()?.width === DESKTOP.width
    const found = [...(await faults(page)), ...(await cut(page))]
    expect(found.filter(one => !(isWide && one.startsWith('too narrow to write in')))).toEqual([])
  }
  const dialog = (page: Page) => page.getByRole('dialog')
  const at = (...parts: string[]) => [city.url, 'me/makers', appId, ...parts].join('/')
  const upload = async (version: string, page: string) =>
    (versions[version] = await laptop.upload(appId, version, files(page)))

  test('she makes a team and a program, and is told its secret once', async () => {
    const { page } = mara
    await press(page, /^Mini programs I make/)
    await page.getByText('Begin with a team').waitFor()
    await whole(page)
    await press(page, 'Make a team')
    await fill(page, 'Name of the team', 'Harbour Makers')
    await fill(page, 'Contact', 'makers@harbour.test')
    await whole(page)
    await press(dialog(page), 'Make a team')
    await press(page, 'New mini program')
    await fill(page, 'Name', 'Tide table')
    await fill(page, 'What it is for', 'When the sea comes.')
    await page.getByLabel('Category', { exact: true }).selectOption('tools')
    await whole(page)
    await press(page, 'Register')
    await dialog(page).getByText('Keep this secret').waitFor()
    await whole(page)
    await press(page, 'I have kept it')
    await page.getByRole('heading', { name: 'Upload the first version' }).waitFor()
    await whole(page)
    appId = /wx[0-9a-f]{16}/.exec(page.url())![0]
    await page.goto(`${city.url}/me/makers/keys`)
    await page.getByText('Laptop at home').waitFor()
    await whole(page)
  })

  test('she asks Bruno to join, and he does', async () => {
    const { page } = mara
    await page.goto(`${city.url}/me/makers`)
    await press(page, /^Harbour Makers/)
    await press(page, 'Ask somebody to join')
    await press(page, /Bruno/)
    await page.getByRole('menuitem', { name: 'As a tester' }).click()
    await page.getByText('Tester · asked to join').waitFor()
    await whole(page)
    await bruno.page.goto(`${city.url}/me/makers`)
    await bruno.page.getByText('Harbour Makers asks you to join').waitFor()
    await whole(bruno.page)
    await press(bruno.page, 'Join')
    await bruno.page.getByRole('button', { name: /Tide table/ }).waitFor()
  })

  test('what she says of it waits for a review, on a page for each part', async () => {
    const { page } = mara
    await page.goto(at('places'))
    await press(page, 'Add a place')
    await fill(page, 'What it is called · English', 'Harbour office')
    await fill(page, 'Address', 'Pier 1')
    await fill(page, 'Latitude, longitude', `${HARBOUR.latitude}, ${HARBOUR.longitude}`)
    await whole(page)
    await press(dialog(page), 'Save')
    await page.getByText('Pier 1').waitFor()
    await page.goto(at('domains'))
    await fill(page, 'Requests', 'http://tides.example')
    await page.getByText('is not a scheme and a public name').waitFor()
    await fill(page, 'Requests', 'https://tides.example')
    await press(page, 'Save')
    await toast(page, 'Saved').waitFor()
    await whole(page)
    await page.goto(at('templates'))
    await press(page, 'Add a template')
    await fill(page, 'Title · English', 'High water')
    await fill(page, 'Name of field 1 · English', 'When')
    await whole(page)
    await press(dialog(page), 'Save')
    await page.getByRole('button', { name: /High water/ }).waitFor()
    await page.goto(at('words'))
    await fill(page, 'Words to find it by', 'harbour, sea')
    await press(page, 'Save')
    await toast(page, 'Saved').waitFor()
    await whole(page)
    await page.goto(at('server'))
    await page.getByText('No server is told').waitFor()
    await whole(page)
  })

  test('an upload shows what the checks found; mended, it is sent for review', async () => {
    const { page } = desk
    await page.goto(`${city.url}/maker/${appId}/versions`)
    await page.getByText('No version yet').waitFor()
    await whole(page)
    await upload('1.0.0', PAYS)
    await page.getByText('1.0.0 was uploaded').waitFor()
    await page.getByRole('button', { name: /1\.0\.0 Development/ }).click()
    await page.getByText('needs a permission that is not declared: Take payments').waitFor()
    await whole(page)
    await press(page, 'Send for review')
    await toast(page, 'The checks found errors').waitFor()
    await press(page, 'Permissions')
    await page.getByRole('switch', { name: /^Take payments/ }).check()
    await fill(page, 'Reason: Take payments', 'You pay for the berth.')
    await whole(page)
    await press(page, 'Save')
    await press(page, 'Versions')
    await page.getByRole('button', { name: /1\.0\.0 Development/ }).click()
    await page.getByText('tides.example').first().waitFor()
    await press(page, 'Send for review')
    await page.getByText('0 of 2 said yes').waitFor()
    await page.getByRole('button', { name: /1\.0\.0 In review/ }).waitFor()
    await whole(page)
  })

  test('an operator sees what is new line by line, and refuses with a reason', async () => {
    const { page } = olga
    await page.goto(`${city.url}/operator`)
    await press(page, /^Review of mini programs/)
    await page.getByText('Payments 0/2').waitFor()
    await press(page, /^Tide table 1\.0\.0/)
    await page.getByText('You pay for the berth.').waitFor()
    await press(page, 'I look at it')
    await page.getByRole('button', { name: 'Leave it to others' }).waitFor()
    await page.getByText('pages/index/index.js').first().click()
    await page.locator('.diff [data-sign="+"]').first().waitFor()
    // The city's own browser opened its page in the cage, and took a picture of it.
    await page.getByText('The city’s browser visited its page.').waitFor()
    await page.evaluate(`document.querySelector('.shot img').decode()`)
    await whole(page)
    await press(page, 'pages/index/index, picture')
    await dialog(page).getByRole('img', { name: 'pages/index/index, picture' }).waitFor()
    await whole(page)
    await press(dialog(page), 'Close')
    await press(page, 'Refuse')
    await fill(page, 'Why', 'Say who is paid.')
    await whole(page)
    await press(dialog(page), 'Refuse')
    await page.getByText('Nothing waits for review').waitFor()
  })

  test('she answers in the thread and sends it again; two operators approve the payments', async () => {
    const { page } = mara
    await page.goto(at('versions', versions['1.0.0']!))
    await page.getByText('Say who is paid.').waitFor()
    await whole(page)
    await fill(page, 'Add something', 'The harbour office is paid.')
    await press(page, 'Send')
    await page.getByText('The harbour office is paid.').waitFor()
    await press(page, 'Send for review')
    await page.getByText('0 of 2 said yes').waitFor()
    await whole(page)

    await olga.page.goto(`${city.url}/reviews`)
    await press(olga.page, /^Tide table 1\.0\.0/)
    await olga.page.getByText('The harbour office is paid.').waitFor()
    await press(olga.page, 'Approve')
    await press(dialog(olga.page), 'Approve')
    await toast(olga.page, 'Another operator has to say yes').waitFor()
    await otto.page.goto(`${city.url}/operator/programs`)
    await press(otto.page, /^Tide table 1\.0\.0/)
    await otto.page.locator('.review-marks').getByText('Payments 1/2').waitFor()
    await whole(otto.page)
    await press(otto.page, 'Approve')
    await press(dialog(otto.page), 'Approve')
    await toast(otto.page, 'Your approval is kept.').waitFor()
  })

  test('she releases it to everybody, the next one to half of them and to all, and rolls back', async () => {
    const { page } = desk
    const choose = async (version: string, state: string) => {
      await page.goto(`${city.url}/maker/${appId}/versions`)
      await page.getByRole('button', { name: new RegExp(`^${version} ${state}`) }).click()
    }
    await choose('1.0.0', 'Approved')
    await press(page, 'Release')
    await dialog(page).getByText('The first release is for everybody').waitFor()
    await whole(page)
    await press(dialog(page), 'Release to everybody')
    await page.getByRole('button', { name: /^1\.0\.0 Released/ }).waitFor()

    const next = await upload('1.1.0', PAYS.replace('onLoad() {}', 'onLoad() { this.setData({ tide: 3 }) }'))
    await asMara(`POST /makers/programs/${appId}/versions/${next}/submit`, {})
    await asOlga(`POST /makers/reviews/${next}/decide`, { approve: true, reasons: '' })
    await choose('1.1.0', 'Approved')
    await press(page, 'Release')
    await press(dialog(page), '50 %')
    await whole(page)
    await press(dialog(page), 'Release to 50 %')
    await page.getByRole('button', { name: /^1\.1\.0 Grey release/ }).waitFor()
    await press(page, 'Releases')
    await page.getByText('1.1.0 for 50 %', { exact: true }).waitFor()
    await whole(page)
    await choose('1.1.0', 'Grey release')
    await press(page, 'Release to more')
    await press(dialog(page), 'Release to everybody')
    await page.getByRole('button', { name: /^1\.1\.0 Released/ }).waitFor()

    await press(page, 'Releases')
    await press(page, 'Roll back to 1.0.0')
    await press(dialog(page), 'Roll back to 1.0.0')
    await dialog(page).getByText('Whoever has 1.1.0 open').waitFor()
    await press(dialog(page), 'Roll back to 1.0.0')
    await page.getByText('Back to 1.0.0', { exact: true }).waitFor()
    await whole(page)
    await press(page, 'History')
    await page.getByText(/^Rolled back/).waitFor()
    await whole(page)
  })

  test('its numbers are charts and a table, and say nothing of who', async () => {
    await count(db, appId, versions)
    const { page } = mara
    await page.goto(at('numbers'))
    await page.getByRole('img', { name: /^Opens: / }).waitFor()
    await page.getByText('All numbers as a table').click()
    await whole(page)
    await olga.page.goto(`${city.url}/reviews/totals`)
    await olga.page.getByRole('img', { name: /^Opens: / }).waitFor()
    await whole(olga.page)
  })

  test('Bruno finds it near him, follows it and writes to it', async () => {
    const { page, context } = bruno
    await context.grantPermissions(['geolocation'])
    await context.setGeolocation(HARBOUR)
    await page.goto(`${city.url}/programs`)
    const asked = page.waitForRequest(request => request.url().includes('/nearby?'))
    await press(page, 'Show what is near me')
    expect(new URL((await asked).url()).search).toBe('?lon=-3.8&lat=43.46')
    await page.getByText('Harbour office').waitFor()
    await whole(page)
    await page.goto(`${city.url}/programs/${appId}`)
    await page.getByRole('switch', { name: 'Follow' }).check()
    await page.getByRole('switch', { name: /^Mute/ }).waitFor()
    await whole(page)
    await press(page, 'Write to it')
    await page.getByRole('heading', { name: 'Tide table', level: 1 }).waitFor()
  })

  test('an operator stops it, and its makers read so', async () => {
    const { page } = olga
    await page.goto(`${city.url}/reviews/all`)
    await press(page, 'Stop')
    await fill(page, 'Reason', 'It shows yesterday’s tides.')
    await whole(page)
    await press(dialog(page), 'Stop')
    await page.getByText('yesterday’s tides').waitFor()
    await mara.page.goto(at())
    await mara.page.getByRole('note').getByText('Stopped by the city').waitFor()
    await whole(mara.page)
    await page.goto(`${city.url}/reviews/words`)
    await page.getByLabel('Words, one a line').waitFor()
    await whole(page)
  })

  test('the desk is readable in every look', async () => {
    const { page } = mara
    const found: string[] = []
    const paths = ['', 'versions', `versions/${versions['1.1.0']}`, 'releases', 'numbers', 'words', 'scopes', 'nothing']
    for (const [i, path] of paths.entries()) {
      await page.setViewportSize(i % 2 === 0 ? DESKTOP : PHONE)
      await open(page, at(path), { theme: i % 3 === 0 ? 'light' : 'dark', language: i % 2 === 0 ? 'zh' : 'es' })
      found.push(...(await faults(page)).map(fault => `${path}: ${fault}`))
    }
    expect(found).toEqual([])
    expect(mara.faults.filter(fault => !/status of 40\d/.test(fault))).toEqual([])
  })
})

/** Three weeks of two versions, as if citizens had come. */
async function count(db: Database, appId: string, versions: Readonly<Record<string, string>>): Promise<void> {
  for (const [version, from, to, opens] of [
    ['1.0.0', 20, 5, 40],
    ['1.1.0', 8, 1, 25],
  ] as const)
    await db.run(sql`
      insert into programs.day (app_id, version, day, opens, people, errors, payments, slow)
      select ${appId}, ${versions[version]}, current_date - n, ${opens} + n * 3, ${opens} / 2 + n, n % 4, n % 7,
        array[5, 9, 6, 3, 2, 1, 1, 0, 0, 0]
      from generate_series(${to}::int, ${from}::int) n`)
  await db.run(sql`
    insert into programs.people_day (app_id, day, people, day1, day7)
    select ${appId}, current_date - n, 30 + n, 9 + n / 2, 5 + n % 4 from generate_series(1, 20) n`)
}
