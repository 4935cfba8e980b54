import { findChromium } from '@plaza/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isLong } from '../lib/long.ts'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { DESKTOP, openDevice, PHONE, signIn, type Device } from './lib/device.ts'
import { chats } from './lib/kept.ts'
import { open, type Look } from './lib/look.ts'
import { Album } from './lib/pictures.ts'

// The screens of the demo city as they looked when somebody last looked at them. `npm run pictures` keeps new ones.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

/** A Wednesday on which the demo's past ends and the browser's clock stands. */
const AT = Date.UTC(2026, 4, 20, 10, 30)
const LANGUAGES: readonly Look['language'][] = ['es', 'zh', 'en']

describe.skipIf(!chromium)('pictures of the screens', () => {
  const album = new Album()
  let city: ServedCity
  let browser: Browser
  let lucia: Device
  let hand: string

  beforeAll(async () => {
    browser = await openChromium(chromium as string)
    hand = await Album.hand(browser)
    if (!album.has(hand))
      return void process.stdout.write('skipped: pictures of screens are of another browser or other fonts\n')
    album.begin(hand)
    city = await serveCity({ demo: true, at: AT })
    lucia = await openDevice(browser, city.url, 'phone')
    await signIn(lucia.page, 'lucia', 'harbour-1234')
    await lucia.page.clock.setFixedTime(AT)
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  test('thirty screens look as they did, light on a phone and dark on a desk', async context => {
    if (!album.has(hand)) return context.skip()
    const { page } = lucia
    const rows = await chats(page)
    const direct = `/chats/${rows.find(row => row.kind === 'direct')?.c}`
    const group = `/chats/${rows.find(row => row.kind === 'group' && row.role === 'owner')?.c}`
    const screens = {
      ...named('', '/', ['chats', 'chats/new', 'contacts', 'discover', 'me', 'search']),
      ...named('contacts', '/contacts/', ['add', 'groups']),
      ...named('me', '/me/', ['profile', 'code', 'favourites', 'shops', 'shops/new']),
      ...named('settings', '/me/settings', [
        '',
        '/account',
        '/privacy',
        '/notifications',
        '/data',
        '/language',
        '/appearance',
      ]),
      ...named('wallet', '/me/wallet', ['', '/pin', '/bank', '/identity', '/family', '/receive', '/shops']),
      ...named('direct', direct, ['', '/details', '/transfer', '/envelope', '/request']),
      ...named('group', group, ['', '/details', '/members', '/add', '/split']),
    }
    const found: string[] = []
    // Each screen at one of the sizes, and with `PLAZA_LONG=1`, or where they are kept, at both.
    const both = isLong || album.keeps
    for (const [s, [size, at, theme]] of [
      ['phone', PHONE, 'light'] as const,
      ['desk', DESKTOP, 'dark'] as const,
    ].entries()) {
      await page.setViewportSize(at)
      // Those of one language after each other: another one loads the app anew.
      for (const [l, language] of LANGUAGES.entries())
        for (const [name, path] of Object.entries(screens).filter(
          (_, i) => i % LANGUAGES.length === l && (both || i % 2 === s),
        )) {
          await open(page, city.url + path, { theme, language })
          const off = await album.differs(page, `${name}-${size}`)
          if (off) found.push(off)
        }
    }
    expect(found).toEqual([])
  })
})

/** Screens by their names: that of their kind and the last word of their address. */
const named = (kind: string, root: string, ends: readonly string[]): Record<string, string> =>
  Object.fromEntries(ends.map(end => [[kind, ...end.split('/')].filter(Boolean).join('-'), root + end]))
