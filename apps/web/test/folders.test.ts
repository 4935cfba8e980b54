import type { Folder } from '@plaza/contract'
import { expect, test } from 'vitest'
import { isIn, unreadIn } from '../src/engine/folders.ts'
import { rowAfter, rowAfterMine } from '../src/engine/rules.ts'
import { row } from './world.ts'

const folder = (more: Partial<Folder>): Folder => ({
  id: 'f',
  name: 'F',
  people: false,
  groups: false,
  official: false,
  muted: true,
  unread: false,
  chats: [],
  ...more,
})

test('rules take kinds of chats, and what was chosen by hand is in whatever it is', () => {
  const anna = row({ c: 'anna', kind: 'direct', peer: 'a' })
  const club = row({ c: 'club', kind: 'group' })
  const inFolder = (more: Partial<Folder>) =>
    [
      [anna, 'citizen'],
      [club, undefined],
      [row({ c: 'office', kind: 'direct', peer: 'o' }), 'service'],
      [row({ c: 'self', kind: 'self' }), undefined],
    ].flatMap(([one, kind]) =>
      isIn(folder(more), one as typeof anna, kind as 'citizen') ? [(one as typeof anna).c] : [],
    )
  expect(inFolder({ people: true })).toEqual(['anna', 'self'])
  expect(inFolder({ groups: true, official: true })).toEqual(['club', 'office'])
  expect(inFolder({ chats: ['office'] })).toEqual(['office'])
})

test('muted and read chats are left out where one wants that; archived and hidden ones always', () => {
  const quiet = row({ kind: 'group', mute: true, n: 3, readN: 1 })
  const loud = row({ kind: 'group', n: 3, readN: 1 })
  const read = row({ kind: 'group', n: 3, readN: 3 })
  const groups = folder({ groups: true })
  expect([quiet, loud, read].map(one => isIn(groups, one, undefined))).toEqual([true, true, true])
  expect([quiet, loud, read].map(one => isIn({ ...groups, muted: false, unread: true }, one, undefined))).toEqual([
    false,
    true,
    false,
  ])
  expect(isIn({ ...groups, chats: ['c'] }, row({ c: 'c', archived: true }), undefined)).toBe(false)
  expect(isIn(groups, { ...loud, hidden: true }, undefined)).toBe(false)
  expect(unreadIn([quiet, loud, read])).toBe(2)
})

test('an archived chat comes back with something said, unless it is muted', () => {
  const event = { c: 'c', q: 8, n: 4, f: 'bo', id: 'x', k: 'text' as const, b: { text: 'hi' }, at: 9 }
  const before = rowAfterMine(row({ c: 'c', q: 7, n: 3 }), { archived: true })
  expect(before.archived).toBe(true)
  expect(rowAfter(before, event, 'anna').archived).toBeUndefined()
  expect(
    rowAfter(before, { ...event, n: 3, k: 'system', b: { what: 'pinned', q: 2, count: 1 } }, 'anna'),
  ).toMatchObject({
    archived: true,
    pinned: 1,
  })
  expect(rowAfter({ ...before, mute: true }, event, 'anna').archived).toBe(true)
  expect(rowAfterMine(before, { archived: false }).archived).toBeUndefined()
})
