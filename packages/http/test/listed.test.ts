import { endpoint, nothing } from '@plaza/contract'
import { route, type City } from '@plaza/house'
import { Refusal, TestClock } from '@plaza/kernel'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { bind } from '../src/index.ts'

const knock = endpoint({
  verb: 'GET',
  path: '/knock',
  doc: 'Refuses in every way.',
  who: 'anyone',
  input: nothing,
  reply: nothing,
  refusals: ['blocked'],
})

/** What the endpoint answers when its handler refuses with a word, and what the log was told. */
async function refuse(code: string, strictContract: boolean) {
  const told: object[] = []
  const log = { warn: (fields: object) => void told.push(fields), error: () => {} }
  const city = {
    clock: new TestClock(),
    config: { publicUrl: 'https://plaza.test', strictContract },
    metrics: { count() {} },
    log,
  } as unknown as City
  const app = Fastify()
  bind(app, city, [
    route(knock, async () => {
      throw new Refusal(code)
    }),
  ])
  const reply = await app.inject({ url: '/api/knock' })
  await app.close()
  return { code: reply.json<{ error: { code: string } }>().error.code, told }
}

test('a refusal that its endpoint lists, or any may give, is answered', async () => {
  for (const code of ['blocked', 'not_allowed', 'busy']) expect(await refuse(code, true)).toEqual({ code, told: [] })
})

test('one that it does not list is told in the log, and under tests a bug of ours', async () => {
  const told = [{ route: 'GET /knock', code: 'group_full' }]
  expect(await refuse('group_full', false)).toEqual({ code: 'group_full', told })
  expect((await refuse('group_full', true)).code).toBe('internal')
})
