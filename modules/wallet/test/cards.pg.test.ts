import { sql } from '@plaza/db'
import { MemoryBus } from '@plaza/bus'
import { expect, test } from 'vitest'
import { directConversationId } from '@plaza/contacts'
import { showCard, type Shown } from '../cards.ts'
import { SHOWING_MAX_MS } from '../limits.ts'
import { scene, type Citizen } from './scene.ts'

const card = (a: Citizen, b: Citizen, ref: string, version: number): Shown => ({
  ref,
  kind: 'transfer',
  conv: directConversationId(a.id, b.id),
  peer: b.id,
  sender: a.id,
  version,
  first: () => ({ card: 'transfer', ref, text: 'version 0', facts: { version: 0 } }),
  now: () => ({ card: 'transfer', ref, text: `version ${version}`, facts: { version } }),
})

test('many cards are shown at once, by fewer connections than there are cards', async () => {
  await using city = await scene()
  const [anna, bo] = [await city.person('anna', { pin: false }), await city.person('bruno', { pin: false })]
  await city.befriend(anna, bo)
  const refs = Array.from({ length: 40 }, () => city.city.newId())
  await Promise.all(refs.map(ref => showCard(city.city, ref, async () => card(anna, bo, ref, 1))))
  const shown = await city.city.db.rows<{ shown: number }>(sql`select shown from wallet.card`)
  expect(shown.map(row => row.shown)).toEqual(refs.map(() => 1))
  expect(await city.city.db.rows(sql`select from wallet.showing`)).toEqual([])
})

test('two processes show one card one after the other: what is newest stays', async () => {
  await using bus = new MemoryBus()
  await using city = await scene({ bus })
  const { db } = city.city
  await using other = await scene({ bus, databaseUrl: db.url, clock: city.city.clock })
  const [anna, bo] = [await city.person('anna', { pin: false }), await city.person('bruno', { pin: false })]
  await city.befriend(anna, bo)
  const ref = city.city.newId()
  let version = 0
  const read = async () => card(anna, bo, ref, (version += 1))
  const asked = Array.from({ length: 12 }, (_, i) => showCard((i % 2 ? other : city).city, ref, read))
  await Promise.all(asked)
  expect(await db.one(sql`select shown from wallet.card where ref = ${ref}`)).toEqual({ shown: 12 })
  expect((await city.cards(anna, bo)).at(-1)).toEqual({ version: 12 })
})

test('a process that died while it showed a card keeps others from it for a minute, not for ever', async () => {
  await using city = await scene()
  const [anna, bo] = [await city.person('anna', { pin: false }), await city.person('bruno', { pin: false })]
  await city.befriend(anna, bo)
  const ref = city.city.newId()
  const until = sql`to_timestamp(${(city.city.clock.now() + SHOWING_MAX_MS) / 1000}::float8)`
  await city.city.db.run(sql`
    insert into wallet.showing (ref, by, until) values (${ref}, ${city.city.newId()}, ${until})`)
  const show = () => showCard(city.city, ref, async () => card(anna, bo, ref, 1))
  await expect(show()).rejects.toThrow('later')
  city.city.skip(SHOWING_MAX_MS)
  await show()
  expect(await city.city.db.one(sql`select shown from wallet.card where ref = ${ref}`)).toEqual({ shown: 1 })
})
