import { chat, createGroup, openDirect } from '@plaza/chat'
import { contacts, seedFriendships } from '@plaza/contacts'
import { createPerson, identity, openSession } from '@plaza/identity'
import { derivedId, systemClock } from '@plaza/kernel'
import { ledger, transfer } from '@plaza/ledger'
import { testCity } from '@plaza/testkit'
import { accountIdOf, cityAccountId, holderFor, wallet } from '@plaza/wallet'
import type { Browser, Page } from 'playwright-core'
import { chatsList, fill, openDevice, press, toast, type Device, type DeviceOptions } from './device.ts'

export interface Friends {
  /** The conversation of the first two, and the group of all. */
  readonly direct: string
  readonly group: string
}

/** People who are all friends and in one group, each with money in their wallet; the password is their handle and `-1234`. */
export async function friendsWithMoney(
  databaseUrl: string,
  handles: readonly [string, string, ...string[]],
  cents: bigint,
): Promise<Friends> {
  const modules = [identity, ledger, contacts, chat, wallet]
  await using city = await testCity({ modules, databaseUrl, clock: systemClock })
  const people: string[] = []
  for (const handle of handles) {
    const name = `${handle[0]?.toUpperCase()}${handle.slice(1)}`
    const { id } = await createPerson(city, { id: derivedId(handle), handle, name, password: passwordOf(handle) })
    people.push(id)
    const { currency } = await holderFor(city, id)
    const [from, to] = [cityAccountId('bank', currency), accountIdOf(id, currency)]
    const verdict = await transfer(city, { id: city.newId(), from, to, amount: cents })
    if (!verdict.ok) throw new Error(`no money for ${handle}: ${verdict.code}`)
  }
  const pairs = people.flatMap((a, i) => people.slice(i + 1).map(b => ({ a, b, since: city.clock.now() })))
  await seedFriendships(city, pairs)
  await city.settle()
  const [first, second, ...others] = people as [string, string, ...string[]]
  const { c } = await createGroup(city, first, { id: city.newId(), title: 'Dinner crew', people: [second, ...others] })
  await city.settle()
  return { direct: (await openDirect(city, first, second)).c, group: c }
}

/** Tokens of sessions of people who are here already, in their order: many cannot all come in by the door at once. */
export async function sessionsOf(databaseUrl: string, handles: readonly string[]): Promise<string[]> {
  await using city = await testCity({ modules: [identity], databaseUrl, clock: systemClock })
  const tokens: string[] = []
  for (const handle of handles)
    tokens.push(await openSession(city, derivedId(handle), { name: 'Phone', kind: 'browser' }))
  return tokens
}

/** A device of somebody who is here already, signed in; their chats are there, or the page of `path`. */
export async function openFor(
  browser: Browser,
  city: { readonly url: string; readonly databaseUrl: string },
  handle: string,
  kind: 'phone' | 'desktop',
  options: DeviceOptions = {},
): Promise<Device> {
  const [token = ''] = await sessionsOf(city.databaseUrl, [handle])
  const device = await openDevice(browser, city.url, kind, { ...options, token })
  if (options.path === undefined) await chatsList(device.page).waitFor()
  return device
}

/** People who run the city; the password is as of everybody here. */
export async function operators(databaseUrl: string, handles: readonly string[]): Promise<void> {
  await using city = await testCity({
    modules: [identity, ledger, contacts, chat, wallet],
    databaseUrl,
    clock: systemClock,
  })
  for (const handle of handles) {
    const name = `${handle[0]?.toUpperCase()}${handle.slice(1)}`
    await createPerson(city, { id: derivedId(handle), handle, name, kind: 'operator', password: passwordOf(handle) })
  }
}

export const passwordOf = (handle: string): string => `${handle}-1234-harbour`

/** Sets the payment PIN of whoever is signed in, on its screens. */
export async function choosePin(page: Page, url: string, handle: string, pin: string): Promise<void> {
  await page.goto(`${url}/me/wallet/pin`)
  await enterPin(page, pin)
  await page.getByText('Enter the PIN again').waitFor()
  await enterPin(page, pin)
  await fill(page, 'Your password, to confirm', passwordOf(handle))
  await press(page, 'Set payment PIN')
  await toast(page, 'Your payment PIN is set.').waitFor()
}

/** Gives whoever is signed in a payment PIN, without its screens. */
export async function givePin(page: Page, handle: string, pin: string): Promise<void> {
  const body = JSON.stringify({ pin, proof: { password: passwordOf(handle) } })
  const status = await page.evaluate<number>(`fetch('/api/wallet/pin', {
    method: 'PUT', headers: { 'x-plaza': '1', 'content-type': 'application/json' }, body: ${JSON.stringify(body)},
  }).then(({ status }) => status)`)
  if (status !== 200) throw new Error(`no PIN for ${handle}: ${status}`)
}

/** Presses the digits of a PIN on the screen. */
export async function enterPin(page: Page, pin: string): Promise<void> {
  for (const digit of pin) await press(page, digit)
}
