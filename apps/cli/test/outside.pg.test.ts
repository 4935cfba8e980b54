import { CITY_IBAN, CREDITOR_ID, demoCustomers, spawnBank } from '@plaza/bank'
import { isoBank } from '@plaza/banking'
import { systemClock, systemDice, uuidv7 } from '@plaza/kernel'
import { bankScript, createTestDatabase, freePort } from '@plaza/testkit'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'

// The bank that the settings name, for once the sandbox bank behind an address and secrets as any other has them.

test('a city whose bank is named by its settings pays through it and reads its statement', async () => {
  const database = await createTestDatabase()
  const home = mkdtempSync(join(tmpdir(), 'plaza-outside-'))
  const port = await freePort()
  const callbackUrl = 'http://127.0.0.1:1/none'
  const bank = await spawnBank({ databaseUrl: database.url, home, port, callbackUrl, script: await bankScript() })
  try {
    const { bankChannel } = readConfig([], {
      PLAZA_BANK: 'iso20022',
      PLAZA_BANK_URL: `http://127.0.0.1:${port}/channel/`,
      PLAZA_BANK_CLIENT_SECRET: bank.secrets.clientSecret,
      PLAZA_BANK_CALLBACK_SECRET: bank.secrets.callbackSecret,
      PLAZA_BANK_IBAN: CITY_IBAN,
      PLAZA_BANK_NAME: 'City of Example',
      PLAZA_BANK_CREDITOR_ID: CREDITOR_ID,
    })
    if (!bankChannel) throw new Error('the settings name a bank')
    const connector = isoBank({ ...bankChannel, clock: systemClock })
    const key = uuidv7(Date.now(), systemDice)
    const { iban = '', name = '' } = demoCustomers[0] ?? {}
    const pay = () => connector.push({ key, amount: { minor: 1_250n, currency: 'EUR' }, iban, name })
    expect(['accepted', 'settled']).toContain((await pay()).kind)
    await expect.poll(async () => (await connector.lookup(key)).kind, { timeout: 10_000 }).toBe('settled')
    expect((await pay()).kind).toBe('settled')
    const booked: bigint[] = []
    for await (const line of connector.statement(new Date().toISOString().slice(0, 10)))
      if (line.kind === 'entry' && line.key === key) booked.push(line.amount.minor)
    expect(booked).toEqual([1_250n])
  } finally {
    await bank[Symbol.asyncDispose]()
    await database[Symbol.asyncDispose]()
    rmSync(home, { recursive: true, force: true })
  }
})
