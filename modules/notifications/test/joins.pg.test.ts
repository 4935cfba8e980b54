import { chat } from '@plaza/chat'
import { chatApi, notificationsApi, type Endpoint } from '@plaza/contract'
import { expect, test } from 'vitest'
import { tower, type Tower } from './scene.ts'

/** A command of the chat, given by somebody. */
const give = async <Reply>(t: Tower, name: string, endpoint: Endpoint, input: object): Promise<Reply> =>
  (await chat
    .routes!.find(one => one.endpoint === endpoint)!
    .handle(t.city, { input, by: { person: t.id(name), device: t.device(name), kind: 'citizen' } } as never)) as Reply

test('who waits to come into a group calls its owner and admins, once, and no plain member', async () => {
  await using t = await tower(['olga', 'adam', 'mia', 'eve'])
  const id = await t.group('olga', 'adam', 'mia')
  await give(t, 'olga', chatApi.setRole, { id, person: t.id('adam'), role: 'admin' })
  await give(t, 'olga', chatApi.changeGroup, { id, approval: true })
  for (const name of ['olga', 'adam', 'mia']) await t.open(name)
  await t.call('adam', notificationsApi.notifyRule, { c: id, rule: 'nothing' })
  const { url } = await give<{ url: string }>(t, 'olga', chatApi.groupCode, { id })
  const code = url.split('/').at(-1)
  for (let i = 0; i < 2; i++) await give(t, 'eve', chatApi.joinGroup, { code, reason: 'Flat 4' })
  await t.pass()
  expect(t.heard('olga')).toEqual([
    { tag: `join ${id}`, title: 'Boats', body: 'eve would like to join', path: `/chats/${id}/waiting`, unread: 0 },
  ])
  expect(t.heard('adam')).toEqual([])
  expect(t.heard('mia')).toEqual([])
})
