import { findChromium } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { signOut, type Device } from './lib/device.ts'
import { friendsWithMoney, openFor } from './lib/money.ts'
import { bubble, log, say, words } from './lib/talk.ts'

// Anna has three tabs open and one connection; tabs die, the network goes and comes, and she signs out in one.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const POLL = { timeout: 15_000, interval: 50 }

describe.skipIf(!chromium)('tabs of one browser', () => {
  let city: ServedCity
  let browser: Browser
  let anna: Device
  let bruno: Device
  let tabs: Page[]

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    const friends = await friendsWithMoney(city.databaseUrl, ['anna', 'bruno'], 100n)
    const path = `/chats/${friends.direct}`
    anna = await openFor(browser, city, 'anna', 'desktop', { path })
    bruno = await openFor(browser, city, 'bruno', 'phone', { path })
    const more = await Promise.all([anna.context.newPage(), anna.context.newPage()])
    for (const page of more) await page.goto(city.url + path)
    tabs = [anna.page, ...more]
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const sockets = async () => {
    const metrics = await (await fetch(`${city.url}/metrics`)).text()
    return Number(/^plaza_sockets_open(?:\{.*\})? (\d+)$/m.exec(metrics)?.[1])
  }
  const all = async (said: string[]) => {
    for (const page of [...tabs, bruno.page]) await expect.poll(() => words(page), POLL).toEqual(said)
  }

  test('three tabs have one connection; what is said in one or by others is in all', async () => {
    for (const page of tabs) await log(page).waitFor()
    await expect.poll(sockets, POLL).toBe(2)
    await say(tabs[1]!, 'Lunch?')
    await bubble(bruno.page, 'Lunch?').waitFor()
    await say(bruno.page, 'At one')
    await all(['Lunch?', 'At one'])
  })

  test('the first tab is killed, which may have had the worker in it; what is written meanwhile arrives once', async () => {
    const [first, second] = tabs.splice(0, 1).concat(tabs[0]!) as [Page, Page]
    const control = await anna.context.newCDPSession(first)
    const dead = first.waitForEvent('crash')
    void control.send('Page.crash').catch(() => {})
    await say(second, 'Shall I book?')
    await dead
    await first.close()
    await bubble(bruno.page, 'Shall I book?').waitFor()
    await say(bruno.page, 'Please do')
    await all(['Lunch?', 'At one', 'Shall I book?', 'Please do'])
    await expect.poll(sockets, POLL).toBe(2)
  })

  test('without a network all tabs wait; afterwards each word arrives once', async () => {
    await anna.context.setOffline(true)
    for (const page of tabs) await page.getByRole('status').getByText('Waiting for network').first().waitFor()
    await say(tabs[0]!, 'In the tunnel')
    await say(tabs[1]!, 'still there')
    await expect.poll(() => log(tabs[1]!).getByRole('button', { name: 'Sending' }).count(), POLL).toBe(2)
    await anna.context.setOffline(false)
    await all(['Lunch?', 'At one', 'Shall I book?', 'Please do', 'In the tunnel', 'still there'])
    await expect.poll(sockets, POLL).toBe(2)
  })

  test('signed out in one is signed out in all, and nobody listens any more', async () => {
    await signOut(tabs[1]!, city.url)
    await tabs[0]!.getByText('Welcome to Plaza').first().waitFor()
    await expect.poll(sockets, POLL).toBe(1)
  })
})
