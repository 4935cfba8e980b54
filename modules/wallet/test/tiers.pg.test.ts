import type { IdentityCheck, ReplyOf, Tier, TierChange, Wallet, walletApi } from '@plaza/contract'
import { sql } from '@plaza/db'
import { hours } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { scene, type Citizen, type Scene } from './scene.ts'

const check = (plaza: Scene, who: Citizen, tier: number, id = plaza.city.newId()) =>
  who.call<IdentityCheck>('POST /wallet/identity', { id, tier })
const opinion = (who: Citizen, id: string, approve: boolean) =>
  who.call<IdentityCheck>(`POST /wallet/office/checks/${id}`, { approve, reason: 'seen at the desk' })

const LIMITS = {
  paymentMax: '100',
  dayMax: '200',
  monthMax: '300',
  yearMax: '400',
  balanceMax: '50000',
  reducedPaymentMax: '10',
  reducedDayMax: '20',
  raiseAfterMs: 0,
}

test('a tier is raised by a check of identity, after the delay of the tier', async () => {
  await using plaza = await scene({ config: { sandbox: true } })
  const anna = await plaza.person('anna')
  const first = await check(plaza, anna, 1)
  expect(first.body).toMatchObject({ state: 'started', url: expect.stringContaining(first.body.id) })
  const says = (id: string, what: string) =>
    anna.call<IdentityCheck>(`POST /wallet/identity/${id}/sandbox`, { says: what })
  expect((await says(first.body.id, 'approved')).body).toMatchObject({ state: 'approved', tier: 1 })
  expect((await says(first.body.id, 'rejected')).no).toBe('already_decided')
  expect(await anna.wallet()).toMatchObject({ tier: 1, limits: { payment: '50000', balance: '300000' } })
  expect((await check(plaza, anna, 1)).no).toBe('tier_not_higher')
  plaza.city.skip(1_000)
  const second = await check(plaza, anna, 2)
  const mine = async () => (await anna.call<ReplyOf<typeof walletApi.myIdentity>>('GET /wallet/identity')).body
  expect(await mine()).toMatchObject({ check: { id: second.body.id, state: 'started' } })
  await says(second.body.id, 'approved')
  expect((await mine()).tiers.map(tier => tier.level)).toEqual([0, 1, 2, 3])
  expect(await anna.wallet()).toMatchObject({ tier: 1, nextTier: { tier: 2 } })
  plaza.city.skip(hours(24))
  await plaza.city.settle()
  expect(await anna.wallet()).toMatchObject({ tier: 2, limits: { payment: '500000' } })
})

test('what no machine decides, two operators do, and never about themselves', async () => {
  await using plaza = await scene()
  const [anna, olga, otto] = [
    await plaza.person('anna'),
    await plaza.person('olga', { kind: 'operator' }),
    await plaza.person('otto', { kind: 'operator' }),
  ]
  const { body } = await check(plaza, anna, 1)
  expect(body.state).toBe('review')
  expect((await check(plaza, anna, 2)).no).toBe('check_open')
  expect((await check(plaza, anna, 1, body.id)).body).toEqual(body)
  expect((await otto.call(`GET /wallet/identity/${body.id}`)).no).toBe('not_found')
  expect((await anna.call('GET /wallet/office/checks')).no).toBe('not_allowed')
  expect((await opinion(anna, body.id, true)).no).toBe('not_allowed')
  expect((await opinion(olga, body.id, true)).body).toMatchObject({ state: 'review', approvals: 1 })
  expect((await opinion(olga, body.id, true)).body).toMatchObject({ state: 'review', approvals: 1 })
  expect((await opinion(olga, body.id, false)).no).toBe('already_decided')
  const { checks } = (await otto.call<ReplyOf<typeof walletApi.checks>>('GET /wallet/office/checks')).body
  expect(checks).toMatchObject([{ id: body.id, approvedBy: [olga.id] }])
  expect((await opinion(otto, body.id, true)).body).toMatchObject({ state: 'approved' })
  expect(await anna.wallet()).toMatchObject({ tier: 1 })

  const own = (await check(plaza, olga, 1)).body
  expect((await opinion(olga, own.id, true)).no).toBe('needs_another_person')
  expect((await opinion(otto, own.id, false)).body).toMatchObject({ state: 'rejected', reasons: ['seen at the desk'] })
  expect((await olga.call<Wallet>('GET /wallet')).body.tier).toBe(0)
})

test('limits of a tier change by two operators, and hold from the next payment on', async () => {
  await using plaza = await scene()
  const [anna, bo, olga, otto] = [
    await plaza.person('anna', { cents: 10_000 }),
    await plaza.person('bo_h'),
    await plaza.person('olga', { kind: 'operator' }),
    await plaza.person('otto', { kind: 'operator' }),
  ]
  await plaza.befriend(anna, bo)
  const id = plaza.city.newId()
  const propose = (limits: object) => olga.call<TierChange>('POST /wallet/office/tiers/0', { id, limits })
  expect((await propose({ ...LIMITS, dayMax: '50' })).no).toBe('limits_out_of_order')
  expect((await propose(LIMITS)).body).toMatchObject({ state: 'proposed', proposedBy: olga.id })
  expect((await propose({ ...LIMITS, yearMax: '500' })).no).toBe('exists_different')
  const decide = (who: Citizen, approve: boolean) =>
    who.call<TierChange>(`POST /wallet/office/tier-changes/${id}`, { approve })
  expect((await decide(olga, true)).no).toBe('needs_another_person')
  expect((await decide(anna, true)).no).toBe('not_allowed')
  expect((await anna.send(bo, '101')).no).toBe(undefined)
  expect((await decide(otto, true)).body).toMatchObject({ state: 'approved', decidedBy: otto.id })
  expect((await decide(otto, false)).no).toBe('already_decided')
  expect((await anna.send(bo, '101')).no).toBe('limit_reached')
  expect((await anna.send(bo, '100')).facts['limit']).toBe('day')
  const { body } = await otto.call<{ tiers: Tier[]; changes: TierChange[] }>('GET /wallet/office/tiers')
  expect(body.tiers[0]).toMatchObject({ level: 0, version: 2, dayMax: '200' })
  expect(body.changes).toHaveLength(1)
})

test('a ceiling that comes down stops money from coming in, and takes nothing away', async () => {
  await using plaza = await scene()
  const [anna, bo, olga, otto] = [
    await plaza.person('anna', { cents: 10_000 }),
    await plaza.person('bruno', { cents: 10_000 }),
    await plaza.person('olga', { kind: 'operator' }),
    await plaza.person('otto', { kind: 'operator' }),
  ]
  await plaza.befriend(anna, bo)
  // On its way already when the ceiling comes down: it was promised, and it comes in.
  const promised = await bo.send(anna, '60')
  const id = plaza.city.newId()
  await olga.call('POST /wallet/office/tiers/0', { id, limits: { ...LIMITS, balanceMax: '9000' } })
  await otto.call(`POST /wallet/office/tier-changes/${id}`, { approve: true })
  plaza.city.skip(1_000)
  await plaza.city.settle()
  expect(await anna.wallet()).toMatchObject({ balance: '10000', limits: { balance: '9000' } })
  expect((await bo.send(anna, '50')).no).toBe('payee_cannot_receive')
  expect((await anna.call(`POST /wallet/transfers/${promised.body.id}/accept`)).no).toBe(undefined)
  expect(await anna.wallet()).toMatchObject({ balance: '10060' })
  expect((await anna.send(bo, '100')).no).toBe('payee_cannot_receive')
  const cy = await plaza.person('cyril')
  await plaza.befriend(anna, cy)
  expect((await anna.send(cy, '100')).no).toBe(undefined)
  // Whoever opens a wallet now has the new ceiling from the beginning, and nothing is left to be done.
  const due = await plaza.city.db.rows(sql`
    select person from wallet.holder join wallet.tier on level = tier where obeys <> tier.version`)
  expect(due).toEqual([])
})
