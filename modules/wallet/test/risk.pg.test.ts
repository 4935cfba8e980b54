import type { ReplyOf, walletApi } from '@plaza/contract'
import { sql } from '@plaza/db'
import { hours } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { judgeRisk, type RiskRule } from '../risk/judge.ts'
import { scene, type Citizen, type Scene } from './scene.ts'

async function friends(plaza: Scene): Promise<[Citizen, Citizen, Citizen]> {
  const people = [
    await plaza.person('anna', { cents: 10_000 }),
    await plaza.person('bo_h', { cents: 1_000 }),
    await plaza.person('olga', { kind: 'operator' }),
  ] as const
  await plaza.befriend(...people)
  return [...people]
}

const setRule = (plaza: Scene, name: string, above: number) =>
  plaza.city.db.run(sql`update wallet.risk_rule set above = ${above} where name = ${name}`)

test('rules decide, each decision is kept with its reasons, and who pays hears none of them', async () => {
  await using plaza = await scene()
  const [anna, bo, olga] = await friends(plaza)
  await setRule(plaza, 'many_in_a_minute', 2)
  for (const no of [undefined, undefined, 'payment_refused', 'payment_refused']) {
    const sent = await anna.send(bo, '100')
    expect(sent.no).toBe(no)
    expect(sent.facts).toEqual({})
  }
  plaza.city.skip(61_000)
  expect((await anna.send(bo, '100')).no).toBe(undefined)
  const see = async (filter: object) =>
    (await olga.call<ReplyOf<typeof walletApi.riskDecisions>>('GET /wallet/office/decisions', filter)).body.decisions
  expect((await see({})).map(one => one.verdict).toSorted()).toEqual(['allow', 'allow', 'allow', 'block', 'block'])
  expect((await see({ verdict: 'block' }))[0]).toMatchObject({
    person: anna.id,
    to: bo.id,
    amount: '100',
    reasons: ['many_in_a_minute'],
  })
  expect(await see({ person: bo.id })).toEqual([])
  expect((await anna.call('GET /wallet/office/decisions')).no).toBe('not_allowed')
})

test('much to somebody new waits two hours, and can be taken back meanwhile', async () => {
  await using plaza = await scene()
  const [anna, bo] = await friends(plaza)
  await setRule(plaza, 'much_to_somebody_new', 500)
  const first = await anna.send(bo, '1000')
  expect(first.body.availableAt - first.body.createdAt).toBe(hours(2))
  expect((await bo.call(`POST /wallet/transfers/${first.body.id}/accept`)).no).toBe('transfer_waits')
  expect((await anna.call(`POST /wallet/transfers/${first.body.id}/cancel`)).no).toBe(undefined)
  const second = await anna.send(bo, '1000')
  expect(second.body.availableAt).toBe(second.body.createdAt)
})

test('what needs more than a PIN is refused with one', async () => {
  await using plaza = await scene()
  const [anna, bo] = await friends(plaza)
  await setRule(plaza, 'much_in_a_day', 900)
  expect((await anna.send(bo, '900')).no).toBe(undefined)
  expect((await anna.send(bo, '100')).no).toBe('step_up_needed')
})

test('every rule speaks above its number and not at it, and the strictest wins', () => {
  const rule = (more: Partial<RiskRule>): RiskRule => ({
    name: 'r',
    what: 'count',
    above: 3n,
    verdict: 'step_up',
    count: 0,
    sum: 0n,
    justUnder: 0,
    ...more,
  })
  const facts = { amount: 100n, knownPayee: true, justUnder: false, hour: 12 }
  const verdict = (one: Partial<RiskRule>, more = {}) => judgeRisk([rule(one)], { ...facts, ...more }).verdict
  expect(verdict({ count: 2 })).toBe('allow')
  expect(verdict({ count: 3 })).toBe('step_up')
  expect(verdict({ what: 'sum', above: 300n, sum: 200n })).toBe('allow')
  expect(verdict({ what: 'sum', above: 299n, sum: 200n })).toBe('step_up')
  expect(verdict({ what: 'new_payee', above: 50n })).toBe('allow')
  expect(verdict({ what: 'new_payee', above: 50n }, { knownPayee: false })).toBe('step_up')
  expect(verdict({ what: 'night', above: 50n }, { hour: 6 })).toBe('allow')
  expect(verdict({ what: 'night', above: 50n }, { hour: 5 })).toBe('step_up')
  expect(verdict({ what: 'just_under', above: 2n, justUnder: 2 })).toBe('allow')
  expect(verdict({ what: 'just_under', above: 2n, justUnder: 2 }, { justUnder: true })).toBe('step_up')
  const rules = [rule({ name: 'a', count: 5 }), rule({ name: 'b', count: 5, verdict: 'block' }), rule({ name: 'c' })]
  expect(judgeRisk(rules, facts)).toEqual({ verdict: 'block', reasons: ['a', 'b'] })
})
