import { cellAt, limits, type Cell, type Neighbour } from '@plaza/contract'
import { sql } from '@plaza/db'
import { hours, minutes, TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { forgetNearby } from '../nearby.ts'
import { scene, type Citizen } from './scene.ts'

type Seen = { until?: number; people: Neighbour[] }

const harbour = cellAt(41.14, -8.61)
const beside: Cell = { ...harbour, place: harbour.place + 1 }
const far: Cell = { ...harbour, place: harbour.place + 2 }
const show = (of: Citizen, cell: Cell) => of.call<Seen>('PUT /nearby', cell)
const look = async (of: Citizen) => (await of.call<Seen>('GET /nearby')).body
const names = ({ people }: Seen) => people.map(one => [one.person.handle, one.distance])

test('only who is seen sees, in the same cell or beside it, for a quarter of an hour', async () => {
  const clock = new TestClock()
  await using plaza = await scene({ clock })
  const [anna, bo, carla] = [await plaza.person('anna'), await plaza.person('bo_'), await plaza.person('carla')]
  expect(await look(anna)).toEqual({ people: [] })
  expect((await show(anna, harbour)).body).toEqual({ until: clock.now() + limits.NEARBY_MS, people: [] })
  expect(names((await show(bo, beside)).body)).toEqual([['anna', 'near']])
  expect(names((await show(carla, far)).body)).toEqual([['bo_', 'near']])
  await show(carla, harbour)
  expect(names(await look(anna))).toEqual([
    ['carla', 'here'],
    ['bo_', 'near'],
  ])
  await bo.call('DELETE /nearby')
  expect(names(await look(anna))).toEqual([['carla', 'here']])
  expect(await look(bo)).toEqual({ people: [] })
  clock.skip(minutes(15))
  expect(await look(anna)).toEqual({ people: [] })
})

test('blocked people never see each other, whoever blocked', async () => {
  await using plaza = await scene()
  const [anna, bo] = [await plaza.person('anna'), await plaza.person('bo_')]
  await anna.change(bo, { blocked: true })
  await show(anna, harbour)
  expect((await show(bo, harbour)).body.people).toEqual([])
  expect((await look(anna)).people).toEqual([])
})

test('nobody walks the map from their chair, and of a cell nothing is left', async () => {
  const clock = new TestClock()
  await using plaza = await scene({ clock })
  const anna = await plaza.person('anna')
  const kept = () => plaza.city.db.rows(sql`select line, place, until, looks from contacts.nearby`)
  expect((await show(anna, { line: 9_000, place: 0 })).no).toBe('bad_input')
  for (let i = 0; i < limits.NEARBY_LOOKS_PER_HOUR; i++) {
    clock.skip(minutes(1)) // as slowly as the door lets anybody in
    expect((await show(anna, harbour)).status).toBe(200)
  }
  expect((await show(anna, far)).no).toBe('looked_around_enough')
  clock.skip(limits.NEARBY_MS)
  await forgetNearby(plaza.city)
  expect(await kept()).toMatchObject([{ line: null, place: null, until: null, looks: limits.NEARBY_LOOKS_PER_HOUR }])
  clock.skip(hours(1))
  expect((await show(anna, harbour)).status).toBe(200)
  await anna.call('DELETE /nearby')
  clock.skip(hours(1))
  await forgetNearby(plaza.city)
  expect(await kept()).toEqual([])
})
