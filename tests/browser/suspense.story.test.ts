import { demoCustomers, sandboxChannel } from '@plaza/bank'
import { isoBank } from '@plaza/banking'
import { chat } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import { sql } from '@plaza/db'
import { identity } from '@plaza/identity'
import { systemClock } from '@plaza/kernel'
import { ledger, verifyLedger } from '@plaza/ledger'
import { findChromium, testCity, type TestCity } from '@plaza/testkit'
import { reconcileDay, useBank, wallet } from '@plaza/wallet'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { fill, press, toast, type Device } from './lib/device.ts'
import { cut, faults } from './lib/look.ts'
import { friendsWithMoney, openFor, operators } from './lib/money.ts'

// Somebody pays into the city's account at the counter of the bank. Olga and Otto find out whose it is, give one part to
// Anna's wallet, send another back, and what they did is written down.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')
const IBAN = demoCustomers[0]?.iban ?? ''

describe.skipIf(!chromium)('money that nobody can explain', () => {
  let city: ServedCity
  let inside: TestCity
  let browser: Browser
  let olga: Device
  let otto: Device

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false, bank: true }), openChromium(chromium as string)])
    await friendsWithMoney(city.databaseUrl, ['anna', 'bruno'], 1_000n)
    await operators(city.databaseUrl, ['olga', 'otto'])
    const modules = [identity, ledger, contacts, chat, wallet]
    inside = await testCity({ modules, databaseUrl: city.databaseUrl, clock: systemClock })
    useBank(inside, isoBank({ ...sandboxChannel(city.bank), clock: systemClock }))
    olga = await openFor(browser, city, 'olga', 'desktop')
    otto = await openFor(browser, city, 'otto', 'phone')
  })
  afterAll(async () => {
    await inside?.[Symbol.asyncDispose]()
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  /** A page that is whole: nothing that axe or a ruler finds. */
  const whole = async (page: Page) => expect([...(await faults(page)), ...(await cut(page))]).toEqual([])
  /** Reads the statement as far as the day has come, as the nightly run does. */
  const reconcile = () => reconcileDay(inside, new Date().toISOString().slice(0, 10))
  const bookings = async () => {
    const { count } = await inside.db.one<{ count: number }>(sql`select count(*)::integer as count from bank.booking`)
    return count
  }
  const desk = async (page: Page) => {
    await page.goto(`${city.url}/operator/suspense`)
    await page.getByRole('heading', { level: 2 }).first().waitFor()
  }
  const cardOf = (page: Page, amount: string) => page.locator('.desk-card').filter({ hasText: amount })
  const balance = async () => {
    const row = await inside.db.one<{ posted: bigint }>(sql`
      select posted from ledger.account where kind = 'wallet.suspense'`)
    return row.posted
  }

  test('a deposit that nobody asked for is seen at the desk', async () => {
    const before = await bookings()
    await city.payIn({ iban: IBAN, minor: '2500' })
    await city.payIn({ iban: IBAN, minor: '700' })
    await city.payIn({ iban: IBAN, minor: '90' })
    await expect.poll(bookings, { timeout: 20_000 }).toBe(before + 3)
    await reconcile()
    await desk(olga.page)
    await cardOf(olga.page, '25.00').getByText('Not a payment of ours').waitFor()
    expect(await balance()).toBe(3_290n)
    await whole(olga.page)
  })

  test('one operator proposes whose it is, another approves, and it is in that wallet', async () => {
    const { page } = olga
    await press(cardOf(page, '25.00'), 'Resolve')
    const sheet = page.getByRole('dialog')
    await fill(page, 'Handle of the holder', '@anna')
    await fill(page, 'Why you look', 'Called about a deposit')
    await press(sheet, 'Find')
    await sheet.getByText('Anna').waitFor()
    await whole(page)
    await fill(page, 'Reason', 'Showed the slip of the counter')
    await press(sheet, 'Propose')
    await cardOf(page, '25.00').getByText('Somebody else has to decide this.').waitFor()
    await desk(otto.page)
    await cardOf(otto.page, '25.00').getByText('To the wallet of Anna').waitFor()
    await whole(otto.page)
    await press(cardOf(otto.page, '25.00'), 'Approve')
    await otto.page.getByRole('row').filter({ hasText: '25.00' }).waitFor()
    expect(await balance()).toBe(790n)
  })

  test('what is not ours goes back to where it came from, and the statement explains it', async () => {
    const { page } = otto
    await press(cardOf(page, '7.00'), 'Resolve')
    await page.getByRole('dialog').getByText('Back to the bank').click()
    await fill(page, 'IBAN of the account', 'DE03 1203 0000 0000 2020 51')
    await fill(page, 'Name of its holder', 'Lucía Ferrer')
    await fill(page, 'Reason', 'Sent to us by mistake')
    await press(page.getByRole('dialog'), 'Propose')
    await page.getByText('This is no IBAN').waitFor()
    await whole(page)
    await fill(page, 'IBAN of the account', IBAN)
    await press(page.getByRole('dialog'), 'Propose')
    await toast(page, 'Proposed. Another operator decides.').waitFor()
    await desk(olga.page)
    await press(cardOf(olga.page, '7.00'), 'Approve')
    await expect.poll(balance, { timeout: 20_000 }).toBe(90n)
    await reconcile()
    await desk(olga.page)
    expect(await olga.page.locator('.desk-card').count()).toBe(1)
    await whole(olga.page)
  })

  test('what stays is the city’s own, and everything that was done is written down', async () => {
    await press(cardOf(olga.page, '0.90'), 'Resolve')
    await olga.page.getByRole('dialog').getByText("The city's own").click()
    await fill(olga.page, 'Reason', 'Nobody asked for it')
    await press(olga.page.getByRole('dialog'), 'Propose')
    await toast(olga.page, 'Proposed. Another operator decides.').waitFor()
    await desk(otto.page)
    await press(cardOf(otto.page, '0.90'), 'Approve')
    await otto.page.getByText('Nothing is unexplained').waitFor()
    expect(await balance()).toBe(0n)
    expect((await verifyLedger(inside.db)).faults).toEqual([])
    for (const { page } of [olga, otto]) {
      await page.goto(`${city.url}/operator/acts`)
      await page.getByText('Called about a deposit').waitFor()
      await page.getByText('Approved a resolution').first().waitFor()
      await whole(page)
    }
  })
})
