import { createPerson, identity, openSession } from '@plaza/identity'
import { chat } from '@plaza/chat'
import { contacts } from '@plaza/contacts'
import { derivedId, systemClock, systemDice, uuidv7 } from '@plaza/kernel'
import { ledger } from '@plaza/ledger'
import { migrateAll } from '@plaza/server'
import { createTestDatabase, findChromium, freePort, startCity, testCity } from '@plaza/testkit'
import { wallet } from '@plaza/wallet'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { openDevice, press, signIn } from './lib/device.ts'
import { faults } from './lib/look.ts'
import { passwordOf } from './lib/money.ts'

// Nora builds a program for her bakery: she tries the API in its own page, and sees at her desk what went wrong.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

interface TestKeys {
  readonly shop: string
  readonly mchid: string
  readonly serial: string
  readonly privateKey: string
}

/** Nora with a shop of hers and its first test key. */
async function noraWithKeys(databaseUrl: string, url: string): Promise<TestKeys> {
  await using inside = await testCity({
    modules: [identity, ledger, contacts, chat, wallet],
    databaseUrl,
    clock: systemClock,
  })
  const { id } = await createPerson(inside, {
    id: derivedId('nora'),
    handle: 'nora',
    name: 'Nora Duarte',
    password: passwordOf('nora'),
  })
  const token = await openSession(inside, id, { name: 'phone', kind: 'browser' })
  const post = async <T>(path: string, input: object): Promise<T> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${url}/api${path}`, { method: 'POST', headers, body: JSON.stringify(input) })
    expect(answer.status, path).toBe(200)
    return (await answer.json()) as T
  }
  const shop = uuidv7(Date.now(), systemDice)
  const wish = { id: shop, name: 'Panaderia Rio', city: 'Porto', country: 'PT', category: '5462' }
  const { test: mchid } = await post<{ test: string }>('/merchants', wish)
  const made = await post<{ key: { serial: string }; privateKey: string }>(`/merchants/${shop}/keys`, { mode: 'test' })
  return { shop, mchid, serial: made.key.serial, privateKey: made.privateKey }
}

test.skipIf(!chromium)(
  'an order is made from the page of the API, and the desk tells what became of each request',
  async () => {
    await using database = await createTestDatabase()
    const home = mkdtempSync(join(tmpdir(), 'plaza-api-page-'))
    const [port, merchantPort] = [await freePort(), await freePort()]
    await migrateAll(database.url, pino({ level: 'silent' }))
    await using _city = await startCity({ home, databaseUrl: database.url, port, settings: { merchantPort } })
    const browser = await openChromium(chromium as string)
    try {
      const url = `http://localhost:${port}`
      const keys = await noraWithKeys(database.url, url)
      const { page } = await openDevice(browser, url, 'phone')
      const asked: string[] = []
      page.on('request', request => asked.push(request.postData() ?? ''))
      await page.goto(`http://localhost:${merchantPort}/`)
      await page.getByText('POST /v3/pay/transactions/native Order, paid by a code').click()
      await page.locator('[data-operation="POST /v3/pay/transactions/native"]').getByText('Try it').click()
      expect(await faults(page)).toEqual([])
      await page.getByLabel('Merchant number').fill(keys.mchid)
      await page.getByLabel('Serial number').fill(keys.serial)
      await page.getByLabel('Private key (PEM)').fill(keys.privateKey)
      await press(page, 'Sign and send')
      await page.getByText('The platform’s signature fits.').waitFor()
      expect(await page.locator('#status').innerText()).toBe('200')
      expect(await page.locator('#text').innerText()).toContain(`${url}/q/o/`)
      expect(asked.join()).not.toContain('PRIVATE KEY')
      expect(await page.evaluate('[localStorage.length, sessionStorage.length]')).toEqual([0, 0])

      await page.getByLabel('Serial number').fill('AB12')
      await press(page, 'Sign and send')
      await page.getByText('The answer is not signed').waitFor()
      expect(await page.locator('#status').innerText()).toBe('401')
      await page.getByLabel('Private key (PEM)').fill('no key')
      await press(page, 'Sign and send')
      await page.getByText('The private key must be the whole PEM file').waitFor()

      await page.goto(url)
      await signIn(page, 'nora', passwordOf('nora'))
      await page.evaluate(`localStorage.setItem('plaza.shop_test', '["${keys.shop}"]')`)
      await page.goto(`${url}/me/shops/${keys.shop}/keys`)
      await page.getByText('Last requests').click()
      await page.getByText('No key has that serial number.').waitFor()
      expect(await faults(page)).toEqual([])
      await page.getByRole('button', { name: 'What happened' }).first().click()
      await page.getByText('Order: Not paid').waitFor()
      await page.locator('.page:not([inert])').getByText('Your program asked').waitFor()
      expect(await faults(page)).toEqual([])
    } finally {
      await browser.close()
      rmSync(home, { recursive: true, force: true })
    }
  },
)
