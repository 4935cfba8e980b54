import { derivedId } from '@plaza/kernel'
import { findChromium } from '@plaza/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { fill, press, toast, type Device } from './lib/device.ts'
import { cut, faults, open } from './lib/look.ts'
import { friendsWithMoney, openFor, operators, sessionsOf } from './lib/money.ts'

// Bob reports Anna and something she said, and reads later what became of it.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

/** The list is refused once, to see what is said then. */
const EXPECTED = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/

describe.skipIf(!chromium)('my reports', () => {
  let city: ServedCity
  let browser: Browser
  let bob: Device
  let desk: Device
  let olga = ''

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    await friendsWithMoney(city.databaseUrl, ['anna', 'bob'], 100n)
    await operators(city.databaseUrl, ['olga'])
    ;[olga = ''] = await sessionsOf(city.databaseUrl, ['olga'])
    bob = await openFor(browser, city, 'bob', 'phone')
    desk = await openFor(browser, city, 'bob', 'desktop')
  })
  afterAll(async () => {
    expect([bob, desk].flatMap(device => device?.faults ?? []).filter(fault => !EXPECTED.test(fault))).toEqual([])
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  /** As the office does, which has a desk of its own. */
  const office = async <T>(path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${city.url}/api${path}`, {
      headers: { authorization: `Bearer ${olga}`, 'x-plaza': '1', 'content-type': 'application/json' },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    })
    return (await answer.json()) as T
  }
  const good = async ({ page }: Device, what: string) => {
    for (const theme of ['light', 'dark'] as const) {
      await open(page, `${city.url}/me/settings/reports`, { theme, language: 'en' })
      expect([...(await faults(page)), ...(await cut(page))].map(fault => `${what}: ${fault}`)).toEqual([])
    }
  }

  test('whoever reported nothing reads so; what one reports is listed, with whom it is about and why', async () => {
    const { page } = bob
    await page.goto(`${city.url}/me/settings/privacy`)
    await press(page, /My reports/)
    await page.getByRole('heading', { name: 'You have reported nothing' }).waitFor()
    await good(bob, 'reports-none')
    await page.goto(`${city.url}/people/${derivedId('anna')}`)
    await press(page, 'Report…')
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('radio', { name: 'Fraud' }).click()
    await fill(sheet, 'What the office should know', 'She asked for my PIN')
    await press(sheet, 'Report')
    await toast(page, 'The office will look at it').waitFor()
    await page.goto(`${city.url}/me/settings/reports`)
    const list = page.getByRole('list', { name: 'My reports' })
    await list.getByText('She asked for my PIN').waitFor()
    expect(await list.getByRole('listitem').innerText()).toMatch(/Anna[\s\S]*Fraud[\s\S]*The office has it/)
  })

  test('what the office decided is told, also where the list comes only at the second try', async () => {
    const { page } = bob
    await page.evaluate<string>(`fetch('/api/reports', {
      method: 'POST', headers: { 'x-plaza': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ id: crypto.randomUUID(), about: '${derivedId('anna')}', reason: 'spam', note: '' }),
    }).then(reply => reply.text())`)
    const { cases } = await office<{ cases: { report: { id: string; reason: string } }[] }>('/reports')
    const decided = cases.find(one => one.report.reason === 'fraud')!
    await office(`/reports/${decided.report.id}/decide`, { id: decided.report.id, upheld: true, decision: 'Scam' })
    await page.route(/\/api\/reports\/mine/, route => route.abort('internetdisconnected'))
    await page.goto(`${city.url}/me/settings/reports`)
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    await page.unroute(/\/api\/reports\/mine/)
    await press(page, 'Try again')
    const rows = page.getByRole('list', { name: 'My reports' }).getByRole('listitem')
    await rows.filter({ hasText: 'Fraud' }).getByText('The office agrees with you').waitFor()
    await rows.filter({ hasText: 'spam' }).getByText('The office has it and will look at it').waitFor()
    await good(bob, 'reports')
    await good(desk, 'reports-desk')
  })
})
