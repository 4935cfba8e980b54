import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import {
  addAuthenticator,
  chatsList,
  fill,
  openDevice,
  press,
  signOut,
  signUp,
  toast,
  type Device,
} from './lib/device.ts'
import { bubble, chatLine, choose, log, say, words } from './lib/talk.ts'

// Anna and Bo meet, talk, lose the network, change what they said, and bring devices and a friend along: one story told
// in order, in a real browser, against a real server process.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const PASSWORD = 'tidal-lantern-pocket'
/** The tunnel and the end of a device show in the console; nothing else may. */
const EXPECTED = /ERR_INTERNET_DISCONNECTED|401/
const POLL = { timeout: 10_000, interval: 50 }

describe.skipIf(!chromium)('two people', () => {
  let city: ServedCity
  let browser: Browser
  let pictures: string
  let anna: Device
  let bo: Device
  let desk: Device | undefined
  let carla: Device | undefined

  beforeAll(async () => {
    pictures = mkdtempSync(join(tmpdir(), 'plaza-pictures-'))
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    ;[anna, bo] = (await Promise.all([0, 1].map(() => openDevice(browser, city.url, 'phone', { keeps: true })))) as [
      Device,
      Device,
    ]
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
    rmSync(pictures, { recursive: true, force: true })
  })

  /** Photographs the code on one screen and gives the file to the scanner of another. */
  async function scan(by: Page, from: Page): Promise<void> {
    const code = from.locator('svg.qr')
    await code.waitFor()
    const path = join(pictures, 'code.png')
    await code.screenshot({ path })
    await by.goto(`${city.url}/scan`)
    const chooser = by.waitForEvent('filechooser')
    await press(by, 'From a picture')
    await (await chooser).setFiles(path)
  }

  test('sign up: one keeps a password, the other a passkey', async () => {
    await Promise.all([signUp(anna.page, 'Anna', 'anna', PASSWORD), signUp(bo.page, 'Bo', 'bo.builds', PASSWORD)])
    await addAuthenticator(bo)
    await bo.page.goto(`${city.url}/me/settings/account`)
    await press(bo.page, /Add a passkey/)
    await toast(bo.page, 'Passkey added').waitFor()
    await signOut(bo.page, city.url)
    await press(bo.page, 'Sign in')
    await press(bo.page, 'Sign in with a passkey')
    await chatsList(bo.page).waitFor()
  })

  test('Bo scans the code on the screen of Anna, asks with a note, and she accepts', async () => {
    await anna.page.goto(`${city.url}/me/code`)
    await scan(bo.page, anna.page)
    await bo.page.getByText('@anna').waitFor()
    await press(bo.page, 'Add to contacts')
    await fill(bo.page, 'Message to go with it', 'We met at the market')
    await press(bo.page, 'Send request')
    await bo.page.getByText('You have asked to add this person').waitFor()

    await press(anna.page, 'Back')
    await anna.page.getByRole('button', { name: /Contacts/ }).click()
    await press(anna.page, /New friends.*1/)
    await anna.page.getByText('We met at the market').waitFor()
    await press(anna.page, 'Accept')
    await anna.page.getByText('Added').waitFor()
  })

  test('they chat both ways', async () => {
    await Promise.all([anna, bo].map(device => device.page.goto(`${city.url}/chats`)))
    await chatLine(anna.page, 'Bo').click()
    await chatLine(bo.page, 'Anna').click()
    const said = ['Hello Bo', 'Hello Anna, nice to see you here']
    await say(anna.page, 'Hello Bo')
    await bubble(bo.page, 'Hello Bo').waitFor()
    await say(bo.page, 'Hello Anna, nice to see you here')
    await bubble(anna.page, 'Hello Anna').waitFor()
    await expect.poll(() => words(bo.page), POLL).toEqual(['We met at the market', ...said])
  })

  test('what Bo writes without a network waits, and arrives once and in order', async () => {
    await bo.context.setOffline(true)
    await bo.page.getByRole('status').getByText('Waiting for network').first().waitFor()
    const written = ['In the tunnel', 'still in the tunnel', 'light ahead']
    for (const text of written) await say(bo.page, text)
    await expect.poll(() => log(bo.page).getByRole('button', { name: 'Sending' }).count(), POLL).toBe(3)
    await say(anna.page, 'Are you there?')
    await expect.poll(() => log(anna.page).getByRole('button', { name: 'Sending' }).count(), POLL).toBe(0)
    expect(await words(anna.page)).not.toContain('In the tunnel')
    await bo.context.setOffline(false)
    const all = ['Are you there?', ...written]
    for (const { page } of [anna, bo]) await expect.poll(async () => (await words(page)).slice(3), POLL).toEqual(all)
    await expect.poll(() => log(bo.page).getByRole('button', { name: 'Sending' }).count(), POLL).toBe(0)
  })

  test('a message is recalled, another edited, one gets a reaction and one an answer', async () => {
    await say(anna.page, 'The code of my door is 4711')
    await bubble(bo.page, '4711').waitFor()
    await choose(anna.page, '4711', 'Recall')
    await bubble(bo.page, '4711').waitFor({ state: 'detached' })
    await log(bo.page).getByText('Anna recalled a message').waitFor()

    await say(anna.page, 'Dinner at sevn?')
    await choose(anna.page, 'sevn', 'Edit')
    await anna.page.getByRole('textbox', { name: 'Message', exact: true }).fill('Dinner at seven?')
    await press(anna.page, 'Save')
    await bubble(bo.page, 'Dinner at seven?').getByText('edited').waitFor()
    await bubble(bo.page, 'sevn').waitFor({ state: 'detached' })

    await choose(bo.page, 'Dinner at seven?', '👍')
    await log(anna.page).getByRole('button', { name: '👍 1: Bo' }).waitFor()
    await choose(bo.page, 'Dinner at seven?', 'Reply')
    await say(bo.page, 'Eight is better')
    await bubble(anna.page, 'Eight is better')
      .getByRole('button', { name: /You.*Dinner at seven\?/ })
      .waitFor()
  })

  test('what is unread is counted, and reading is seen when both show it', async () => {
    for (const { page } of [anna, bo]) {
      await page.goto(`${city.url}/me/settings/privacy`)
      await page.getByRole('switch', { name: /Read marks/ }).check()
      await expect.poll(() => page.getByRole('switch', { name: /Read marks/ }).isEnabled()).toBe(true)
      await page.goto(`${city.url}/chats`)
    }
    await chatLine(anna.page, 'Bo').click()
    await say(anna.page, 'First')
    await say(anna.page, 'Second')
    await chatLine(bo.page, 'Anna').getByLabel('2 unread').waitFor()
    await expect.poll(() => bo.page.title()).toBe('(2) Plaza')
    await chatLine(bo.page, 'Anna').click()
    await log(bo.page).getByText('New messages').waitFor()
    await log(anna.page).getByText('Read', { exact: true }).waitFor()
    await press(bo.page, 'Back')
    await expect.poll(() => bo.page.title()).toBe('Plaza')
    expect(
      await chatLine(bo.page, 'Anna')
        .getByLabel(/unread/)
        .count(),
    ).toBe(0)
  })

  test('Bo lets a computer in with the phone, finds everything there, and sends it away again', async () => {
    desk = await openDevice(browser, city.url, 'desktop')
    const { page } = desk
    await press(page, 'Sign in with your phone')
    await scan(bo.page, page)
    await page.getByText('Confirm on your phone').waitFor()
    await press(bo.page, 'Sign in')
    await chatLine(page, 'Anna').click()
    await expect.poll(async () => (await words(page)).join() === (await words(anna.page)).join(), POLL).toBe(true)
    await log(page).getByText('Anna recalled a message').waitFor()

    const devices = bo.page.getByText('Chrome, Linux')
    await devices.waitFor()
    await press(bo.page, 'Sign out')
    await press(bo.page.getByRole('dialog'), 'Sign out')
    const asked = Date.now()
    await page.getByRole('heading', { name: 'Welcome to Plaza' }).waitFor()
    expect(Date.now() - asked).toBeLessThan(1_500)
    await devices.waitFor({ state: 'detached' })
  })

  test('Carla joins them in a group, and a mention is marked', async () => {
    carla = await openDevice(browser, city.url, 'desktop')
    const { page } = carla
    await signUp(page, 'Carla', 'carla', PASSWORD)
    await page.goto(`${city.url}/contacts/add`)
    await fill(page, 'Handle or phone number', '@anna')
    await press(page, /Find/)
    await press(page, /Anna.*@anna/)
    await press(page, 'Add to contacts')
    await press(page, 'Send request')
    await anna.page.goto(`${city.url}/contacts/new`)
    await anna.page.getByRole('button', { name: 'Accept' }).waitFor()
    // She leaves before her contacts were read anew: they are read where she comes next.
    await anna.page.route('**/api/contacts', () => {})
    await press(anna.page, 'Accept')
    await anna.page.getByRole('button', { name: 'Accept' }).waitFor({ state: 'detached' })
    await anna.page.unroute('**/api/contacts')
    await anna.page.goto(`${city.url}/chats/new`)
    await fill(anna.page, 'Group name (optional)', 'Market on Saturday')
    for (const name of ['Bo', 'Carla'])
      await anna.page.getByRole('group', { name: 'Choose people' }).getByText(name, { exact: true }).click()
    await press(anna.page, 'Create with 2 people')
    await press(page, /^Chats/)
    await chatLine(page, 'Market on Saturday').click()
    const field = page.getByRole('textbox', { name: 'Message', exact: true })
    await field.pressSequentially('Bring a bag @b')
    await page.getByRole('option', { name: 'Bo' }).click()
    await field.press('Enter')

    await bo.page.goto(`${city.url}/chats`)
    await chatLine(bo.page, 'Market on Saturday').getByText('[@you]').waitFor()
    await chatLine(bo.page, 'Market on Saturday').click()
    expect(await bubble(bo.page, 'Bring a bag').locator('.mention').innerText()).toBe('@Bo')
    await say(bo.page, 'I have two')
    for (const one of [anna, carla]) await bubble(one.page, 'I have two').waitFor()
  })

  test('and no page had anything to complain about', () => {
    const faults = [anna, bo, desk, carla].flatMap(device => device?.faults ?? [])
    expect(faults.filter(fault => !EXPECTED.test(fault))).toEqual([])
  })
})
