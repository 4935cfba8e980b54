import { isoBank, keyOf, referenceOf, signCallback, type BankConnector } from '@plaza/banking'
import { sandboxIban, writeStatusReport, type TransactionStatus } from '@plaza/iso20022'
import { schemaFaults } from '@plaza/iso20022/schema-check'
import { TestClock, minutes } from '@plaza/kernel'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const key = '01990000-0000-7000-8000-000000000001'
const iban = sandboxIban('PLZB', 1)
const receiver = sandboxIban('PLZB', 100)
const clock = new TestClock()
let answer: (request: IncomingMessage, response: ServerResponse) => void
let bank: BankConnector
const asked: string[] = []
let sent = ''

const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`)
  sent = ''
  request.setEncoding('utf8').on('data', (part: string) => (sent += part))
  request.on('end', () => answer(request, response))
})
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as { port: number }
  bank = isoBank({
    baseUrl: `http://127.0.0.1:${port}/h2h/`,
    clientSecret: 'client',
    callbackSecret: 'callback',
    account: { iban, name: 'Plaza' },
    creditorId: 'XP98ZZZ09999999999',
    zone: 'UTC',
    clock,
    timeoutMs: 300,
  })
})
afterAll(() => server.closeAllConnections())

const report = (told: readonly TransactionStatus[], group: { groupStatus?: string; groupReason?: string } = {}) =>
  writeStatusReport(
    {
      messageId: 'R',
      createdAtMs: clock.now(),
      original: { messageId: 'M', name: 'pain.001.001.09' },
      ...group,
      instructions: told.length > 0 ? [{ id: 'I', transactions: told }] : [],
    },
    'UTC',
  )
const say =
  (status: number, body = '', headers = {}) =>
  (_request: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(status, headers).end(body)
const own = (told: Omit<TransactionStatus, 'endToEndId'>) => report([{ endToEndId: referenceOf(key), ...told }])
const push = () => bank.push({ key, amount: { minor: 100n, currency: 'EUR' }, iban: receiver, name: 'Bo' })

describe('whatever is not a clear answer is unknown, never a failure', () => {
  const cases: [string, typeof answer, string][] = [
    ['a server error', say(500, own({ status: 'RJCT', reason: 'AM04' })), 'answer_not_ok'],
    ['a gateway that timed out', say(504), 'answer_not_ok'],
    ['a wrong secret', say(401), 'answer_not_ok'],
    ['too many requests', say(429), 'answer_not_ok'],
    ['an unreadable message of ours', say(400), 'answer_not_ok'],
    ['a redirect, which is not followed', say(307, '', { location: 'http://127.0.0.1:1/' }), 'answer_not_ok'],
    ['a page instead of a message', say(200, '<html><body>Welcome</body></html>'), 'answer_unreadable'],
    ['nothing', say(200), 'answer_unreadable'],
    ['half a message', say(200, own({ status: 'ACSC' }).slice(0, 300)), 'answer_unreadable'],
    ['a message too large', say(200, ' '.repeat(300_000)), 'answer_unreadable'],
    ['news of another payment', say(200, report([{ endToEndId: 'OTHER', status: 'ACSC' }])), 'answer_unreadable'],
    ['a status nobody knows', say(200, own({ status: 'WHAT' })), 'answer_unreadable'],
    ['silence', () => {}, 'timed_out'],
    [
      'an answer that stops in the middle',
      (_request, response) => void response.writeHead(200, { 'content-length': 1000 }).write('<?xml'),
      'timed_out',
    ],
    ['a dropped connection', request => request.socket.destroy(), 'connection_lost'],
  ]
  test.each(cases)('%s', async (_name, how, reason) => {
    answer = how
    expect(await push()).toEqual({ kind: 'unknown', reason })
    expect(await bank.lookup(key)).toEqual({ kind: 'unknown', reason })
  })
})

test.each([
  ['RCVD', 'accepted'],
  ['PDNG', 'accepted'],
  ['ACTC', 'accepted'],
  ['ACCP', 'accepted'],
  ['ACSP', 'accepted'],
  ['ACSC', 'settled'],
  ['ACCC', 'settled'],
  ['CANC', 'rejected'],
])('%s is %s', async (status, kind) => {
  answer = say(200, own({ status, reference: 'B1' }))
  expect(await push()).toMatchObject({ kind, ref: 'B1' })
})

test('a message refused whole is rejected with the reason of the group', async () => {
  answer = say(200, report([], { groupStatus: 'RJCT', groupReason: 'AM10' }))
  expect(await push()).toEqual({ kind: 'rejected', reason: 'AM10' })
})

test.each(['DU01', 'DU04', 'AM05'])(
  'a bank that answers a repeat with %s is asked how the first stands',
  async reason => {
    answer = (request, response) => {
      const first = own({ status: 'ACSC', amount: { minor: 100n, currency: 'EUR' }, creditorIban: receiver })
      say(200, request.method === 'GET' ? first : own({ status: 'RJCT', reason }))(request, response)
    }
    expect(await push()).toEqual({ kind: 'settled' })
  },
)

test.each([
  { amount: { minor: 101n, currency: 'EUR' } },
  { amount: { minor: 100n, currency: 'USD' } },
  { amount: { minor: 100n, currency: 'EUR' }, creditorIban: iban },
  { amount: { minor: 100n, currency: 'EUR' }, debtorIban: receiver },
])('another payment under the key is never taken for this one: %o', async other => {
  answer = say(200, own({ status: 'ACSC', ...other }))
  await expect(push()).rejects.toMatchObject({ code: 'exists_different' })
})

test('what no bank can carry out does not leave the house', async () => {
  asked.length = 0
  const amount = { minor: 100n, currency: 'EUR' }
  expect(await bank.push({ key, amount, iban: 'DE00', name: 'Bo' })).toEqual({ kind: 'rejected', reason: 'AC01' })
  expect(await bank.push({ key, amount: { ...amount, minor: -1n }, iban: receiver, name: 'Bo' })).toMatchObject({
    reason: 'AM01',
  })
  expect(asked).toEqual([])
})

test('what leaves the house is valid, and a repeat says the same under the same ids', async () => {
  answer = say(200, own({ status: 'ACCP' }))
  await push()
  expect(await schemaFaults('pain.001.001.09', sent)).toEqual([])
  const consent = { id: 'C1', token: 'SecretToken', iban: receiver, holder: '李雷', currency: 'EUR', day: '2026-01-01' }
  const pull = () => bank.pull({ key, amount: { minor: 100n, currency: 'EUR' }, consent, text: '充值' })
  await pull()
  expect(await schemaFaults('pain.008.001.08', sent)).toEqual([])
  const first = sent
  expect(first).not.toContain(consent.token)
  await pull()
  expect(sent).toBe(first)
})

test('ids of callers cannot lead the call to another address', async () => {
  answer = say(404)
  asked.length = 0
  const consent = { id: '../../admin?x=', token: 't', iban: receiver, holder: 'Bo', currency: 'EUR', day: '2026-01-01' }
  await expect(bank.unlink(consent)).rejects.toMatchObject({ name: 'BankUnavailable' })
  expect(asked).toEqual(['DELETE /h2h/consents/..%2F..%2Fadmin%3Fx%3D'])
})

test('keys and references are each other', () => {
  expect(keyOf(referenceOf(key))).toBe(key)
  expect(keyOf('NOTPROVIDED')).toBeUndefined()
  expect(() => referenceOf('abc')).toThrow('uuid')
})

describe('callbacks', () => {
  const body = Buffer.from(own({ status: 'RJCT', reason: 'AC06' }))
  const signed = () => signCallback('callback', body, clock.now())

  test('one that the bank signed is read', () => {
    expect(bank.verifyCallback(body, signed())).toEqual({
      kind: 'status',
      id: 'R',
      outcomes: [{ key, outcome: { kind: 'rejected', reason: 'AC06' } }],
    })
  })

  test.each<[string, () => [Uint8Array, Record<string, string | string[] | undefined>]]>([
    ['without a signature', () => [body, {}]],
    ['with another key', () => [body, signCallback('other', body, clock.now())]],
    ['with one byte changed', () => [Buffer.from(body.toString().replace('AC06', 'AC04')), signed()]],
    ['from six minutes ago', () => [body, signCallback('callback', body, clock.now() - minutes(6))]],
    ['from six minutes ahead', () => [body, signCallback('callback', body, clock.now() + minutes(6))]],
    ['with two signatures', () => [body, { 'bank-signature': [signed()['bank-signature'] ?? '', 'x'] }]],
    ['with a time moved on', () => [body, { 'bank-signature': signed()['bank-signature']?.replace(/t=\d/, 't=2') }]],
    ['that is too large', () => [Buffer.alloc(300_000), signCallback('callback', Buffer.alloc(300_000), clock.now())]],
    ['that is no message', () => [Buffer.from('{}'), signCallback('callback', '{}', clock.now())]],
  ])('one %s is not', (_name, make) => {
    expect(bank.verifyCallback(...make())).toBeUndefined()
  })
})
