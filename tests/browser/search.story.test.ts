import { chat, seedConversations } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import { identity } from '@plaza/identity'
import { derivedId, systemClock } from '@plaza/kernel'
import { findChromium, testCity } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { newId } from './lib/developer.ts'
import { press, type Device } from './lib/device.ts'
import { cut, faults, open, still } from './lib/look.ts'
import { friendsWithMoney, openFor, type Friends } from './lib/money.ts'
import { bubble, log } from './lib/talk.ts'

// Anna remembers that somebody once said something, and finds it again: by words of three languages, by who said it and when.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const HANDLES = ['anna', 'bob', 'cleo'] as const
const POLL = { timeout: 30_000, interval: 500 }
const OLD_MS = 40 * 86_400_000
/** The index reads on every second. */
const LOOK_EVERY_MS = 300
const LOOKS_MAX = 60
const FOUND = `fetch('/api/search?words=faro', { headers: { 'x-plaza': '1' } })
  .then(answer => answer.json())
  .then(({ hits }) => hits.length)`
/** A linked page that is nowhere has no preview. */
const EXPECTED = /ERR_INTERNET_DISCONNECTED|422/

describe.skipIf(!chromium)('search', () => {
  let city: ServedCity
  let browser: Browser
  let friends: Friends
  let anna: Device
  let desk: Device

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    friends = await friendsWithMoney(city.databaseUrl, HANDLES, 100n)
    await tellOldStories(city.databaseUrl)
    anna = await openFor(browser, city, 'anna', 'phone')
    desk = await openFor(browser, city, 'anna', 'desktop')
    for (let looks = 0; looks < LOOKS_MAX && !(await anna.page.evaluate(FOUND)); looks++) await pause(LOOK_EVERY_MS)
  })
  afterAll(async () => {
    expect([anna, desk].flatMap(device => device?.faults ?? []).filter(fault => !EXPECTED.test(fault))).toEqual([])
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const field = (page: Page) => page.locator('.page:not([inert])').getByRole('searchbox').last()
  const hit = (page: Page, text: string) =>
    page.getByRole('list', { name: 'Messages' }).getByRole('button').filter({ hasText: text })

  test('words typed into the list of chats find a message of long ago, and it stands in its place', async () => {
    const { page } = anna
    await field(page).fill('FARO')
    await press(page, /Search messages for “FARO”/)
    await hit(page, 'El faro del puerto').waitFor()
    expect(await hit(page, 'El faro del puerto').locator('mark').allInnerTexts()).toEqual(['faro'])
    await hit(page, 'El faro del puerto').click()
    await bubble(page, 'El faro del puerto').waitFor()
    await expect.poll(() => bubble(page, 'El faro del puerto').isVisible()).toBe(true)
    await expect.poll(() => bubble(page, 'This is story 298').count()).toBe(0)
    await press(page, 'Back')
    await hit(page, 'El faro del puerto').waitFor()
  })

  test('people and groups are there at once, links apart, Chinese by two signs; what was looked for is remembered', async () => {
    const { page } = anna
    await field(page).fill('bob')
    await page.getByRole('list', { name: 'People' }).getByRole('button').filter({ hasText: 'Bob' }).waitFor()
    await field(page).fill('old')
    await page.getByRole('list', { name: 'Chats' }).getByRole('button').filter({ hasText: 'Old stories' }).waitFor()
    await field(page).fill('tide')
    await page.getByRole('list', { name: 'Links' }).getByRole('button').filter({ hasText: 'tides.test' }).waitFor()
    await field(page).fill('地')
    await page.getByText('from two characters on').waitFor()
    await field(page).fill('地铁')
    await hit(page, '地铁站在左边').waitFor()
    await field(page).fill('nobody ever said')
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor()
    await press(page, 'Kind')
    await press(page.getByRole('dialog'), 'Files')
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor()
    await field(page).fill('lantern')
    await page
      .getByRole('group', { name: 'Narrow the search' })
      .getByRole('button', { name: 'Files', pressed: true })
      .click()
    // However long a message is, one sees what was looked for, and who said it.
    const long = hit(page, 'Bob').filter({ has: page.getByText('lantern') })
    for (const size of ['100%', '200%']) {
      await page.evaluate(`document.documentElement.style.fontSize = '${size}'`)
      const [row, mark] = await Promise.all([long.boundingBox(), long.locator('mark').first().boundingBox()])
      expect(mark!.y + mark!.height).toBeLessThan(row!.y + row!.height)
      expect(mark!.x + mark!.width).toBeLessThanOrEqual(row!.x + row!.width)
    }
    await page.evaluate(`document.documentElement.style.fontSize = ''`)
    await press(page, 'Clear')
    await page.getByRole('group', { name: 'Recent searches' }).getByRole('button', { name: 'FARO' }).waitFor()
    for (const theme of ['light', 'dark'] as const) {
      await open(page, `${city.url}/search/story`, { theme, language: 'en' })
      await hit(page, 'story').first().waitFor()
      expect(await faults(page)).toEqual([])
      expect(await cut(page)).toEqual([])
    }
  })

  test('in one chat a single sign, a person and days are enough; beside the chat it shows its place', async () => {
    const { page } = desk
    await page.goto(`${city.url}/chats/${STORIES}/search`)
    await still(page)
    await field(page).fill('左')
    await hit(page, '地铁站在左边').waitFor()
    await press(page, 'Clear')
    await press(page, 'From')
    await page.getByRole('dialog').getByRole('button').filter({ hasText: 'Cleo' }).click()
    await hit(page, 'tides.test').waitFor()
    await press(page, 'Kind')
    await press(page.getByRole('dialog'), 'Links')
    await expect.poll(() => page.getByRole('list', { name: 'Messages' }).getByRole('button').count()).toBe(1)
    await hit(page, 'tides.test').click()
    await bubble(page, 'tides.test').waitFor()
    expect(await faults(page)).toEqual([])
  })

  test('payments, contact cards and stickers are kinds as well, and need no words in their chat', async () => {
    const { page } = anna
    const say = (k: string, b: object) =>
      page.evaluate(`fetch('/api/chats/${friends.direct}/scheduled', {
        method: 'POST', headers: { 'x-plaza': '1', 'content-type': 'application/json' },
        body: JSON.stringify({ id: '${newId()}', k: '${k}', b: ${JSON.stringify(b)}, at: Date.now() + 500 }),
      }).then(reply => reply.text())`)
    await say('person', { person: derivedId('cleo') })
    await say('sticker', { pack: 'lola', name: 'hello', emoji: '👋' })
    for (const device of [anna, desk]) {
      await open(device.page, `${city.url}/chats/${friends.direct}/search`, { theme: 'light', language: 'en' })
      await press(device.page, 'Kind')
      await device.page.getByRole('dialog').getByRole('button', { name: 'Payments' }).waitFor()
      expect(await faults(device.page)).toEqual([])
      await press(device.page.getByRole('dialog'), 'Close')
    }
    const found = page.getByRole('list', { name: 'Messages' }).getByRole('button')
    const narrowed = page.getByRole('group', { name: 'Narrow the search' })
    for (const [kind, text] of [
      ['Contact cards', '[Contact] Cleo'],
      ['Stickers', '[Sticker] 👋'],
    ] as const) {
      // What was sent a moment ago is in the index a second later.
      await expect
        .poll(async () => {
          await press(page, 'Kind')
          await press(page.getByRole('dialog'), kind)
          await still(page)
          const texts = await found.allInnerTexts()
          await narrowed.getByRole('button', { name: kind, pressed: true }).click()
          return texts.join()
        }, POLL)
        .toContain(text)
    }
  })

  test('while the city cannot be asked people, chats and what is kept here are found, and the rest says why it is not', async () => {
    const { page } = anna
    await page.goto(`${city.url}/search`)
    await still(page)
    await page.route(/\/api\/search/, route => route.abort('internetdisconnected'))
    await field(page).fill('bob')
    await page.getByRole('list', { name: 'People' }).getByRole('button').filter({ hasText: 'Bob' }).waitFor()
    await page.getByRole('heading', { name: 'The messages could not be searched' }).waitFor()
    await field(page).fill('story 298')
    await hit(page, 'This is story 298').waitFor()
    await page.getByText('These are from this device').waitFor()
    expect(await faults(page)).toEqual([])
    expect(await cut(page)).toEqual([])
    await page.unroute(/\/api\/search/)
    await press(page, 'Try again')
    await page.getByText('These are from this device').waitFor({ state: 'detached' })
    await hit(page, 'This is story 298').waitFor()
    expect(await log(page).count()).toBe(0)
  })
})

const STORIES = derivedId('old', 'stories')

/** A group with three hundred messages, of which some are worth finding again. */
async function tellOldStories(databaseUrl: string): Promise<void> {
  await using city = await testCity({ modules: [identity, contacts, chat], databaseUrl, clock: systemClock })
  const people = HANDLES.map(handle => derivedId(handle))
  const at = city.clock.now() - OLD_MS
  const told = new Map<number, [number, string]>([
    [4, [1, 'El faro del puerto brilla de noche']],
    [9, [1, '地铁站在左边，出口很近']],
    [
      11,
      [1, `${'Then we walked along the quay and on. '.repeat(12)}A lantern hung there. ${'It rained. '.repeat(20)}`],
    ],
    [12, [2, 'High tide at six: https://tides.test/today']],
  ])
  await seedConversations(city, [
    {
      id: STORIES,
      kind: 'group',
      title: 'Old stories',
      createdAt: at,
      members: people.map((person, i) => ({ person, role: i === 0 ? 'owner' : 'member' })),
      messages: Array.from({ length: 300 }, (_, i) => ({
        from: people[told.get(i)?.[0] ?? i % 2]!,
        text: told.get(i)?.[1] ?? `This is story ${i}`,
        at: at + i * 60_000,
      })),
    },
  ])
}
