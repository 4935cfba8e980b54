import { derivedId } from '@plaza/kernel'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  directConversationId,
  judgeAnswer,
  judgeAsk,
  makeSecret,
  readQuery,
  stateAt,
  tagsOf,
  type Asking,
} from '../rules.ts'

const asking: fc.Arbitrary<Asking> = fc.record({
  friends: fc.boolean(),
  kind: fc.constantFrom('citizen', 'bot', 'service', 'operator'),
  blockedByMe: fc.boolean(),
  blockedByThem: fc.boolean(),
  theyAsk: fc.boolean(),
  iAsk: fc.boolean(),
  acceptsRequests: fc.boolean(),
  source: fc.constantFrom('handle', 'phone', 'qr', 'group', 'card'),
  codeFits: fc.boolean(),
  openRequests: fc.nat(5),
  openRequestsMax: fc.constant(3),
})

test('nobody becomes a friend through a block, against a closed door, or beyond the limit', () => {
  fc.assert(
    fc.property(asking, facts => {
      const verdict = judgeAsk(facts)
      if (verdict.do === 'refuse') return
      expect(facts.friends || facts.blockedByMe || facts.blockedByThem).toBe(false)
      if (verdict.do === 'befriend')
        expect(facts.theyAsk || facts.kind === 'bot' || facts.kind === 'service').toBe(true)
      if (verdict.do === 'ask' || verdict.do === 'wait') {
        expect(facts.acceptsRequests || (facts.source === 'qr' && facts.codeFits)).toBe(true)
      }
      if (verdict.do === 'ask') expect(facts.openRequests).toBeLessThan(facts.openRequestsMax)
    }),
  )
})

test('a block by the other reads like a door that is closed to everybody', () => {
  fc.assert(
    fc.property(asking, facts => {
      const blocked = judgeAsk({ ...facts, blockedByThem: true })
      const closed = judgeAsk({
        ...facts,
        blockedByThem: false,
        kind: 'citizen',
        theyAsk: false,
        source: 'handle',
        acceptsRequests: false,
      })
      expect(blocked).toEqual(closed)
    }),
  )
})

test('an answer, once given, stands', () => {
  for (const [state, accept, verdict] of [
    ['open', true, 'accept'],
    ['open', false, 'decline'],
    ['accepted', true, 'repeat'],
    ['accepted', false, 'request_not_open'],
    ['declined', false, 'repeat'],
    ['declined', true, 'request_not_open'],
    ['expired', true, 'request_expired'],
  ] as const) {
    const given = judgeAnswer(state, accept)
    expect(given.do === 'refuse' ? given.code : given.do).toBe(verdict)
  }
  expect(stateAt({ state: 'open', expiresAt: 5 }, 4)).toBe('open')
  expect(stateAt({ state: 'open', expiresAt: 5 }, 5)).toBe('expired')
  expect(stateAt({ state: 'accepted', expiresAt: 5 }, 6)).toBe('accepted')
})

test('two people have one conversation, and each has notes of their own', () => {
  const [a, b] = [derivedId('a'), derivedId('b')]
  expect(directConversationId(a, b)).toBe(directConversationId(b, a))
  expect(new Set([directConversationId(a, b), directConversationId(a, a), directConversationId(b, b)]).size).toBe(3)
  expect(directConversationId(a, a)).toBe(derivedId('self', a))
})

test('what was typed or scanned is a code, a number or a handle', () => {
  const url = 'https://plaza.test'
  const secret = makeSecret(new Uint8Array(16).fill(255))
  expect(readQuery(` ${url}/u/${secret} `, url)).toEqual({ by: 'qr', secret })
  expect(readQuery(secret, url)).toEqual({ by: 'qr', secret })
  expect(readQuery('+34 600-11 22 33', url)).toEqual({ by: 'phone', phone: '+34600112233' })
  expect(readQuery('@Anna', url)).toEqual({ by: 'handle', handle: '@Anna' })
  expect(readQuery(`https://elsewhere.test/u/${secret}`, url).by).toBe('handle')
})

test('tags are trimmed, and each is there once', () => {
  expect(tagsOf([' a ', 'a', 'b  c', '   '])).toEqual(['a', 'b c'])
})
