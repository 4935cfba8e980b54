import type { Bill, ReplyOf, walletApi } from '@plaza/contract'
import { sql } from '@plaza/db'
import { readStatement } from '@plaza/iso20022'
import { schemaFaults } from '@plaza/iso20022/schema-check'
import { days } from '@plaza/kernel'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { writeBills } from '../bills/write.ts'
import { scene, type Citizen, type Scene } from './scene.ts'

type Month = ReplyOf<typeof walletApi.month>
type File = ReplyOf<typeof walletApi.exportMonth>

const MIDNIGHT_UTC = Date.UTC(2026, 1, 1)

/** Anna pays Bo shortly before and shortly after February begins in Greenwich. */
async function aroundMidnight(plaza: Scene): Promise<[Citizen, Citizen]> {
  plaza.city.skip(days(1))
  const [anna, bo] = [
    await plaza.person('anna', { cents: 10_000, name: 'Añá 王小明' }),
    await plaza.person('bo_h', { name: 'Bo' }),
  ]
  await plaza.befriend(anna, bo)
  const pay = async (atMs: number, amount: string, note: string) => {
    plaza.city.skip(atMs - plaza.city.clock.now())
    const { id } = (await anna.send(bo, amount, { note })).body
    expect((await bo.call(`POST /wallet/transfers/${id}/accept`)).no).toBe(undefined)
  }
  await pay(MIDNIGHT_UTC - 60_000, '1200', 'before')
  await pay(MIDNIGHT_UTC + 60_000, '300', 'after, 谢谢 & <thanks>')
  plaza.city.skip(2_000)
  await plaza.city.settle()
  await writeBills(plaza.city)
  return [anna, bo]
}

test('a month begins and ends where its reader is', async () => {
  await using plaza = await scene()
  const [anna] = await aroundMidnight(plaza)
  const outIn = async (month: string, zone?: string) => {
    const answer = await anna.call<Month>(`GET /wallet/months/${month}`, zone === undefined ? {} : { zone })
    return answer.no ?? answer.body.total.out
  }
  expect([await outIn('2026-01'), await outIn('2026-02')]).toEqual(['1200', '300'])
  expect([await outIn('2026-01', 'Asia/Shanghai'), await outIn('2026-02', 'Asia/Shanghai')]).toEqual(['0', '1500'])
  expect([await outIn('2026-01', 'America/Bogota'), await outIn('2026-02', 'america/bogota')]).toEqual(['1500', '0'])
  for (const zone of ['Atlantis/Capital', '../etc', '+02:00', ''])
    expect(await outIn('2026-01', zone)).toBe('bad_input')

  const list = await anna.call<{ bills: Bill[] }>('GET /wallet/bills', { month: '2026-01', zone: 'America/Bogota' })
  expect(list.body.bills.map(bill => bill.note)).toEqual(['after, 谢谢 & <thanks>', 'before', ''])
  const none = await anna.call<{ bills: Bill[] }>('GET /wallet/bills', { month: '2026-03' })
  expect(none.body.bills).toEqual([])
})

test('each format has the month of the zone, and a stamp over its very bytes', async () => {
  await using plaza = await scene()
  const [anna] = await aroundMidnight(plaza)
  const stamps = new Set<string>()
  const file = async (format: string, zone = 'America/Bogota') => {
    const { body } = await anna.call<File>('GET /wallet/months/2026-01/export', { format, zone })
    const bytes = Buffer.from(body.base64, 'base64')
    const checked = await anna.call<ReplyOf<typeof walletApi.checkStamp>>(`GET /wallet/stamps/${body.stamp}`)
    expect(checked.body).toMatchObject({ made: true, sha256: createHash('sha256').update(bytes).digest('hex') })
    stamps.add(body.stamp)
    return { ...body, bytes }
  }

  const csv = await file('csv')
  expect([csv.fileName, csv.bytes.toString().split('\r\n').length]).toEqual(['wallet-2026-01.csv', 6])
  expect(csv.bytes.toString()).toContain('2026-01-31T19:01:0')
  expect(csv.bytes.toString()).toContain(`/check/${csv.stamp}`)

  const xml = await file('camt053')
  expect(await schemaFaults('camt.053.001.08', xml.bytes.toString())).toEqual([])
  const statement = readStatement(xml.bytes, 'UTC')
  expect(statement).toMatchObject({ messageId: xml.stamp, period: { fromMs: Date.UTC(2026, 0, 1, 5) } })
  expect(statement.balances).toMatchObject([
    { kind: 'OPBD', minor: 0n, day: '2026-01-01' },
    { kind: 'ITBD', minor: 8_500n, day: '2026-01-31' },
  ])
  const booked = statement.entries.map(one => [one.direction, one.amount.minor, one.details[0]?.creditor?.name])
  expect(booked).toEqual([
    ['credit', 10_000n, undefined],
    ['debit', 1_200n, 'Bo'],
    ['debit', 300n, 'Bo'],
  ])
  // In Greenwich the month is over, and what came later is not in it.
  const closed = readStatement((await file('camt053', 'UTC')).bytes, 'UTC')
  expect(closed.balances[1]).toMatchObject({ kind: 'CLBD', minor: 8_800n, day: '2026-01-31' })

  const pdf = await file('pdf')
  const text = pdf.bytes.toString('latin1')
  expect(text.startsWith('%PDF-1.7')).toBe(true)
  expect(text).toContain('/FontFile2')
  // Tagged, so that it can be read aloud in its order and its language.
  for (const mark of [
    '/MarkInfo',
    '/Marked true',
    '/StructTreeRoot',
    '/S /H1',
    '/S /Table',
    '/S /TR',
    '/S /TH',
    '/S /TD',
  ])
    expect(text).toContain(mark)
  expect(text).toContain(`/check/${pdf.stamp}`)
  expect(stamps.size).toBe(4)
})

test('a long month on paper has the stamp on every page, and one that is too long is refused', async () => {
  await using plaza = await scene()
  const [anna] = await aroundMidnight(plaza)
  await copies(plaza, anna, 120)
  const { body } = await anna.call<File>('GET /wallet/months/2026-01/export', { format: 'pdf' })
  const text = Buffer.from(body.base64, 'base64').toString('latin1')
  const pages = text.match(/\/Type \/Page\b/g)?.length ?? 0
  expect(pages).toBeGreaterThan(4)
  expect(text.split(`/check/${body.stamp}`)).toHaveLength(pages + 1)
  await copies(plaza, anna, 1_500)
  expect((await anna.call('GET /wallet/months/2026-01/export', { format: 'pdf' })).no).toBe('too_many_bills')
  expect((await anna.call('GET /wallet/months/2026-01/export', { format: 'csv' })).no).toBe(undefined)
})

/** So many more payments in the history, as one of January. */
async function copies(plaza: Scene, who: Citizen, count: number): Promise<void> {
  await plaza.city.db.run(sql`
    insert into wallet.bill (person, id, kind, direction, amount, currency, other, note, category, balance, version, at)
    select person, gen_random_uuid(), kind, direction, amount, currency, other, 'a copy', category, balance,
      (select max(version) from wallet.bill where person = ${who.id}) + n, at
    from wallet.bill, generate_series(1, ${count}) as n where person = ${who.id} and note = 'before'`)
}
