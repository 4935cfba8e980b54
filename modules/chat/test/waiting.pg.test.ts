import { sql } from '@plaza/db'
import type { Kept } from '@plaza/house'
import { expect, test } from 'vitest'
import { answerWaiting } from '../approve.ts'
import { changeGroup, setRole } from '../change-group.ts'
import { groupCode } from '../codes.ts'
import { createGroup } from '../create-group.ts'
import { keptOf } from '../exports.ts'
import { invite, joinGroup } from '../invite.ts'
import { eventsAfter, page } from '../messages.ts'
import { sync } from '../sync.ts'
import { cursorOf } from '../store.ts'
import { street } from './street.ts'

/** Olga leads a group where admins approve whoever comes; Adam helps her, Mia and Max are plain members. */
async function house() {
  const town = await street(['olga', 'adam', 'mia', 'max', 'eve'])
  const { city, id } = town
  const conv = city.newId()
  await createGroup(city, id('olga'), { id: conv, title: 'House 7', people: ['adam', 'mia', 'max'].map(id) })
  await setRole(city, id('olga'), conv, id('adam'), 'admin')
  await changeGroup(city, id('olga'), conv, { approval: true })
  const head = async (name: string) => (await cursorOf(city.db, id(name))).u
  return {
    city,
    id,
    conv,
    head,
    /** All that somebody is told: after `u`, in pages, and in a copy of what is kept of them. */
    async told(name: string, u: number) {
      const frames = []
      for await (const frame of sync(city, id(name), u)) frames.push(frame)
      const kept: Kept[] = []
      for await (const one of keptOf(city, id(name))) kept.push(one)
      return {
        row: frames.flatMap(frame => frame.rows).find(row => row.c === conv),
        notices: frames.flatMap(frame => frame.notices),
        all: JSON.stringify([
          frames,
          await page(city, conv, id(name), {}),
          await eventsAfter(city, conv, id(name), 0, 100),
          kept,
        ]),
      }
    },
    join: async (name: string) =>
      joinGroup(city, id(name), {
        code: (await groupCode(city, id('olga'), { id: conv, days: 7 })).url.split('/').at(-1) as string,
      }),
    [Symbol.asyncDispose]: () => town[Symbol.asyncDispose](),
  }
}

test('that somebody waits is told to owner and admins alone, in their row; that they came, to all', async () => {
  await using at = await house()
  const { city, id, conv } = at
  const before = { olga: await at.head('olga'), adam: await at.head('adam'), mia: await at.head('mia') }
  await at.join('eve')
  // A plain member's log did not move at all: there is nothing to be shown, pushed, searched or copied.
  expect(await at.head('mia')).toBe(before.mia)
  const mia = await at.told('mia', 0)
  expect(mia.all).not.toContain(id('eve'))
  expect(mia.row).not.toHaveProperty('waiting')
  expect(mia.row?.last?.b).toMatchObject({ what: 'approval' })
  for (const name of ['olga', 'adam'] as const) {
    const { row } = await at.told(name, before[name])
    expect(row).toMatchObject({ waiting: 1, q: mia.row!.q, n: 0 })
  }
  await answerWaiting(city, id('adam'), { id: conv, person: id('eve'), accept: true })
  expect((await at.told('mia', 0)).row?.last).toMatchObject({ b: { what: 'approved', who: [id('eve')] } })
  expect((await at.told('olga', 0)).row).not.toHaveProperty('waiting')
})

test('who comes to lead hears who waits, who leads no more does not; a decline is heard by the other leaders alone', async () => {
  await using at = await house()
  const { city, id, conv } = at
  await at.join('eve')
  const mia = await at.head('mia')
  await setRole(city, id('olga'), conv, id('mia'), 'admin')
  expect((await at.told('mia', mia)).row).toMatchObject({ waiting: 1 })
  await setRole(city, id('olga'), conv, id('mia'), 'member')
  expect((await at.told('mia', 0)).row).not.toHaveProperty('waiting')
  const [adam, max] = [await at.head('adam'), await at.head('max')]
  await answerWaiting(city, id('olga'), { id: conv, person: id('eve'), accept: false })
  expect((await at.told('adam', adam)).row).toMatchObject({ role: 'admin' })
  expect((await at.told('adam', adam)).row).not.toHaveProperty('waiting')
  expect(await at.head('max')).toBe(max)
})

test('in a group that needs approval a member’s guest waits unseen by the others, in a large one too', async () => {
  await using at = await house()
  const { city, id, conv } = at
  await city.db.run(sql`update chat.conversation set fan = null where id = ${conv}`)
  await invite(city, id('mia'), { id: conv, people: [id('eve')] })
  const max = await at.told('max', 0)
  expect(max.all).not.toContain(id('eve'))
  expect((await at.told('adam', 0)).row).toMatchObject({ waiting: 1 })
})
