import { demoCustomers } from '@plaza/bank'
import { Database, sql } from '@plaza/db'
import { findChromium } from '@plaza/testkit'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ACCOUNT, agreeAtBank, goToBank } from './lib/bank.ts'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { fill, press, toast, type Device } from './lib/device.ts'
import { cut, faults, open, still, unreadable } from './lib/look.ts'
import { enterPin, friendsWithMoney, givePin, openFor, operators, passwordOf } from './lib/money.ts'

// What a shop does beside selling: Nora answers a dispute, has her takings sent to the bank, tells her server, and gives
// something away; Olga and Otto run the city's side of it. On a phone, and at a desk with a large screen.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const PIN = '580274'
const IBAN = demoCustomers[0]?.iban ?? ''
/** A minute here and there, on a slow machine. */
const SETTLED_MS = 150_000

interface Told {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

describe.skipIf(!chromium)('the desk of a shop', () => {
  let city: ServedCity
  let db: Database
  let browser: Browser
  let nora: Device
  let anna: Device
  let olga: Device
  let otto: Device
  let server: Server
  let shop = ''
  const told: Told[] = []
  let answer = 500

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([
      serveCity({ demo: false, bank: true, hooks: true }),
      openChromium(chromium as string),
    ])
    db = new Database(city.databaseUrl, { poolMax: 1 })
    await friendsWithMoney(city.databaseUrl, ['anna', 'nora'], 10_000n)
    await operators(city.databaseUrl, ['olga', 'otto'])
    nora = await openFor(browser, city, 'nora', 'phone')
    anna = await openFor(browser, city, 'anna', 'phone')
    olga = await openFor(browser, city, 'olga', 'desktop')
    otto = await openFor(browser, city, 'otto', 'phone')
    await givePin(anna.page, 'anna', PIN)
    await openShop()
    server = createServer((request, response) => {
      let body = ''
      request.on('data', part => (body += part))
      request.on('end', () => {
        told.push({ headers: request.headers, body })
        response.writeHead(answer).end()
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterAll(async () => {
    server?.close()
    await browser?.close()
    await db?.[Symbol.asyncDispose]()
    await city?.[Symbol.asyncDispose]()
  })

  /** What the page of somebody asks the city, without a screen. */
  const ask = <T>(page: Page, verb: string, path: string, input?: object): Promise<T> =>
    page.evaluate<T, [string, string, string | undefined]>(
      async ([verb, path, body]) => {
        const headers = { 'x-plaza': '1', 'content-type': 'application/json' }
        const got = await fetch(`/api${path}`, { method: verb, headers, ...(body === undefined ? {} : { body }) })
        if (!got.ok) throw new Error(`${path}: ${await got.text()}`)
        return (await got.json()) as never
      },
      [verb, path, input && JSON.stringify(input)],
    )
  const openShop = async () => {
    shop = await nora.page.evaluate<string>('crypto.randomUUID()')
    const wish = { id: shop, name: 'Panaderia Rio', nativeName: 'Panadería Río', city: 'Porto', country: 'PT' }
    await ask(nora.page, 'POST', '/merchants', { ...wish, category: '5462' })
    await ask(nora.page, 'POST', `/merchants/${shop}/verification`, {})
    await ask(olga.page, 'POST', `/merchants/office/${shop}/verification`, { verified: true })
  }
  /** Anna pays an order that Nora made at the till. */
  const sell = async (cents: number): Promise<string> => {
    const order = await nora.page.evaluate<string>('crypto.randomUUID()')
    const made = { mode: 'live', order, amount: String(cents), description: 'Two loaves' }
    const { code } = await ask<{ code: string }>(nora.page, 'POST', `/merchants/${shop}/till/orders`, made)
    await anna.page.goto(`${city.url}/q/o/${code}`)
    await press(anna.page, /^Pay €/)
    await enterPin(anna.page, PIN)
    await anna.page.getByRole('heading', { name: 'Paid' }).waitFor()
    return code
  }
  /** A page that is whole: nothing that axe or a ruler finds. */
  const whole = async (page: Page) => expect([...(await faults(page)), ...(await cut(page))]).toEqual([])
  /** Looks again until it is there: news are brought in their own time. */
  const until = (page: Page, what: Locator) =>
    expect
      .poll(async () => {
        await press(page, 'Refresh')
        await still(page)
        return what.count()
      })
      .toBeGreaterThan(0)
  const at = (page: string) => `${city.url}/me/shops/${shop}/${page}`

  test('somebody questions a payment; the shop answers and gives it back', async () => {
    await sell(1_250)
    const { page } = anna
    await press(page, /Something is wrong with it/)
    await whole(page)
    await press(page.getByRole('dialog'), 'Not as described')
    await fill(page, 'What happened', 'It was yesterday’s bread.')
    await press(page, 'Question this payment')
    await page.getByText('The money is held at the shop until it is decided.').waitFor()
    await still(page)
    await whole(page)

    await nora.page.goto(`${city.url}/me/shops/${shop}`)
    await press(nora.page, /^Disputes/)
    await whole(nora.page)
    await press(nora.page, /Two loaves/)
    await nora.page.getByText('It was yesterday’s bread.').waitFor()
    await fill(nora.page, 'Add something', 'Sorry. That was our fault.')
    await press(nora.page, 'Send')
    await nora.page.getByText('Sorry. That was our fault.').waitFor()
    await whole(nora.page)
    await press(nora.page, 'Give the money back')
    await press(nora.page.getByRole('dialog'), 'Give the money back')
    await nora.page.getByText('€12.50 went back to the payer.').waitFor()

    await page.getByText('€12.50 went back to the payer.').waitFor()
    await page.getByText('Sorry. That was our fault.').waitFor()
    await press(page, 'Back')
    await page.getByText('€12.50 was given back: all of it.').waitFor()
    await page.getByText('Given back', { exact: false }).first().waitFor()
    await whole(page)
  })

  test('a large dispute is ended by two operators, and withdrawn ones by whoever opened them', async () => {
    await db.run(sql`update merchants.setting set value = 1000 where name = 'dispute_alone_max'`)
    await sell(2_500)
    const question = async () => {
      await press(anna.page, /Something is wrong with it/)
      await fill(anna.page, 'What happened', 'Nobody came.')
      await press(anna.page, 'Question this payment')
      await anna.page.getByText('The money is held at the shop until it is decided.').waitFor()
    }
    await question()
    await press(anna.page, 'Withdraw it')
    await press(anna.page.getByRole('dialog'), 'Withdraw it')
    await anna.page.getByText('The payer withdrew it. The shop keeps the money.').waitFor()
    await press(anna.page, 'Back')
    await question()

    await olga.page.goto(`${city.url}/operator/disputes`)
    await olga.page.getByText('Nobody came.').waitFor()
    await whole(olga.page)
    await press(olga.page, 'Decide')
    await fill(olga.page, 'Amount', '15')
    await fill(olga.page, 'Reason', 'Half of it was there')
    await whole(olga.page)
    await press(olga.page.getByRole('dialog'), 'Decide')
    await toast(olga.page, 'Proposed').waitFor()
    await otto.page.goto(`${city.url}/operator/disputes`)
    await otto.page.getByText('Half of it was there').waitFor()
    await whole(otto.page)
    await press(otto.page, 'Approve')
    await otto.page.getByText('Nothing is disputed').waitFor()
    await anna.page.getByText('€15.00 went back to the payer.').waitFor()
    await anna.page.goto(`${city.url}/me/wallet/disputes`)
    await anna.page.getByText('Withdrawn', { exact: false }).waitFor()
    await whole(anna.page)
  })

  test('a server is told, fails, and is told again; its secret is shown once and checks what it heard', async () => {
    const { page } = nora
    await page.goto(at('webhook'))
    await page.getByText('No server is told').waitFor()
    await whole(page)
    await press(page, 'Tell a server')
    await fill(page, 'Address', 'ftp://bakery.example.org')
    await press(page, 'Save and show the secret')
    await page.getByText('News cannot be brought to this address').waitFor()
    await fill(page, 'Address', `http://127.0.0.1:${(server.address() as AddressInfo).port}/plaza`)
    await press(page, 'Save and show the secret')
    const secret = await page.getByText(/^whsec_/).innerText()
    await whole(page)
    await press(page, 'I have kept it')
    await page.getByText(secret).waitFor({ state: 'detached' })
    await press(page, 'Send a test')
    await page.getByText('500', { exact: false }).waitFor()
    await whole(page)
    expect(told).toHaveLength(1)
    answer = 204
    await sell(300)
    await until(page, page.getByText('An order was paid'))
    const { headers, body } = told.at(-1) as Told
    const text = `${headers['webhook-id'] as string}.${headers['webhook-timestamp'] as string}.${body}`
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(text).digest('base64')}`)
    const before = told.length
    await until(page, page.getByRole('button', { name: 'Send again' }))
    await page.getByRole('button', { name: 'Send again' }).first().click()
    await toast(page, 'On its way again').waitFor()
    await expect.poll(() => told.length).toBeGreaterThan(before)
    await page.reload()
    await page.getByText('Send a test').waitFor()
    expect(await page.getByText(/^whsec_/).count()).toBe(0)
  })

  test(
    'takings arrive at the sandbox bank, with a statement to keep',
    async () => {
      const { page } = nora
      await page.goto(at('settlements'))
      await page.getByText('No account chosen').waitFor()
      await whole(page)
      await page.goto(`${city.url}/me/wallet/bank`)
      await goToBank(page)
      await agreeAtBank(page)
      await page.goto(at('settlements'))
      await press(page, 'Choose a bank account')
      await press(page.getByRole('dialog'), ACCOUNT)
      await fill(page, 'Your password, to confirm', passwordOf('nora'))
      await whole(page)
      await press(page.getByRole('dialog'), 'Choose a bank account')
      await page.getByText('Another account').waitFor()
      // As if it had been chosen the day before.
      await db.run(sql`update merchants.bank_account set looked_on = '2026-01-01'`)
      await expect.poll(() => arrived(), { timeout: SETTLED_MS, interval: 1_000 }).toBe(1_300n)
      await page.goto(at('settlements'))
      await page.locator('.cell-value').getByText('€13.00').waitFor()
      await whole(page)
      await press(page, /€13\.00/)
      await page.locator('.cell-title').getByText('3 payments').waitFor()
      await whole(page)
      const [file] = await Promise.all([page.waitForEvent('download'), press(page, 'Statement (CSV)')])
      const csv = readFileSync(await file.path(), 'utf8')
      expect(csv).toMatch(/^\ufefftime,kind,order,direction,amount,currency,balance,id\r\n/)
      expect(csv.match(/,payment,/g)).toHaveLength(3)
    },
    2 * SETTLED_MS,
  )
  const arrived = async (): Promise<bigint> => {
    // It would be looked at within a minute.
    await db.run(sql`update jobs.chore set next_at = now() where name = 'merchants.settlements'`)
    const { sum } = await db.one<{ sum: bigint }>(sql`
      select coalesce(sum(amount), 0)::bigint as sum from bank.booking where credit_iban = ${IBAN}
        and booked_at > now() - interval '1 hour'`)
    return sum
  }

  test('a shop gives something away within a budget, and has the rest back', async () => {
    await sell(2_000)
    const { page } = nora
    await page.goto(at('gifts'))
    await page.getByText('Nothing is given away').waitFor()
    await whole(page)
    await press(page, 'Give something away')
    await press(page, 'Next')
    await whole(page)
    await fill(page, 'What it is for', 'Bread for the harbour')
    await fill(page, 'Budget in all', '10')
    await fill(page, 'Each person gets', '2')
    await press(page, 'Next')
    await fill(page, 'Your password, to confirm', passwordOf('nora'))
    await whole(page)
    await press(page, 'Give away')
    await page.getByText('Bread for the harbour').waitFor()
    await whole(page)
    await anna.page.goto(`${city.url}/me/wallet/gifts`)
    await whole(anna.page)
    await press(anna.page, 'Take my share')
    await anna.page.getByText('You got €2.00.').waitFor()
    await whole(anna.page)
    await page.goto(at('gifts'))
    await page.getByText('€2.00 of €10.00').waitFor()
    await press(page, 'End it now')
    await press(page.getByRole('dialog'), 'End it now')
    await page.getByText('€8.00 came back.').waitFor()
    await whole(page)
  })

  test('a driver has the parking of a car paid by itself, and ends it', async () => {
    const { page } = anna
    await page.goto(`${city.url}/me/wallet/services`)
    await page.getByText('No car yet').waitFor()
    await whole(page)
    await press(page, 'Add a car')
    await fill(page, 'Number plate', '1234 klm')
    await press(page.getByRole('dialog'), 'White')
    await whole(page)
    await press(page, 'Next')
    await fill(page, 'Your password, to confirm', passwordOf('anna'))
    await press(page.getByRole('dialog'), 'Add a car')
    await page.getByText('1234KLM').waitFor()
    await whole(page)
    await press(page, 'End')
    await press(page.getByRole('dialog'), 'End')
    await page.getByText('No car yet').waitFor()
  })

  test('one operator proposes a fee and another approves it', async () => {
    await olga.page.goto(`${city.url}/operator/rules`)
    await olga.page.getByText('Every other kind').waitFor()
    await whole(olga.page)
    await press(olga.page, /Every other kind/)
    await fill(olga.page, 'Percent of payments', '11')
    await press(olga.page, 'Propose')
    await olga.page.getByText('From 0 to 10').waitFor()
    await fill(olga.page, 'Percent of payments', '0.6')
    await whole(olga.page)
    await press(olga.page, 'Propose')
    await olga.page.getByText('Somebody else has to decide this.').waitFor()
    await whole(olga.page)
    await otto.page.goto(`${city.url}/operator/rules`)
    await otto.page.getByText('0.6%').waitFor()
    await press(otto.page, 'Approve')
    await otto.page.getByRole('heading', { name: 'Decided' }).waitFor()
    await whole(otto.page)
    await press(otto.page, /Level 1/)
    await whole(otto.page)
  })

  test('at a desk the parts, a list and one of it stand beside each other, and the address keeps what is chosen', async () => {
    await using desk = await openFor(browser, city, 'nora', 'desktop')
    const { page } = desk
    await page.goto(`${city.url}/desk/${shop}`)
    await page.getByRole('heading', { name: 'Today' }).waitFor()
    await still(page)
    await whole(page)
    await press(page.getByRole('navigation', { name: 'Parts of the desk' }), 'Orders')
    await press(page, 'Paid')
    await expect.poll(() => new URL(page.url()).search).toBe('?state=SUCCESS')
    await page.reload()
    await page.getByRole('button', { name: 'Paid', pressed: true }).waitFor()
    const rows = page.locator('.page[data-pane=content] .cell')
    await rows.first().click()
    await page.getByRole('heading', { name: 'Order', exact: true }).waitFor()
    const first = page.url()
    await rows.nth(1).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).not.toBe(first)
    await still(page)
    expect(await page.locator('.page:not(.under)').count()).toBe(3)
    await whole(page)
    await page.keyboard.press('Escape')
    await expect.poll(() => new URL(page.url()).search).toBe('?state=SUCCESS')
    expect(desk.faults).toEqual([])
  })

  test('every page is readable in every look, and fits 320 pixels with text twice as large', async () => {
    const { page } = nora
    const parts = ['disputes', 'settlements', 'gifts', 'transfers', 'webhook', 'keys']
    const found = await unreadable(page, [...parts.map(at), `${city.url}/desk/${shop}`])
    for (const [i, path] of [
      'operator/disputes',
      'operator/rules',
      'operator/merchants',
      'operator/checks',
    ].entries()) {
      await open(otto.page, `${city.url}/${path}`, { theme: 'dark', language: i % 2 === 0 ? 'es' : 'zh' })
      found.push(...(await faults(otto.page)).map(fault => `${path}: ${fault}`))
    }
    expect(found).toEqual([])
  })
})
