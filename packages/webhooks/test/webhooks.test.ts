import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { webhookHeaders, webhookSecret } from '../src/index.ts'

const message = { id: 'msg_1', atMs: Date.now(), body: '{"type":"order.paid","data":{"what":"面包"}}' }

test('the library that others check with takes what is signed, and nothing that was changed', () => {
  const secret = webhookSecret(randomBytes(24))
  const theirs = new Webhook(secret)
  const headers = webhookHeaders(secret, message)
  expect(theirs.verify(message.body, headers)).toEqual(JSON.parse(message.body))
  expect(() => theirs.verify(message.body.replace('面', '麵'), headers)).toThrow()
  expect(() => theirs.verify(message.body, { ...headers, 'webhook-id': 'msg_2' })).toThrow()
  expect(() => new Webhook(webhookSecret(randomBytes(24))).verify(message.body, headers)).toThrow()
  const late = { ...message, atMs: message.atMs - 6 * 60_000 }
  expect(() => theirs.verify(late.body, webhookHeaders(secret, late))).toThrow()
})

test('both sides sign alike', () => {
  const secret = webhookSecret(new Uint8Array(24).fill(7))
  expect(secret).toBe('whsec_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH')
  const at = new Date(1_700_000_000_000)
  expect(webhookHeaders(secret, { id: 'msg_1', atMs: at.getTime(), body: '{}' })['webhook-signature']).toBe(
    new Webhook(secret).sign('msg_1', at, '{}'),
  )
})
