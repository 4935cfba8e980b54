import { CITY_IBAN, demoCustomers } from '@plaza/bank'
import {
  dayOf,
  readStatement,
  readStatusReport,
  sandboxIban,
  writeCreditInitiation,
  type CreditTransfer,
  type StatusReport,
} from '@plaza/iso20022'
import { schemaFaults } from '@plaza/iso20022/schema-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBank, type OpenBank } from './scene.ts'

const ZONE = 'Europe/Berlin'
const today = dayOf(Date.now(), ZONE)
let scene: OpenBank
beforeAll(async () => {
  scene = await openBank()
})
afterAll(async () => {
  expect(await (await scene.control('/books')).json()).toMatchObject({ sum: '0', wrongAccounts: 0 })
  await scene[Symbol.asyncDispose]()
})

const transfer = (endToEndId: string, minor: bigint, iban = demoCustomers[0]?.iban as string): CreditTransfer => ({
  endToEndId,
  amount: { minor, currency: 'EUR' },
  creditor: { name: 'Anna', iban },
})
const initiation = (messageId: string, ...transfers: CreditTransfer[]) =>
  writeCreditInitiation(
    {
      messageId,
      createdAtMs: Date.now(),
      initiator: 'Plaza',
      instructions: [{ id: `${messageId}-P`, day: today, debtor: { name: 'Plaza', iban: CITY_IBAN }, transfers }],
    },
    ZONE,
  )

async function send(body: string): Promise<StatusReport> {
  const answer = await scene.channel('/credit-transfers', { body })
  const text = await answer.text()
  expect(answer.status, text).toBe(200)
  expect(await schemaFaults('pain.002.001.10', text)).toEqual([])
  return readStatusReport(text, ZONE)
}
const told = (report: StatusReport) =>
  report.instructions.flatMap(({ transactions }) => transactions.map(t => [t.endToEndId, t.status, t.reason]))

const books = async () => (await (await scene.control('/books')).json()) as { open: number }

test('a batch is judged one by one, and its message can be asked for later', async () => {
  const batch = initiation(
    'BATCH',
    transfer('B1', 100n),
    transfer('B2', 200n, sandboxIban('PLZB', 99)),
    transfer('B3', 0n),
  )
  const report = await send(batch)
  expect(report.groupStatus).toBe('PART')
  expect(told(report)).toEqual([
    ['B1', 'ACCP', undefined],
    ['B2', 'RJCT', 'AC01'],
    ['B3', 'RJCT', 'AM01'],
  ])
  const later = async () => told(readStatusReport(await (await scene.channel('/messages/BATCH/status')).text(), ZONE))
  await expect.poll(later).toContainEqual(['B1', 'ACSC', undefined])
  expect((await scene.channel('/messages/NOBODY/status')).status).toBe(404)
})

test('the same message again is the same; another under its id, or another payment under a key, is refused', async () => {
  await send(initiation('SAME', transfer('S1', 100n)))
  expect(told(await send(initiation('SAME', transfer('S1', 100n))))).toEqual([
    ['S1', expect.stringMatching(/ACCP|ACSC/), undefined],
  ])
  expect(await send(initiation('SAME', transfer('S1', 101n)))).toMatchObject({
    groupStatus: 'RJCT',
    groupReason: 'DU01',
  })
  expect(told(await send(initiation('OTHER', transfer('S1', 101n))))).toEqual([['S1', 'RJCT', 'DU04']])
  expect(told(await send(initiation('TWICE', transfer('T1', 1n), transfer('T1', 2n))))).toContainEqual([
    'T1',
    'RJCT',
    'DU04',
  ])
})

test('declared totals must be true', async () => {
  const batch = initiation('SUMS', transfer('X1', 100n))
  expect(await send(batch.replace('<CtrlSum>1.00', '<CtrlSum>1.01'))).toMatchObject({ groupReason: 'AM10' })
  expect(await send(batch.replace('<NbOfTxs>1', '<NbOfTxs>2'))).toMatchObject({ groupReason: 'AM18' })
  expect((await scene.channel('/payments/X1/status')).status).toBe(404)
})

test('orders that overdraw together are settled until the money ends', async () => {
  const keys = ['O1', 'O2', 'O3']
  await send(initiation('OVER', ...keys.map(key => transfer(key, 40_000n))))
  const later = async () => told(readStatusReport(await (await scene.channel('/messages/OVER/status')).text(), ZONE))
  await expect.poll(later).toEqual([
    ['O1', 'ACSC', undefined],
    ['O2', 'ACSC', undefined],
    ['O3', 'RJCT', 'AM04'],
  ])
})

test('a day of many bookings comes in pages that join, each valid', { timeout: 60_000 }, async () => {
  const many = Array.from({ length: 1_100 }, (_, i) => transfer(`M${i}`, 1n, demoCustomers[3]?.iban))
  await send(initiation('MANY', ...many))
  await expect.poll(async () => (await books()).open, { timeout: 40_000, interval: 300 }).toBe(0)
  const page = async (n: number) => {
    const text = await (await scene.channel(`/accounts/${demoCustomers[3]?.iban}/statements/${today}?page=${n}`)).text()
    expect(await schemaFaults('camt.053.001.08', text)).toEqual([])
    return readStatement(text, ZONE)
  }
  const [one, two] = [await page(1), await page(2)]
  expect([one.entries.length, one.lastPage, two.lastPage]).toEqual([1_000, false, true])
  expect(one.balances.at(-1)?.minor).toBe(two.balances[0]?.minor)
  expect(two.balances.at(-1)).toMatchObject({ minor: 11_100n, kind: 'ITBD' })
  expect((await scene.channel(`/accounts/${sandboxIban('PLZB', 99)}/statements/${today}`)).status).toBe(404)
  expect((await scene.channel(`/accounts/${CITY_IBAN}/statements/2026-02-30`)).status).toBe(400)
})

test('a day before the bank opened is empty and closed', async () => {
  const text = await (await scene.channel(`/accounts/${CITY_IBAN}/statements/2020-01-01`)).text()
  expect(readStatement(text, ZONE)).toMatchObject({
    entries: [],
    balances: [
      { kind: 'OPBD', minor: 0n },
      { kind: 'CLBD', minor: 0n },
    ],
  })
})

test('hostile and broken messages are refused at the door', async () => {
  const doctype = '<!DOCTYPE d [<!ENTITY a "b">]><Document/>'
  expect((await scene.channel('/credit-transfers', { body: doctype })).status).toBe(400)
  expect((await scene.channel('/credit-transfers', { body: 'hello' })).status).toBe(400)
  expect((await scene.channel('/direct-debits', { body: initiation('K', transfer('K1', 1n)) })).status).toBe(400)
  expect((await scene.channel('/credit-transfers', { body: ' '.repeat(5 * 1024 * 1024 + 1) })).status).toBe(413)
})

test('the channel opens to its secret only, and no secret or account number is in the log', async () => {
  for (const authorization of ['', 'Bearer', 'Bearer wrong', 'Basic Y2hhbm5lbC1zZWNyZXQ='])
    expect((await scene.channel('/payments/B1/status', { headers: { authorization } })).status).toBe(401)
  const log = scene.logged.join('\n')
  expect(log.length).toBeGreaterThan(0)
  expect(log).not.toMatch(/channel-secret|callback-secret/)
  for (const { iban } of demoCustomers) expect(log).not.toContain(iban)
  expect(log).not.toContain(CITY_IBAN)
})

test('the mood outlives a restart, and health does not depend on it', async () => {
  expect((await scene.control('/mood', { dead: 'before', lateMs: 5 })).status).toBe(200)
  expect((await scene.control('/mood', { dead: 'sometimes' })).status).toBe(400)
  expect((await scene.control('/mood', { cheerful: true })).status).toBe(400)
  await scene.again()
  expect(await (await scene.control('/mood')).json()).toMatchObject({ dead: 'before', lateMs: 5 })
  await expect(scene.channel('/payments/B1/status')).rejects.toThrow()
  expect((await fetch(`${scene.bank.url}/healthz`)).status).toBe(200)
  await scene.control('/mood', { dead: 'no', lateMs: 0 })
})

test('the desk is only for who sits at this machine', async () => {
  const at = (headers: Record<string, string>) => fetch(`${scene.bank.url}/control`, { headers })
  expect((await at({})).status).toBe(200)
  expect((await at({ 'x-forwarded-for': '203.0.113.9' })).status).toBe(404)
  expect((await at({ origin: 'https://elsewhere.example' })).status).toBe(404)
})
