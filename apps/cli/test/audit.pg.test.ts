import { Database, sql } from '@plaza/db'
import { ledger, openAccounts, transfer } from '@plaza/ledger'
import { testCity } from '@plaza/testkit'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { audit } from '../src/audit.ts'
import { readConfig } from '../src/config.ts'

test('audit verify reads the ledger, and fails when a row was changed', async () => {
  await using city = await testCity({ modules: [ledger] })
  const [source, anna] = [city.newId(), city.newId()]
  await openAccounts(city, [
    { id: source, currency: 'EUR', kind: 'source', floor: null },
    { id: anna, currency: 'EUR', kind: 'wallet' },
  ])
  await transfer(city, { id: city.newId(), from: source, to: anna, amount: 100n })
  await city.settle()
  const lines: string[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation(text => lines.push(String(text)) > 0)
  const home = mkdtempSync(join(tmpdir(), 'plaza-audit-'))
  const run = (...more: string[]) =>
    audit(readConfig(['audit', 'verify', '--home', home, '--database', city.db.url, ...more], {}))
  try {
    expect(await run()).toBe(0)
    expect(lines.join('')).toMatch(
      /sealed up to row 1: [0-9a-f]{64}\nThe ledger is in order: 1 rows in 1 shard, 1 of them/,
    )
    await using db = new Database(city.db.url, { poolMax: 1 })
    await db.tx(async tx => {
      await tx.run(sql`set local session_replication_role = replica`)
      await tx.run(sql`update ledger.transfer set ref = 'other'`)
    })
    lines.length = 0
    expect(await run('--json')).toBe(1)
    expect(JSON.parse(lines.join(''))).toMatchObject({ rows: '1', faults: [{ what: 'a row was changed' }] })
  } finally {
    spy.mockRestore()
  }
})
