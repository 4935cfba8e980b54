import type { ReplyOf, Transfer, walletApi } from '@plaza/contract'
import { sql } from '@plaza/db'
import { expect, test } from 'vitest'
import { PASSWORD, scene, type Citizen, type Scene } from './scene.ts'

async function threeFriends(plaza: Scene): Promise<[Citizen, Citizen, Citizen]> {
  const people = [
    await plaza.person('anna', { cents: 10_000 }),
    await plaza.person('bo_h', { cents: 1_000 }),
    await plaza.person('olga', { kind: 'operator' }),
  ] as const
  await plaza.befriend(...people)
  return [...people]
}

const accept = (who: Citizen, id: string) => who.call<Transfer>(`POST /wallet/transfers/${id}/accept`)
const command = (plaza: Scene, to: Citizen) => ({
  do: 'transfer' as const,
  id: plaza.city.newId(),
  to: to.id,
  amount: '100',
  currency: 'EUR',
})

test('a frozen wallet lets nothing out and anything in, until its owner proves who they are', async () => {
  await using plaza = await scene()
  const [anna, bo] = await threeFriends(plaza)
  const before = (await anna.send(bo, '300')).body
  const wanted = command(plaza, bo)
  const proof = await anna.prove(wanted)
  const tablet = await anna.also('tablet')
  expect((await tablet.call('POST /wallet/freeze')).body).toMatchObject({ frozen: { by: 'me' } })
  expect((await tablet.call('POST /wallet/freeze')).no).toBe(undefined)
  const { do: _, ...input } = wanted
  expect((await anna.call('POST /wallet/transfers', { ...input, proof })).no).toBe('account_frozen')
  expect((await anna.call('POST /wallet/proofs', { command: wanted, pin: '580274' })).no).toBe('account_frozen')
  expect((await accept(bo, before.id)).no).toBe('payer_cannot_pay')

  const coming = (await bo.send(anna, '400')).body
  expect((await accept(anna, coming.id)).body.state).toBe('accepted')

  expect((await anna.call('POST /wallet/unfreeze', { proof: { password: 'something else' } })).no).toBe(
    'wrong_credentials',
  )
  expect((await anna.call('POST /wallet/unfreeze', { proof: { password: PASSWORD } })).body).not.toHaveProperty(
    'frozen',
  )
  // What was confirmed before the freeze is void.
  expect((await anna.call('POST /wallet/transfers', { ...input, proof })).no).toBe('proof_wrong')
  expect((await accept(bo, before.id)).body.state).toBe('accepted')
  expect((await anna.send(bo, '100')).no).toBe(undefined)
})

test('an order of the operator freezes with reason and number, and only an order ends it', async () => {
  await using plaza = await scene()
  const [anna, bo, olga] = await threeFriends(plaza)
  const order = { reason: 'court order', order: 'C-17/26' }
  expect((await olga.call(`POST /wallet/office/${anna.id}/freeze`, order)).no).toBe(undefined)
  expect((await olga.call(`POST /wallet/office/${plaza.city.newId()}/freeze`, order)).no).toBe('not_found')
  await anna.call('POST /wallet/freeze')
  expect((await anna.call('POST /wallet/unfreeze', { proof: { password: PASSWORD } })).body).toMatchObject({
    frozen: { by: 'office' },
  })
  expect((await anna.send(bo, '100').catch((error: Error) => ({ no: error.message }))).no).toBe('account_frozen')
  const frozen = async () =>
    (await olga.call<ReplyOf<typeof walletApi.frozenWallets>>('GET /wallet/office/frozen')).body
  expect((await frozen()).wallets).toMatchObject([{ person: anna.id, by: olga.id, ...order }])
  await olga.call(`POST /wallet/office/${anna.id}/unfreeze`, { reason: 'lifted', order: 'C-18/26' })
  expect((await frozen()).wallets).toEqual([])
  expect((await anna.send(bo, '100')).no).toBe(undefined)
  const acts = await plaza.city.db.rows<{ facts: { order: string } }>(
    sql`select facts from ledger.act where what = 'debitFrozen' order by n`,
  )
  expect(acts.map(act => act.facts.order)).toContain('C-17/26')
  expect(acts.map(act => act.facts.order)).toContain('C-18/26')
})

test('freeze against spend: nothing that is answered after the freeze was answered moves money', async () => {
  await using plaza = await scene()
  const [anna, bo] = await threeFriends(plaza)
  const ready = await anna.ready(bo, '100', 20)
  const spends = ready.map(send => send())
  const frozen = anna.call('POST /wallet/freeze')
  await frozen
  const { held } = await anna.wallet()
  const answers = await Promise.all(spends)
  const sent = answers.filter(one => one.no === undefined).length
  expect(answers.filter(one => one.no === 'account_frozen')).toHaveLength(20 - sent)
  expect(held).toBe((sent * 100).toString())
})
