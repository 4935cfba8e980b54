import { expect, test } from 'vitest'
import { changed, isMuted, mayWrite, place, rowAfter, rowAfterMine, unreadOf } from '../src/engine/rules.ts'
import { anna, bo, event, row } from './world.ts'

test('a gapless number is next, old, or after a gap', () => {
  expect([place(4, 5), place(4, 4), place(4, 1), place(4, 7)]).toEqual(['next', 'old', 'old', 'gap'])
})

test('a message of another makes the line unread, my own does not', () => {
  const heard = rowAfter(row({ q: 4, n: 3, readN: 3 }), event({ q: 5, n: 4, f: bo }), anna)
  expect(unreadOf(heard)).toBe(1)
  expect(heard.last?.q).toBe(5)
  const said = rowAfter(heard, event({ q: 6, n: 5, f: anna }), anna)
  expect(unreadOf(said)).toBe(0)
  expect(said.readQ).toBe(6)
})

test('an event that is known already changes nothing', () => {
  const before = row({ q: 9 })
  expect(rowAfter(before, event({ q: 9 }), anna)).toBe(before)
})

test('a hidden chat comes back with a new message, and names whom it calls', () => {
  const after = rowAfter(
    row({ q: 1, hidden: true }),
    event({ q: 2, n: 2, f: bo, b: { text: '@anna', mentions: [anna] } }),
    anna,
  )
  expect(after.hidden).toBe(false)
  expect(after.mentionQ).toBe(2)
  expect(rowAfterMine(after, { read: 2 }).mentionQ).toBeUndefined()
})

test('an edit shows in the line when it is of the last message, and moves nothing', () => {
  const before = row({ q: 5, n: 5, at: 100, last: event({ q: 5, b: { text: 'teh' } }) })
  const after = rowAfter(before, event({ q: 6, n: 5, k: 'edit', re: 5, b: { text: 'the' }, at: 900 }), anna)
  expect(after.last?.b).toEqual({ text: 'the' })
  expect(after.at).toBe(100)
  expect(after.q).toBe(6)
})

test('the same change twice is the same message', () => {
  const hello = event({ q: 1, b: { text: 'hello' } })
  const like = event({ q: 2, k: 'react', re: 1, f: bo, b: { e: '👍', on: true } })
  const once = changed(hello, like)
  expect(once.reactions).toEqual({ '👍': [bo] })
  expect(changed(once, like)).toEqual(once)
  expect(changed(once, { ...like, b: { e: '👍', on: false } }).reactions).toEqual({})
})

test('what is recalled stays recalled, whatever edit comes late', () => {
  const gone = changed(event({ q: 1, b: { text: 'secret' } }), event({ q: 3, k: 'recall', re: 1, at: 50 }))
  expect(changed(gone, event({ q: 2, k: 'edit', re: 1, b: { text: 'again' } })).b).toEqual({})
})

test('reading never goes back, except by marking unread', () => {
  const read = row({ q: 8, n: 8, readQ: 8, readN: 8 })
  expect(rowAfterMine(read, { read: 3 }).readQ).toBe(8)
  expect(unreadOf(rowAfterMine(read, { unread: true }))).toBe(1)
})

test('one who is removed is gone', () => {
  const after = rowAfter(
    row({ kind: 'group', q: 1, size: 3 }),
    event({ q: 2, n: 2, k: 'system', f: bo, b: { what: 'removed', size: 2, who: [anna] } }),
    anna,
  )
  expect(after.role).toBe('gone')
  expect(after.size).toBe(2)
})

test('what owner and admins decide shows in the line: rules, a mute of mine, the end', () => {
  const says = (q: number, b: object) => event({ q, n: 4, k: 'system', f: bo, b: { ...b } })
  const ruled = rowAfter(row({ kind: 'group', q: 4, role: 'member' }), says(5, { what: 'approval', on: true }), anna)
  expect(ruled.approval).toBe(true)
  const others = rowAfter(ruled, says(6, { what: 'muted', who: [bo], until: 900 }), anna)
  expect(others.mutedUntil).toBeUndefined()
  const muted = rowAfter(others, says(7, { what: 'muted', who: [anna], until: 900 }), anna)
  expect([isMuted(muted, 899), isMuted(muted, 900)]).toEqual([true, false])
  expect(isMuted(rowAfter(muted, says(8, { what: 'unmuted', who: [anna] }), anna), 899)).toBe(false)
  expect([mayWrite(muted, 899), mayWrite(muted, 900)]).toEqual([false, true])
  const risen = rowAfter(muted, says(8, { what: 'role', who: [anna], role: 'admin' }), anna)
  expect([risen.role, risen.mutedUntil]).toEqual(['admin', undefined])
  expect(rowAfter(risen, says(9, { what: 'dissolved' }), anna).open).toBe(false)
})

test('of reactions that are only counted one more or less is counted, too', () => {
  const many = event({ q: 1, reactions: { '👍': [anna] }, reactionCounts: { '👍': 80 } })
  const react = (f: string, on: boolean) => event({ q: 2, k: 'react', re: 1, f, b: { e: '👍', on } })
  const more = changed(many, react(bo, true))
  expect(more.reactionCounts).toEqual({ '👍': 81 })
  expect(changed(more, react(bo, true)).reactionCounts).toEqual({ '👍': 81 })
  expect(changed(more, react(anna, false))).toMatchObject({ reactions: { '👍': [bo] }, reactionCounts: { '👍': 80 } })
})

test('other words below a picture leave the picture as it is; other words in place of words are all there is', () => {
  const edit = event({ q: 5, k: 'edit', re: 1, b: { text: 'dawn' }, at: 9 })
  const picture = event({ q: 1, k: 'picture', b: { items: [{ file: 'f' }], text: 'dusk' } })
  expect(changed(picture, edit)).toMatchObject({ b: { items: [{ file: 'f' }], text: 'dawn' }, edited: 9 })
  const words = event({ q: 1, b: { text: 'dusk', mentions: ['all'] } })
  expect(changed(words, edit).b).toEqual({ text: 'dawn' })
})
