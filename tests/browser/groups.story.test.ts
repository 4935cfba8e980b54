import { derivedId } from '@plaza/kernel'
import { findChromium } from '@plaza/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { newId } from './lib/developer.ts'
import { comeIn, fill, openDevice, press, type Device } from './lib/device.ts'
import { cut, faults, still } from './lib/look.ts'
import { friendsWithMoney, sessionsOf } from './lib/money.ts'
import { bubble, log, say } from './lib/talk.ts'

// Anna keeps a group of her house: she lets Carla in, rules who speaks, hands the group over, and Carla ends it.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

describe.skipIf(!chromium)('a group and its rules', () => {
  let city: ServedCity
  let browser: Browser
  let anna: Device
  let bruno: Device
  let carla: Device
  let direct = ''
  const group = newId()
  const chat = `/chats/${group}`

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    ;({ direct } = await friendsWithMoney(city.databaseUrl, ['anna', 'bruno', 'carla'], 100n))
    const tokens = await sessionsOf(city.databaseUrl, ['anna', 'bruno', 'carla'])
    anna = await openDevice(browser, city.url, 'phone')
    bruno = await openDevice(browser, city.url, 'desktop')
    carla = await openDevice(browser, city.url, 'phone')
    await Promise.all([anna, bruno, carla].map((device, i) => comeIn(device, city.url, tokens[i] as string, '/chats')))
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const open = async ({ page }: Device, path: string) => {
    await page.goto(city.url + path)
    await still(page)
  }
  const ask = <T>({ page }: Device, verb: 'POST' | 'PATCH', path: string, body: object): Promise<T> =>
    page.evaluate<T>(`fetch('/api${path}', {
      method: '${verb}', headers: { 'x-plaza': '1', 'content-type': 'application/json' },
      body: ${JSON.stringify(JSON.stringify(body))},
    }).then(reply => reply.json())`)
  const dialog = ({ page }: Device) => page.getByRole('dialog')
  const item = ({ page }: Device, name: string) => page.getByRole('menuitem', { name, exact: true }).click()
  const turn = ({ page }: Device, label: RegExp) => page.getByRole('switch', { name: label }).click()
  const sees = ({ page }: Device, text: string | RegExp) => page.getByText(text).first().waitFor()
  let looks = 0
  /** Each screen in one look, in turn light and dark. */
  const good = async ({ page }: Device, what: string) => {
    const colorScheme = looks++ % 2 === 0 ? 'dark' : 'light'
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const found = [...(await faults(page)), ...(await cut(page))]
    expect(found.map(fault => `${what}, ${colorScheme}: ${fault}`)).toEqual([])
  }

  test('whoever comes by a link waits until an admin lets them in', async () => {
    await ask(anna, 'POST', '/chats', { id: group, title: 'House 7', people: [derivedId('bruno')] })
    await open(anna, `${chat}/manage`)
    await turn(anna, /Admins approve new members/)
    await good(anna, 'manage')
    await open(anna, `${chat}/code`)
    await press(anna.page, '1 day')
    await anna.page.getByRole('button', { name: '1 day', pressed: true }).waitFor()
    await good(anna, 'code')
    const { url } = await ask<{ url: string }>(anna, 'POST', `${chat}/code`, {})
    await open(carla, new URL(url).pathname)
    await fill(carla.page, 'Reason (optional)', 'Flat 4, moved in on Monday')
    await good(carla, 'join')
    await press(carla.page, 'Ask to join')
    await sees(carla, /You have asked to join/)
    await open(anna, `${chat}/details`)
    await anna.page.getByText('1 person waits to join').last().waitFor()
    await good(anna, 'details')
    await open(anna, chat)
    const bar = anna.page.getByRole('region', { name: 'Waiting to join' }).getByRole('button')
    await bar.getByText('1 person waits to join').waitFor()
    await good(anna, 'a chat that somebody waits to come into')
    await bar.click()
    await sees(anna, 'Flat 4, moved in on Monday')
    await good(anna, 'waiting')
    await press(anna.page, 'Let in')
    await sees(anna, 'Nobody waits')
    await open(carla, chat)
    await log(carla.page).getByText('Let in by Anna: you').waitFor()
  })

  test('admins rule who speaks: all but them are silent, or one member for a while', async () => {
    await open(bruno, chat)
    await open(anna, `${chat}/manage`)
    await turn(anna, /Only admins write/)
    await sees(bruno, 'Only admins can write here.')
    await turn(anna, /Only admins write/)
    await bruno.page.getByRole('textbox', { name: 'Message', exact: true }).waitFor()
    await open(anna, `${chat}/members`)
    await press(anna.page, 'Manage Bruno')
    await item(anna, 'Mute')
    await item(anna, 'For 10 minutes')
    await sees(bruno, /An admin has muted you here until/)
    await good(bruno, 'muted')
    await anna.page.getByText('Muted', { exact: true }).waitFor()
    await good(anna, 'members')
    await press(anna.page, 'Manage Bruno')
    await item(anna, 'Lift the mute')
    await bruno.page.getByRole('textbox', { name: 'Message', exact: true }).waitFor()
  })

  test('a nickname names its member to everybody, and the announcement stands above the chat until it is put away', async () => {
    await open(bruno, `${chat}/details`)
    await bruno.page.getByRole('button', { name: /My name in this group/ }).click()
    await fill(dialog(bruno), 'My name in this group', 'Flat 3')
    expect(await faults(bruno.page)).toEqual([])
    await press(dialog(bruno), 'Save')
    await dialog(bruno).waitFor({ state: 'detached' })
    await open(bruno, chat)
    await say(bruno.page, 'Who has the ladder?')
    await bubble(carla.page, 'Who has the ladder?').waitFor()
    await log(carla.page).locator('.said-name').getByText('Flat 3').waitFor()
    await ask(anna, 'PATCH', chat, {
      announcement: 'Bins go out on Monday.\nThe yard is locked at ten: https://yard.test/keys',
    })
    const notice = carla.page.getByRole('region', { name: 'Announcement' })
    await notice.getByText('Bins go out on Monday.').waitFor()
    await good(carla, 'announcement')
    await notice.getByRole('button', { name: /Bins go out/ }).click()
    await good(carla, 'announcement, open')
    await dialog(carla).getByRole('link', { name: 'https://yard.test/keys' }).waitFor()
    await press(dialog(carla), 'Close')
    await press(notice, 'Put the announcement away')
    await notice.waitFor({ state: 'detached' })
    await open(carla, `${chat}/details`)
    await carla.page.getByRole('link', { name: 'https://yard.test/keys' }).waitFor()
    expect(await carla.page.locator('.group-said').innerText()).toContain('Monday.\nThe yard')
    await open(anna, `${chat}/members`)
    await fill(anna.page, 'Search members', 'flat')
    await expect.poll(() => anna.page.getByRole('listitem').count()).toBe(1)
  })

  test('owner and admins remove what others said, at any time and for everybody; the chat says who did', async () => {
    for (const device of [anna, bruno, carla]) await open(device, chat)
    await say(bruno.page, 'Cheap watches, call me')
    await bubble(anna.page, 'Cheap watches').click({ button: 'right' })
    await item(anna, 'Remove for everyone')
    await sees(anna, 'Remove this message from Flat 3?')
    await good(anna, 'remove for everyone')
    await press(dialog(anna), 'Remove for everyone')
    await log(anna.page).getByText('A message from Bruno was removed by you').waitFor()
    await log(bruno.page).getByText('A message from you was removed by Anna').waitFor()
    await log(carla.page).getByText('A message from Bruno was removed by Anna').waitFor()
    expect(await bubble(carla.page, 'Cheap watches').count()).toBe(0)
    // Who asks the city later is told the same; and members have no such way.
    const { events } = await carla.page.evaluate<{ events: { recalledBy?: string }[] }>(
      `fetch('/api${chat}/messages', { headers: { 'x-plaza': '1' } }).then(reply => reply.json())`,
    )
    expect(events.map(event => event.recalledBy).filter(Boolean)).toEqual([derivedId('anna')])
    await bubble(bruno.page, 'Who has the ladder?').waitFor()
    await say(anna.page, 'Please no offers here')
    await bubble(bruno.page, 'Please no offers here').click({ button: 'right' })
    await bruno.page.getByRole('menuitem', { name: 'Reply' }).waitFor()
    expect(await bruno.page.getByRole('menuitem', { name: 'Remove for everyone' }).count()).toBe(0)
    await bruno.page.keyboard.press('Escape')
  })

  test('a new group from a chat with somebody has them chosen already', async () => {
    await open(bruno, `/chats/${direct}/details`)
    await press(bruno.page, 'New group')
    await bruno.page.getByRole('button', { name: 'Do not choose Anna' }).waitFor()
    await good(bruno, 'new group')
    await fill(bruno.page, 'Group name (optional)', 'Two and more')
    await press(bruno.page, 'Create with 1 person')
    await bruno.page.getByText('You created the group').last().waitFor()
    await open(bruno, chat)
  })

  test('the owner hands the group over, and the new one dissolves it: it is read and no longer written', async () => {
    await open(anna, `${chat}/members`)
    await press(anna.page, 'Manage Carla')
    await item(anna, 'Hand over the group')
    await press(dialog(anna), 'Hand over the group')
    await open(carla, `${chat}/manage`)
    await press(carla.page, 'Dissolve group')
    await sees(carla, 'Dissolve this group for everyone?')
    await good(carla, 'dissolve')
    await press(dialog(carla), 'Dissolve group')
    await sees(bruno, /This group was dissolved/)
    await bubble(bruno.page, 'Who has the ladder?').waitFor()
    await good(bruno, 'dissolved')
    await sees(carla, 'For owner and admins')
    expect([anna, bruno, carla].flatMap(device => device.faults)).toEqual([])
  })
})
