import { Database, sql } from '@plaza/db'
import { derivedId } from '@plaza/kernel'
import { findChromium } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { asker, developer, newId } from './lib/developer.ts'
import { comeIn, DESKTOP, fill, openDevice, PHONE, press, toast, type Device } from './lib/device.ts'
import { Inside } from './lib/inside.ts'
import { cut, faults, open, still } from './lib/look.ts'
import { friendsWithMoney, operators, sessionsOf } from './lib/money.ts'

// Mara's mini program is released, and has what is around it: people who try the next version, a command line that is hers, a
// menu, followers who are told something, and a log of what its server asked.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const FILES = {
  'app.json': '{"pages":["pages/index/index"]}',
  'app.js': 'App({})',
  'pages/index/index.js': 'Page({})',
  'pages/index/index.wxml': '<view>Tide</view>',
}
const PROFILE = {
  names: { en: 'Tide table' },
  abouts: { en: 'When the sea comes.' },
  category: 'tools',
  licences: [],
  domains: {},
  scopes: {},
  templates: [],
  keywords: [],
  pages: [{ path: 'pages/index/index', titles: { en: 'Tides' } }],
  places: [],
}

describe.skipIf(!chromium)('what is around a mini program', () => {
  let city: ServedCity
  let db: Database
  let browser: Browser
  let mara: Device
  let bruno: Device
  let appId = ''
  let secret = ''

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([
      serveCity({ demo: false, looksWith: chromium }),
      openChromium(chromium as string),
    ])
    db = new Database(city.databaseUrl, { poolMax: 1 })
    await friendsWithMoney(city.databaseUrl, ['mara', 'bruno'], 100n)
    await operators(city.databaseUrl, ['olga'])
    await db.run(sql`update wallet.holder set tier = 1 where person = ${derivedId('mara')}`)
    const tokens = await sessionsOf(city.databaseUrl, ['mara', 'bruno', 'olga'])
    ;({ appId, secret } = await released(city.url, tokens[0]!, tokens[2]!))
    ;[mara, bruno] = await Promise.all([openDevice(browser, city.url, 'phone'), openDevice(browser, city.url, 'phone')])
    await Promise.all([comeIn(mara, city.url, tokens[0]!, '/me'), comeIn(bruno, city.url, tokens[1]!, '/programs')])
  })
  afterAll(async () => {
    await browser?.close()
    await db?.[Symbol.asyncDispose]()
    await city?.[Symbol.asyncDispose]()
  })

  /** A page that is whole: nothing that axe or a ruler finds. */
  const whole = async (page: Page) => {
    await still(page)
    expect([...(await faults(page)), ...(await cut(page))]).toEqual([])
  }
  const dialog = (page: Page) => page.getByRole('dialog')
  const at = (...parts: string[]) => [city.url, 'me/makers', appId, ...parts].join('/')

  test('somebody outside the team is asked to try it, and sees it as a trial', async () => {
    const { page } = mara
    await page.goto(at('testers'))
    await page.getByText('Nobody tests it yet').waitFor()
    await whole(page)
    await fill(page, 'Handle', '@bruno')
    await press(page, 'Ask to test')
    await page.getByText('asked, has not answered').waitFor()
    await whole(page)
    await bruno.page.goto(`${city.url}/programs`)
    await bruno.page.getByText('Harbour Makers asks you to try it').waitFor()
    await whole(bruno.page)
    await press(bruno.page, 'Try it')
    await press(bruno.page, 'Open')
    await bruno.page.locator('.capsule').getByText('Trial').waitFor()
    await (await Inside.of(bruno.page)).see('Tide')
    await whole(bruno.page)
  })

  test('she makes up a citizen, who signs in at its server with a code and has play money', async () => {
    const { page } = mara
    await page.goto(at('citizens'))
    await page.getByText('No made-up citizens yet').waitFor()
    await whole(page)
    await press(page, 'Make up a citizen')
    await fill(dialog(page), 'Name', 'Test Ana')
    await whole(page)
    await press(page, 'Make up')
    await press(page, /^Test Ana/)
    await whole(page)
    await page.getByRole('menuitem', { name: 'Login code' }).click()
    const code = await dialog(page).locator('pre').innerText()
    await whole(page)
    const of = { appid: appId, secret, js_code: code, grant_type: 'authorization_code' }
    const answer = await fetch(`${city.merchantUrl}/sns/jscode2session?${new URLSearchParams(of).toString()}`)
    const { openid } = (await answer.json()) as { openid: string }
    await press(dialog(page), 'I have kept it')
    await page.getByText(openid).waitFor()
    await press(page, /^Test Ana/)
    await page.getByRole('menuitem', { name: 'Pay an order' }).click()
    await fill(dialog(page), 'What wx.requestPayment gets', '{"package":"prepay_id=1"}')
    await press(dialog(page), 'Pay an order')
    await dialog(page).getByText('Something is missing').waitFor()
    await whole(page)
    await page.keyboard.press('Escape')
  })

  test('a command line shows a code, which she types where she is signed in', async () => {
    const ask = async (path: string, form: Record<string, string>) => {
      const body = new URLSearchParams({ client_id: 'plaza-cli', ...form })
      return (await (await fetch(`${city.url}/oauth/${path}`, { method: 'POST', body })).json()) as Record<
        string,
        string
      >
    }
    const code = await ask('device_authorization', { device_name: 'Command line on boat' })
    const { page } = mara
    await page.goto(`${city.url}/device`)
    await whole(page)
    await fill(page, 'Code', code['user_code']!.toLowerCase())
    await press(page, 'Continue')
    await page.getByRole('heading', { name: 'Sign in on Command line on boat?' }).waitFor()
    await whole(page)
    await press(page, 'Sign in')
    await toast(page, 'The machine may come in now').waitFor()
    const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: code['device_code']! }
    expect((await ask('token', grant))['token_type']).toBe('Bearer')
    expect((await ask('token', grant))['error']).toBe('slow_down')
    await page.getByText('Command line on boat').waitFor()
  })

  test('she gives its account a menu and tells its followers something, and sees both before they do', async () => {
    const { page } = mara
    await page.goto(at('menu'))
    await page.getByText('There is no menu.').waitFor()
    await press(page, 'Add a button')
    await fill(page, 'What button 1 says', 'Today')
    await fill(page, 'Page of button 1', 'pages/index/index')
    await page.getByRole('navigation', { name: 'Menu' }).getByText('Today').waitFor()
    await whole(page)
    await press(page, 'Save')
    await toast(page, 'Saved').waitFor()
    await bruno.page.goto(`${city.url}/programs/${appId}`)
    await bruno.page.getByRole('switch', { name: 'Follow' }).check()
    await bruno.page.getByRole('navigation', { name: 'Menu' }).getByRole('button', { name: 'Today' }).waitFor()
    await whole(bruno.page)

    await page.goto(at('broadcasts'))
    await page.getByText('Nothing was told yet').waitFor()
    await whole(page)
    await press(page, 'Write a broadcast')
    await fill(page, 'Title', 'High water')
    await fill(page, 'What it says', 'The sea comes at six.')
    await fill(page, 'Page it leads to', 'pages/index/index')
    await dialog(page).locator('.broadcast-preview').getByText('The sea comes at six.').waitFor()
    await whole(page)
    await press(dialog(page), 'Tell them')
    await press(dialog(page).last(), 'Tell them')
    await page.getByText('1 follower got it').or(page.getByText('being told, 0 so far')).waitFor()
    await whole(page)
  })

  test('what its server asked stands in its log', async () => {
    const wrong = new URLSearchParams({ appid: appId, secret: 'guessed', grant_type: 'client_credential' })
    await fetch(`${city.merchantUrl}/cgi-bin/token?${wrong.toString()}`)
    const { page } = mara
    await page.goto(at('log'))
    await expect
      .poll(async () => {
        await press(page, 'Refresh')
        return page.getByText('GET /cgi-bin/token').count()
      })
      .toBe(1)
    await press(page, 'Failed')
    await whole(page)
    await press(page, /^GET .cgi-bin.token/)
    await dialog(page).getByText('secret=•••').waitFor()
    await whole(page)
  })

  test('its desk is readable in every look', async () => {
    const { page } = mara
    const found: string[] = []
    for (const [i, path] of ['testers', 'citizens', 'menu', 'broadcasts', 'log'].entries()) {
      await page.setViewportSize(i % 2 === 0 ? DESKTOP : PHONE)
      await open(page, at(path), { theme: 'dark', language: i % 2 === 0 ? 'zh' : 'es' })
      found.push(...(await faults(page)).map(fault => `${path}: ${fault}`))
    }
    expect(found).toEqual([])
  })
})

/** A program of Mara's that citizens have, and that she tries herself. */
async function released(url: string, maker: string, operator: string): Promise<{ appId: string; secret: string }> {
  const [ask, decide] = [asker(url, maker), asker(url, operator)]
  const laptop = await developer(url, maker)
  const [team, id] = [newId(), newId()]
  await ask('POST /makers/teams', { id: team, name: 'Harbour Makers', contact: 'makers@harbour.test' })
  const made = await ask<{ program: { appId: string }; secret: string }>('POST /makers/programs', {
    id,
    team,
    profile: PROFILE,
  })
  const { appId } = made.program
  const version = await laptop.upload(appId, '1.0.0', FILES)
  await ask(`POST /makers/programs/${appId}/versions/${version}/submit`, {})
  await decide(`POST /makers/reviews/${version}/decide`, { approve: true, reasons: '' })
  await ask(`POST /makers/programs/${appId}/releases`, { id: newId(), version, percent: 100 })
  await ask(`PUT /makers/programs/${appId}/trial`, { version })
  return { appId, secret: made.secret }
}
