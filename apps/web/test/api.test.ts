import { expect, test } from 'vitest'
import { request } from '../src/engine/api.ts'
import { uuidv7 } from '../src/engine/ids.ts'
import { backoffMs } from '../src/engine/socket.ts'

test('names of the path are filled, the rest becomes the query or the body', () => {
  expect(request('GET /chats/:id/messages', { id: 'c 1', before: 9, limit: 40 })).toEqual({
    verb: 'GET',
    url: '/api/chats/c%201/messages?before=9&limit=40',
  })
  expect(request('GET /people', { ids: ['a', 'b'] }).url).toBe('/api/people?ids=a&ids=b')
  expect(request('POST /chats/:id/leave', { id: 'c1' })).toEqual({
    verb: 'POST',
    url: '/api/chats/c1/leave',
    body: '{}',
  })
})

test('ids are in order of time', () => {
  const ids = [1_000, 2_000, 3_000].map(ms => uuidv7(ms))
  expect(ids.toSorted()).toEqual(ids)
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('the wait doubles to half a minute, never in step with others', () => {
  expect(backoffMs(0, 0)).toBe(250)
  expect(backoffMs(0, 1)).toBe(500)
  expect(backoffMs(40, 1)).toBe(30_000)
})
