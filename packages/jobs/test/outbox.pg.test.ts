import { sql } from '@plaza/db'
import { module, type City } from '@plaza/house'
import { hours, minutes } from '@plaza/kernel'
import { testCity } from '@plaza/testkit'
import { expect, test } from 'vitest'

const heard: string[] = []
let broken = false

const radio = module({
  name: 'radio',
  listens: {
    'town.cried': async (_city: City, { words }: { words: string }) => {
      if (broken) throw new Error('no power')
      heard.push(`radio ${words}`)
    },
  },
})
const paper = module({
  name: 'paper',
  listens: { 'town.cried': async (_city: City, { words }: { words: string }) => void heard.push(`paper ${words}`) },
  chores: { print: { everyMs: hours(24), run: async () => void heard.push('printed') } },
})

test('what is emitted in a transaction is heard once by each listener, and not at all when it rolls back', async () => {
  heard.length = 0
  await using city = await testCity({ modules: [radio, paper] })
  await city.tx(tx => city.outbox.emit(tx, 'town.cried', { words: 'rain' }))
  await city
    .tx(async tx => {
      await city.outbox.emit(tx, 'town.cried', { words: 'never' })
      throw new Error('changed my mind')
    })
    .catch(() => {})
  await city.settle()
  expect(heard.filter(line => line !== 'printed').sort()).toEqual(['paper rain', 'radio rain'])
})

test('the same event id is one event', async () => {
  heard.length = 0
  await using city = await testCity({ modules: [paper] })
  const id = city.newId()
  for (let i = 0; i < 2; i++) await city.tx(tx => city.outbox.emit(tx, 'town.cried', { words: 'once' }, { id }))
  await city.settle()
  expect(heard.filter(line => line === 'paper once')).toHaveLength(1)
})

test('what fails comes again later and holds nobody else up', async () => {
  heard.length = 0
  broken = true
  await using city = await testCity({ modules: [radio, paper] })
  await city.tx(tx => city.outbox.emit(tx, 'town.cried', { words: 'storm' }))
  await city.settle()
  expect(heard).toContain('paper storm')
  expect(heard).not.toContain('radio storm')
  const { error } = await city.db.one<{ error: string }>(sql`select error from jobs.job where listener = 'radio'`)
  expect(error).toBe('no power')
  broken = false
  city.skip(minutes(1))
  await city.settle()
  expect(heard.filter(line => line === 'radio storm')).toHaveLength(1)
  expect(await city.db.rows(sql`select from jobs.job`)).toEqual([])
})

test('a chore is done when it is due, by one of all who look', async () => {
  heard.length = 0
  await using city = await testCity({ modules: [paper] })
  await Promise.all([city.settle(), city.settle(), city.settle()])
  expect(heard.filter(line => line === 'printed')).toHaveLength(1)
  city.skip(hours(25))
  await city.settle()
  expect(heard.filter(line => line === 'printed')).toHaveLength(2)
})
