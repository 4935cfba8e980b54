import { findChromium } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { chatsList, DESKTOP, openDevice, PHONE, press, signIn, type Device } from './lib/device.ts'
import { chats, rowsOf } from './lib/kept.ts'
import { cut, faults, open, still, type Look } from './lib/look.ts'
import { chatLine, log, say } from './lib/talk.ts'

// Every screen of the demo city, as Lucía sees it: readable for everybody, in every look, by keyboard alone, without a server.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const POLL = { timeout: 20_000, interval: 100 }
const LANGUAGES = ['en', 'es', 'zh'] as const
const THEMES = ['light', 'dark'] as const
const QUEUED = 50
/** A month in which the demo's people paid something. */
const lastMonth = new Date(Date.now() - 27 * 86_400_000).toISOString().slice(0, 7)

describe.skipIf(!chromium)('the screens', () => {
  let city: ServedCity
  let browser: Browser
  let lucia: Device
  let page: Page
  /** Addresses of the screens that show one certain thing. */
  let direct: string
  let group: string
  let person: string

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: true }), openChromium(chromium as string)])
    lucia = await openDevice(browser, city.url, 'phone', { keeps: true })
    page = lucia.page
    await signIn(page, 'lucia', 'harbour-1234')
    const rows = await chats(page)
    direct = `/chats/${rows.find(row => row.kind === 'direct')?.c}`
    group = `/chats/${rows.find(row => row.kind === 'group' && row.role === 'owner')?.c ?? rows.find(row => row.kind === 'group')?.c}`
    person = `/people/${rows.find(row => row.kind === 'direct')?.peer}`
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  /** Looks at one screen and says where it is not as everybody needs it. */
  async function check(path: string, look: Look): Promise<string[]> {
    await open(page, city.url + path, look)
    const said = `${path} ${look.language} ${look.theme} ${page.viewportSize()?.width}`
    return (await faults(page)).map(fault => `${said}: ${fault}`)
  }

  test('the main screens break no rule of WCAG 2.2 AA, in light and dark, in three languages, small and wide', async () => {
    const found: string[] = []
    const paths = ['/chats', direct, group, '/contacts', '/me', '/me/settings']
    // Each screen in each size and theme, every time in another language; those of one language after each other.
    for (const language of LANGUAGES)
      for (const [t, theme] of THEMES.entries())
        for (const [s, size] of [PHONE, DESKTOP].entries())
          for (const path of paths.filter((_, i) => LANGUAGES[(i + t + 2 * s) % 3] === language)) {
            await page.setViewportSize(size)
            found.push(...(await check(path, { theme, language })))
          }
    expect(found).toEqual([])
  })

  test.each(['settings', 'wallet', 'codes'] as const)('nor does any other screen: %s', async which => {
    const others = {
      settings: [
        ['details', 'members', 'add', 'code'].map(part => `${group}/${part}`),
        ['new', 'add', 'groups'].map(part => `/contacts/${part}`),
        ['account', 'account/close', 'devices', 'privacy', 'reports', 'language', 'appearance', 'about'].map(
          part => `/me/settings/${part}`,
        ),
        [
          '/chats/new',
          `/chats/new/${person.split('/').at(-1)}`,
          person,
          '/discover',
          '/scan',
          '/me/profile',
          '/me/code',
        ],
      ],
      wallet: [
        ['/me/wallet', '/me/wallet/pin', `${direct}/transfer`, `${direct}/envelope`, `${group}/envelope`],
        ['bills', `months/${lastMonth}`, 'bank', 'identity', 'family', 'family/new'].map(part => `/me/wallet/${part}`),
        [`${direct}/request`, `${direct}/family`, `${group}/split`, '/check/0123456789abcdef0123456789abcdef'],
      ],
      codes: [
        ['/me/wallet/shops', '/me/wallet/receive', '/me/wallet/code', '/me/shops', '/me/shops/new'],
        ['/q/o/4S3E4KY72MYTDH47', '/q/s/4S3E4KY72MYTDH47', '/q/r/nobody/7.50', '/q/x/nothing'],
        ['/u/nobody', '/g/nothing', '/link/gone', '/operator/carrier', '/nowhere'],
      ],
    }[which].flat()
    const found: string[] = []
    for (const [i, path] of [...others.entries()].toSorted(([a], [b]) => (a % 3) - (b % 3) || (a % 2) - (b % 2))) {
      await page.setViewportSize(i % 4 < 2 ? PHONE : DESKTOP)
      const look = { theme: THEMES[i % 2] as Look['theme'], language: LANGUAGES[i % 3] as Look['language'] }
      found.push(...(await check(path, look)))
    }
    expect(found).toEqual([])
  })

  test('with 320 pixels and text twice as large nothing is cut and nothing scrolls sideways', async () => {
    const found: string[] = []
    await page.setViewportSize({ width: 320, height: 720 })
    const paths = ['/chats', direct, group, '/contacts', '/me/settings', '/me/settings/account']
    paths.push('/me/wallet', '/me/wallet/pin', `${direct}/transfer`, `${group}/envelope`)
    paths.push('/me/wallet/receive', '/me/wallet/code', '/me/wallet/shops', '/me/shops', '/me/shops/new', '/scan')
    paths.push('/me/wallet/bills', `/me/wallet/months/${lastMonth}`, `${direct}/request`, `${group}/split`)
    for (const [i, path] of [...paths.entries()].toSorted(([a], [b]) => (a % 3) - (b % 3))) {
      await open(page, city.url + path, { theme: 'light', language: LANGUAGES[i % 3] as Look['language'], text: 200 })
      found.push(...(await cut(page)).map(what => `${path}: ${what}`))
    }
    expect(found).toEqual([])
  })

  test('the keyboard alone is enough', async () => {
    await using desk = await openDevice(browser, city.url, 'desktop')
    const { page: at } = desk
    await signIn(at, 'lucia', 'harbour-1234')
    await chatLine(at, '').first().waitFor()
    const focused = () => at.evaluate<string>(`document.activeElement.tagName + '.' + document.activeElement.className`)
    await at.keyboard.press('Control+k')
    await expect.poll(focused).toContain('INPUT')
    await at.keyboard.press('ArrowDown')
    await expect.poll(focused).toContain('chat-line')
    await at.keyboard.press('ArrowDown')
    await at.keyboard.press('Enter')
    await log(at).waitFor()
    for (let i = 0; i < 12 && !(await focused()).startsWith('TEXTAREA'); i++) await at.keyboard.press('Tab')
    expect(await focused()).toContain('TEXTAREA')
    await at.keyboard.type('Typed without a mouse')
    await at.keyboard.press('Enter')
    await log(at).getByText('Typed without a mouse').waitFor()
    await at.keyboard.press('Escape')
    await log(at).waitFor({ state: 'hidden' })
    expect(await focused()).not.toContain('BODY')

    await at.goto(`${city.url}/me/profile`)
    const region = at.getByRole('button', { name: /^Region/ })
    await region.focus()
    await at.keyboard.press('Enter')
    await at.getByRole('dialog').waitFor()
    await expect.poll(focused).toContain('INPUT')
    await at.keyboard.press('Escape')
    await at.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => at.evaluate(`document.activeElement.textContent`)).toContain('Region')
  })

  test('without a server the chats are there, and fifty messages outlive a killed tab and arrive once', async () => {
    await page.setViewportSize(PHONE)
    await open(page, `${city.url}/me`, { theme: 'light', language: 'en' })
    await press(page, /Notes to myself/)
    await log(page).waitFor()
    const notes = page.url()
    await city.stop()
    await page.goto(`${city.url}/chats`)
    await chatsList(page).waitFor()
    expect(await chatLine(page, '').count()).toBeGreaterThan(5)
    await page.goto(notes)
    for (let i = 1; i <= QUEUED; i++) await say(page, `note ${i} of ${QUEUED}`)
    await expect.poll(() => unsent(page), POLL).toBe(QUEUED)
    const cdp = await lucia.context.newCDPSession(page)
    cdp.send('Page.crash').catch(() => {})
    await page.waitForEvent('crash')
    await page.close()

    await city.start()
    page = await lucia.context.newPage()
    await page.goto(notes)
    await expect.poll(() => unsent(page), POLL).toBe(0)
    const texts = await said(page, notes.slice(notes.lastIndexOf('/') + 1))
    expect(texts.filter(text => text.startsWith('note '))).toEqual(
      Array.from({ length: QUEUED }, (_, i) => `note ${i + 1} of ${QUEUED}`),
    )
  })

  test('the welcome screens are as readable as the rest', async () => {
    await using door = await openDevice(browser, city.url, 'phone')
    const found: string[] = []
    for (const [i, way] of ['Create account', 'Sign in', ''].entries()) {
      await open(door.page, city.url, { theme: THEMES[i % 2] as Look['theme'], language: 'en' })
      if (way !== '') await press(door.page, way)
      found.push(...(await faults(door.page)))
    }
    await door.page.setViewportSize(DESKTOP)
    await open(door.page, city.url, { theme: 'dark', language: 'en' })
    await press(door.page, 'Sign in with your phone')
    await still(door.page)
    found.push(...(await faults(door.page)))
    expect(found).toEqual([])
  })
})

/** How many messages wait on this device, safe from a power cut. */
const unsent = (page: Page): Promise<number> =>
  page.evaluate<number>(`${rowsOf('outbox')}.then(rows => rows.filter(row => row.content.k === 'text').length)`)

/** What the server has of a chat. */
const said = (page: Page, c: string): Promise<string[]> =>
  page.evaluate<string[]>(
    `fetch('/api/chats/${c}/messages?limit=100', { headers: { 'x-plaza': '1' } }).then(reply => reply.json()).then(reply => reply.events.map(event => event.b.text ?? ''))`,
  )
