import { findChromium } from '@plaza/testkit'
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { openDevice, signIn, type Device } from './lib/device.ts'
import { still } from './lib/look.ts'
import { friendsWithMoney, passwordOf, type Friends } from './lib/money.ts'

// Anna reads Plaza in three languages. Whatever screen she opens, its sentences are there when it is, also without a network.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const english = readFileSync(new URL('../../packages/locales/en.json', import.meta.url), 'utf8')
const keys = Object.keys(JSON.parse(english) as Record<string, string>).filter(key => key.includes('.'))

/** Remembers every key that is ever shown where its sentence should be, be it for one frame. */
const watch = `{
  const keys = new Set(${JSON.stringify(keys)})
  globalThis.keysShown = []
  const look = node => {
    const said = node.nodeType === 3 ? [node.data] : [...(node.attributes ?? [])].map(one => one.value)
    for (const text of said) if (keys.has(text.trim())) keysShown.push(text)
    for (const child of node.childNodes) look(child)
  }
  new MutationObserver(changes => {
    for (const { target, addedNodes, type } of changes) type === 'childList' ? addedNodes.forEach(look) : look(target)
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
}`

describe.skipIf(!chromium)('the sentences of the screens', () => {
  let city: ServedCity
  let browser: Browser
  let friends: Friends
  let anna: Device

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    friends = await friendsWithMoney(city.databaseUrl, ['anna', 'bruno', 'carla'], 10_000n)
    anna = await openDevice(browser, city.url, 'phone', { keeps: true })
    await anna.context.addInitScript(watch)
    await anna.page.goto(city.url)
    await signIn(anna.page, 'anna', passwordOf('anna'))
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const shown = (page: Page) => page.evaluate<string[]>('keysShown')
  const speak = async (page: Page, name: string, title: string) => {
    await page.goto(`${city.url}/me/settings/language`)
    await page.getByRole('radio', { name }).or(page.getByRole('button', { name })).first().click()
    await page.getByRole('heading', { name: title }).waitFor()
  }

  test('no screen shows a key for a moment, in any language', async () => {
    const { page } = anna
    const paths = [
      '/chats',
      '/contacts',
      '/contacts/add',
      '/me',
      '/me/settings/account',
      '/me/wallet',
      '/me/wallet/pin',
    ]
    paths.push('/me/wallet/bills', '/me/wallet/bank', '/me/wallet/identity', '/me/wallet/family', '/check/0123456789')
    paths.push(`/chats/${friends.direct}/transfer`, `/chats/${friends.group}/split`, `/chats/${friends.group}/details`)
    await page.evaluate(`document.querySelector('#live').append('wallet.title')`)
    expect(await shown(page)).toEqual(['wallet.title'])
    const found: string[] = []
    for (const [name, title] of [
      ['Español', 'Idioma'],
      ['简体中文', '语言'],
      ['English', 'Language'],
    ] as const) {
      await speak(page, name, title)
      found.push(...(await shown(page)))
      for (const path of paths) {
        await page.goto(city.url + path)
        await still(page)
        found.push(...(await shown(page)).map(key => `${path}: ${key}`))
      }
    }
    expect(found).toEqual([])
  })

  test('a screen fetches one file of sentences beside its own, at once', async () => {
    const { page } = anna
    await page.goto(city.url)
    await still(page)
    await page.evaluate('navigator.serviceWorker.ready')
    const asked = () =>
      page.evaluate<string[]>(
        `performance.getEntriesByType('resource').map(one => one.name).filter(name => /assets.(\\w+-)?en-/.test(name))`,
      )
    // What is fetched ahead of everything is no part of it.
    await expect.poll(asked).toContainEqual(expect.stringContaining('/assets/refusals-en-'))
    const before = await asked()
    await page.evaluate(`history.pushState(null, '', '/me/wallet'); dispatchEvent(new PopStateEvent('popstate'))`)
    await page.locator('.balance-amount').waitFor()
    expect((await asked()).length - before.length).toBeLessThanOrEqual(2)
    expect(await shown(page)).toEqual([])
  })

  test('without a network the language still changes, on screens that were never opened in it', async () => {
    const { page, context } = anna
    await page.evaluate('navigator.serviceWorker.ready')
    await page.reload()
    await context.setOffline(true)
    await speak(page, '简体中文', '语言')
    await page.goto(`${city.url}/me/settings/privacy`)
    await page.getByRole('heading', { name: '隐私' }).waitFor()
    expect(await shown(page)).toEqual([])
    await context.setOffline(false)
  })
})
