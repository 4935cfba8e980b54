import type { CardBody } from '@plaza/contract'
import { expect, test } from 'vitest'
import { postCard, updateCard } from '../cards.ts'
import { changeGroup } from '../change-group.ts'
import { createGroup } from '../create-group.ts'
import { leaveAll, removeMember } from '../leave.ts'
import { mustMayPost } from '../membership.ts'
import { page } from '../messages.ts'
import { rowsOf } from '../rows.ts'
import { street } from './street.ts'

const gift = (state: string, ref: string): CardBody => ({
  card: 'gift',
  ref,
  text: `A gift, ${state}`,
  facts: { state },
})

test('a card is a message that its module keeps true: once for its id, for everybody, whoever may still write', async () => {
  await using town = await street(['anna', 'bo'])
  const [anna, bo] = [town.id('anna'), town.id('bo')]
  const conv = await town.direct('anna', 'bo')
  const [id, ref, changeId] = [town.city.newId(), town.city.newId(), town.city.newId()]
  const card = { conv, id, sender: anna, body: gift('waiting', ref) }
  const first = await postCard(town.city, card)
  expect(first).toMatchObject({ ok: true, repeat: false })
  expect(await postCard(town.city, card)).toMatchObject({ ok: true, repeat: true })
  expect(await postCard(town.city, { ...card, body: gift('other', ref) })).toMatchObject({ code: 'exists_different' })
  const { q } = first.ok ? first.event : { q: 0 }
  const [before] = await rowsOf(town.city, bo, { convs: [conv] })
  expect(before).toMatchObject({ q, last: { k: 'card', b: { text: 'A gift, waiting' } } })
  expect((before?.n ?? 0) - (before?.readN ?? 0)).toBe(1)

  const change = { conv, id: changeId, sender: bo, q, body: gift('taken', ref) }
  expect(await updateCard(town.city, change)).toMatchObject({ ok: true })
  expect(await updateCard(town.city, change)).toMatchObject({ ok: true, repeat: true })
  const [after] = await rowsOf(town.city, bo, { convs: [conv] })
  expect(after?.last).toMatchObject({ q, k: 'card', b: { facts: { state: 'taken' } } })
  expect(after?.last).not.toHaveProperty('edited')
  expect(after?.n).toBe(before?.n)
  expect((await page(town.city, conv, anna, {})).events.at(-1)).toMatchObject({ q, b: { facts: { state: 'taken' } } })

  // Words may be answered, edited and taken back; a card may be answered and reacted to.
  expect(await town.tries('anna', conv, {}, { kind: 'recall', re: q })).toMatchObject({ code: 'target_not_found' })
  expect(await town.tries('anna', conv, { text: 'x' }, { kind: 'edit', re: q })).toMatchObject({
    code: 'target_not_found',
  })
  expect(await town.tries('bo', conv, { e: '🎁', on: true }, { kind: 'react', re: q })).toMatchObject({ ok: true })
  const words = await town.say('bo', conv, 'Thank you')
  expect(await updateCard(town.city, { ...change, id: town.city.newId(), q: words.q })).toMatchObject({
    code: 'target_not_found',
  })
})

test('how a card stands stays true after its maker left; whoever is erased leaves every group, which is handed over', async () => {
  await using town = await street(['anna', 'bo', 'carla'])
  const [anna, bo, carla] = [town.id('anna'), town.id('bo'), town.id('carla')]
  const { c: conv } = await createGroup(town.city, anna, { id: town.city.newId(), title: 'Yard', people: [bo, carla] })
  const ref = town.city.newId()
  const posted = await postCard(town.city, { conv, id: town.city.newId(), sender: bo, body: gift('waiting', ref) })
  const { q } = posted.ok ? posted.event : { q: 0 }
  await removeMember(town.city, anna, conv, bo)
  const late = { conv, id: town.city.newId(), sender: bo, body: gift('late', ref) }
  expect(await postCard(town.city, late)).toMatchObject({ code: 'not_a_member' })
  expect(await updateCard(town.city, { ...late, body: gift('returned', ref), q })).toMatchObject({ ok: true })
  await expect(mustMayPost(town.city, conv, bo)).rejects.toMatchObject({ code: 'not_a_member' })
  await changeGroup(town.city, anna, conv, { adminsOnly: true })
  await expect(mustMayPost(town.city, conv, carla)).rejects.toMatchObject({ code: 'admins_only' })
  await mustMayPost(town.city, conv, anna)
  await leaveAll(town.city, anna)
  await leaveAll(town.city, anna)
  const [row] = await rowsOf(town.city, carla, { convs: [conv] })
  expect(row).toMatchObject({ role: 'owner', size: 1 })
})
