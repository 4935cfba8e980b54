import { findChromium } from '@plaza/testkit'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { chatsList, openDevice, press, type Device } from './lib/device.ts'
import { faults } from './lib/look.ts'
import { friendsWithMoney, openFor, type Friends } from './lib/money.ts'
import { bubble, chatLine, say } from './lib/talk.ts'

// Anna has no mouse: she walks through lists, messages, panes and sheets by key, and always knows where she is.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const POLL = { timeout: 15_000, interval: 50 }
const HANDLES = ['anna', 'bruno', 'carla', 'dora', 'emil', 'fay'] as const

describe.skipIf(!chromium)('the keyboard', () => {
  let city: ServedCity
  let browser: Browser
  let friends: Friends
  let anna: Device
  let page: Page

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    friends = await friendsWithMoney(city.databaseUrl, [...HANDLES], 100n)
    anna = await openFor(browser, city, 'anna', 'desktop', { path: `/chats/${friends.direct}` })
    page = anna.page
    anna.context.setDefaultTimeout(10_000)
    for (const text of ['One', 'Two', 'Three']) await say(page, text)
    await bubble(page, 'Three').waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  /** What hears the keys comes a moment after the page. */
  const heard = async (at: Page) => {
    const came = `performance.getEntriesByType('resource').some(one => one.name.includes('/assets/hear-'))`
    await expect.poll(() => at.evaluate(came), POLL).toBe(true)
    await at.waitForTimeout(100)
  }
  const open = async (path: string) => {
    await page.goto(city.url + path)
    await heard(page)
  }
  const keys = async (...all: string[]) => {
    for (const key of all) await page.keyboard.press(key)
  }
  const focused = (locator: Locator) => locator.and(page.locator(':focus')).waitFor({ state: 'attached' })
  const search = () => page.locator('.page:not([inert])').getByRole('searchbox').last()
  const composer = () => page.getByRole('textbox', { name: 'Message', exact: true })
  const lines = () => page.getByRole('list', { name: 'Chats' }).getByRole('button')
  const row = (name: string | RegExp) => page.locator('.page:not([inert]) [data-row]').filter({ hasText: name }).last()

  test('a list is one stop; arrows, Home and End walk along it, up from its first row leads to the field', async () => {
    await open('/chats')
    const [first, second, third] = [0, 1, 2].map(at => lines().nth(at)) as [Locator, Locator, Locator]
    await third.waitFor()
    await keys('Control+k')
    await focused(search())
    await keys('ArrowDown')
    await focused(first)
    await keys('ArrowDown')
    await focused(second)
    await keys('Home')
    await focused(first)
    await keys('End')
    await focused(third)
    await keys('Shift+Tab')
    await focused(search())
    await keys('Tab')
    await focused(third)
    await keys('ArrowUp', 'ArrowUp', 'ArrowUp')
    await focused(search())
  })

  test('what goes from the list leaves the focus with its neighbour; what moves takes it along', async () => {
    const next = (await lines().nth(1).getAttribute('data-c'))!
    await keys('ArrowDown', 'e')
    await expect.poll(() => lines().count(), POLL).toBe(2)
    await focused(page.locator(`[data-c="${next}"]`))
    await lines().nth(1).focus()
    await keys('Shift+F10')
    await focused(page.getByRole('menuitem', { name: 'Pin on top' }))
    await keys('Enter')
    await page.locator('.chat-line.pinned').waitFor()
    await focused(lines().nth(0))
    await press(page, /^Archived/)
    await page.getByRole('list', { name: 'Archived' }).getByRole('button').press('e')
    await expect.poll(() => lines().count(), POLL).toBe(3)
  })

  test('down from the field leads to the first row: of members, with what is done about them, and of what was found', async () => {
    await open(`/chats/${friends.group}/members`)
    await row('Fay').waitFor()
    await search().focus()
    await keys('ArrowDown')
    await focused(row(/^A?Anna/))
    await keys('ArrowDown', 'ArrowRight')
    await focused(page.getByRole('button', { name: /^Manage/ }).first())
    await keys('Enter')
    await focused(page.getByRole('menuitem').first())
    await keys('Escape')
    await focused(page.getByRole('button', { name: /^Manage/ }).first())
    await open('/search/a')
    await row('Carla').waitFor()
    await focused(search())
    await keys('ArrowDown')
    await focused(page.locator('.find [data-row]').first())
  })

  test('F6 leads through tabs, list, page and composer, and the first stop of all skips to the messages', async () => {
    await open(`/chats/${friends.direct}`)
    await focused(composer())
    await keys('F6')
    await focused(page.getByRole('button', { name: /Chats$/ }))
    await keys('F6')
    await focused(chatLine(page, 'Bruno'))
    await keys('F6')
    await focused(bubble(page, 'Three'))
    await keys('F6')
    await focused(composer())
    await keys('Shift+F6')
    await focused(bubble(page, 'Three'))
    await page.getByRole('button', { name: 'Skip to what is open' }).focus()
    expect(await faults(page)).toEqual([])
    await keys('Enter')
    await focused(page.getByRole('log'))
  })

  test('messages are one stop, too: arrows walk along them and down to where one writes', async () => {
    await composer().focus()
    await keys('Shift+Tab', 'Shift+Tab')
    await focused(bubble(page, 'Three'))
    await keys('ArrowUp', 'ArrowUp')
    await focused(bubble(page, 'One'))
    await keys('Tab')
    await focused(page.getByRole('button', { name: 'Emoji' }))
    await keys('Shift+Tab')
    await focused(bubble(page, 'One'))
    await keys('ArrowDown', 'ArrowDown')
    await focused(bubble(page, 'Three'))
    await keys('ArrowDown')
    await focused(composer())
    await bubble(page, 'Three').press('Enter')
    await page.getByRole('menuitem', { name: 'Select' }).press('Enter')
    await page.getByRole('checkbox', { name: /Three/ }).focus()
    await keys('ArrowUp', 'Space')
    await page
      .getByText('2 chosen')
      .or(page.getByRole('toolbar', { name: /2/ }))
      .first()
      .waitFor()
    await keys('Escape')
    await composer().waitFor()
  })

  test('Alt and an arrow lead to the chat above or below, and one step back leaves them all', async () => {
    await open('/chats')
    await keys('Alt+ArrowDown')
    await composer().waitFor()
    const first = page.url()
    await keys('Alt+ArrowDown')
    await expect.poll(() => page.url(), POLL).not.toBe(first)
    await focused(composer())
    await keys('Alt+ArrowUp')
    await expect.poll(() => page.url(), POLL).toBe(first)
    await focused(composer())
    await keys('Escape')
    await expect.poll(() => page.url(), POLL).toBe(`${city.url}/chats`)
  })

  test('a menu that is opened while its page still comes keeps the focus', async () => {
    await page.goto(`${city.url}/chats/${friends.direct}`)
    await bubble(page, 'Two').press('Enter')
    await focused(page.getByRole('menuitem').first())
    await page.waitForTimeout(300)
    await focused(page.getByRole('menuitem').first())
    await keys('ArrowUp', 'ArrowRight', 'ArrowDown')
    await focused(page.getByRole('menuitem').first())
    await keys('End', 'ArrowDown')
    await focused(page.getByRole('group', { name: 'React' }).getByRole('button').first())
    await keys('Escape')
    await focused(bubble(page, 'Two'))
  })

  test('a sheet begins with its field, or what it is for, and gives the focus back', async () => {
    await open(`/chats/${friends.direct}`)
    await bubble(page, 'Two').press('Enter')
    await page.getByRole('menuitem', { name: 'Forward' }).press('Enter')
    const sheet = page.getByRole('dialog')
    await focused(sheet.getByRole('searchbox'))
    await keys('ArrowDown')
    await focused(sheet.getByRole('checkbox').first())
    await keys('Escape')
    await sheet.waitFor({ state: 'detached' })
    await focused(bubble(page, 'Two'))

    await open('/me/settings')
    await page.getByRole('button', { name: 'Sign out' }).press('Enter')
    await focused(sheet.getByRole('button', { name: 'Cancel' }))
    await keys('Escape')
    await focused(page.getByRole('button', { name: 'Sign out' }))

    await keys('Control+/')
    await focused(sheet.getByRole('heading', { name: 'Keyboard' }))
    await sheet.getByText('Next or previous part of the window').waitFor()
    expect(await faults(page)).toEqual([])
    await keys('Escape')
    await focused(page.getByRole('button', { name: 'Sign out' }))
  })

  test('Escape from the filters of the payments leads back to their button, and only then away', async () => {
    await open('/me/wallet/bills')
    const filters = page.getByRole('button', { name: 'Filters' })
    await filters.press('Enter')
    await page.getByRole('combobox').first().focus()
    await keys('Escape')
    await focused(filters)
    expect(page.url()).toBe(`${city.url}/me/wallet/bills`)
    await keys('Escape')
    await expect.poll(() => page.url(), POLL).toBe(`${city.url}/me/wallet`)
  })

  test('at the door the field that is wrong has the focus, and says why', async () => {
    await using door = await openDevice(browser, city.url, 'desktop')
    const at = door.page
    const wrong = () =>
      at.evaluate<string>(
        `document.activeElement.matches('[aria-invalid=true]') ? document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent : ''`,
      )
    await at.getByLabel('Handle', { exact: true }).fill('anna')
    await at.getByLabel('Password', { exact: true }).fill('not-hers-at-all')
    await at.keyboard.press('Enter')
    await expect.poll(wrong, POLL).toContain('Handle or password is not right')
    expect(await faults(at)).toEqual([])
    await press(at, 'Create account')
    await press(at, 'Use a password instead')
    await at.getByLabel('Name', { exact: true }).fill('Another')
    await at.getByLabel('Handle', { exact: true }).fill('anna')
    await at.getByLabel('Password', { exact: true }).fill('anna-likes-harbours')
    await at.keyboard.press('Enter')
    await expect.poll(wrong, POLL).toContain('Somebody already has this handle')
    await expect
      .poll(() => at.evaluate(`document.activeElement === document.querySelector('[name=username]')`), POLL)
      .toBe(true)
  })

  test('on a phone with a keyboard it is the same', async () => {
    await using phone = await openFor(browser, city, 'carla', 'phone')
    await chatsList(phone.page).waitFor()
    await heard(phone.page)
    const at = () => phone.page.evaluate<string>(`document.activeElement.className + document.activeElement.tagName`)
    await phone.page.keyboard.press('Control+k')
    await expect.poll(at, POLL).toContain('INPUT')
    for (const key of ['ArrowDown', 'Enter']) await phone.page.keyboard.press(key)
    await expect.poll(at, POLL).toContain('H1')
    await phone.page.keyboard.press('Escape')
    await expect.poll(at, POLL).toContain('chat-line')
    expect([...phone.faults, ...anna.faults]).toEqual([])
  })
})
