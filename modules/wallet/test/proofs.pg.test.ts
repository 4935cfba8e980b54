import type { Command } from '@plaza/contract'
import { sql } from '@plaza/db'
import { hours, minutes } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { Authenticator } from '@plaza/testkit'
import { PASSWORD, PIN, scene, type Citizen, type Scene } from './scene.ts'

const WRONG = '580275'
const setPin = (who: Citizen, pin: string, password = PASSWORD) =>
  who.call('PUT /wallet/pin', { pin, proof: { password } })
const asked = (who: Citizen, command: Command, pin = PIN) =>
  who.call<{ proof: string; expiresAt: number }>('POST /wallet/proofs', { command, pin })

async function pair(plaza: Scene): Promise<[Citizen, Citizen, Command]> {
  const [anna, bo] = [await plaza.person('anna', { cents: 10_000 }), await plaza.person('bo_h')]
  await plaza.befriend(anna, bo)
  return [anna, bo, { do: 'transfer', id: plaza.city.newId(), to: bo.id, amount: '500', currency: 'EUR' }]
}

const pay = (who: Citizen, { do: _, ...command }: Command, proof: string) =>
  who.call('POST /wallet/transfers', { ...command, proof })

test('a PIN is set and changed with a proof of identity, and not one that is easy to guess', async () => {
  await using plaza = await scene()
  const anna = await plaza.person('anna', { pin: false })
  const command: Command = { do: 'transfer', id: anna.id, to: anna.id, amount: '1', currency: 'EUR' }
  expect((await asked(anna, command)).no).toBe('pin_not_set')
  for (const pin of ['000000', '123456', '654321', '121212', '123123', '199012', '310585', '850531', '246802'])
    expect((await setPin(anna, pin)).no, pin).toBe('pin_weak')
  plaza.city.skip(minutes(1))
  expect((await setPin(anna, PIN, 'another password')).no).toBe('wrong_credentials')
  expect((await setPin(anna, '12345')).no).toBe('bad_input')
  expect((await setPin(anna, PIN)).body).toMatchObject({ pinSet: true })
  expect((await anna.wallet()).reducedUntil).toBe(undefined)
  const kept = await plaza.city.db.one<{ hash: string }>(sql`select hash from wallet.pin`)
  expect(kept.hash).toMatch(/^\$argon2id\$/)
})

test('a changed PIN ends every confirmation before it, and reduces the limits for a day', async () => {
  await using plaza = await scene()
  const [anna, , command] = await pair(plaza)
  const proof = await anna.prove(command)
  await setPin(anna, '927405')
  expect((await pay(anna, command, proof)).no).toBe('proof_wrong')
  expect(await anna.wallet()).toMatchObject({ limits: { payment: '2000', day: { max: '5000' } } })
  const large = { ...command, amount: '2001' }
  expect((await pay(anna, large, await anna.prove(large, '927405'))).no).toBe('limit_reached')
  plaza.city.skip(hours(24))
  await plaza.city.settle()
  expect(await anna.wallet()).toMatchObject({ limits: { payment: '5000', day: { max: '10000' } } })
  expect((await pay(anna, large, await anna.prove(large, '927405'))).no).toBe(undefined)
})

test('a proof fits one command of one person on one device, for two minutes', async () => {
  await using plaza = await scene()
  const [anna, bo, command] = await pair(plaza)
  const cy = await plaza.person('cy_h')
  await plaza.befriend(anna, bo, cy)
  const proof = await anna.prove(command)
  for (const [what, other] of Object.entries({
    amount: { amount: '5000' },
    payee: { to: cy.id },
    id: { id: plaza.city.newId() },
    delay: { delayHours: 2 },
  }))
    expect((await pay(anna, { ...command, ...other }, proof)).no, what).toBe('proof_wrong')
  const tablet = await anna.also('tablet')
  expect((await pay(tablet, command, proof)).no).toBe('proof_wrong')
  expect((await pay(cy, command, proof)).no).toBe('proof_wrong')
  const [expiry, rest] = [proof.slice(0, proof.indexOf('.')), proof.slice(proof.indexOf('.'))]
  const later = (Number.parseInt(expiry, 36) + 60_000).toString(36)
  for (const forged of [`${later}${rest}`, proof.slice(0, -2), '', '.', 'x.y.z', `${expiry}.2.AAAA`, `${proof}A`])
    expect((await pay(anna, command, forged)).no, forged).toBe('proof_wrong')
  plaza.city.skip(minutes(2))
  expect((await pay(anna, command, proof)).no).toBe('proof_expired')
  expect(await anna.wallet()).toMatchObject({ held: '0' })
})

test('five wrong PINs lock it for three hours, also when they come all at once', async () => {
  await using plaza = await scene()
  const [anna, , command] = await pair(plaza)
  const storm = await Promise.all(Array.from({ length: 25 }, () => asked(anna, command, WRONG)))
  expect(storm.filter(one => one.no === 'pin_wrong')).toHaveLength(5)
  expect(storm.filter(one => one.no === 'pin_locked')).toHaveLength(20)
  const locked = await asked(anna, command)
  expect(locked.no).toBe('pin_locked')
  expect(locked.facts['retryMs']).toBe(hours(3))
  expect((await anna.wallet()).pinLockedUntil).toBe(plaza.city.clock.now() + hours(3))
  plaza.city.skip(hours(3) + 1)
  for (let i = 0; i < 4; i++) expect((await asked(anna, command, WRONG)).no).toBe('pin_wrong')
  expect((await asked(anna, command)).no).toBe(undefined)
  // The right one forgot the wrong ones.
  for (let i = 0; i < 4; i++) expect((await asked(anna, command, WRONG)).no).toBe('pin_wrong')
  expect((await asked(anna, command)).no).toBe(undefined)
})

test('a passkey confirms a command, and its answer serves for no other', async () => {
  await using plaza = await scene()
  const [anna, bo, command] = await pair(plaza)
  const options = (who: Citizen, command: Command) =>
    who.call<{ options: object; expiresAt: number }>('POST /wallet/proofs/options', { command })
  expect((await options(anna, command)).no).toBe('passkey_refused')
  const authenticator = new Authenticator('https://plaza.test')
  const begun = await anna.call<{ ceremonyId: string; options: object }>('POST /identity/passkeys/options', {
    ceremony: 'add',
  })
  const added = await anna.call('POST /identity/passkeys/finish', {
    ceremonyId: begun.body.ceremonyId,
    answer: authenticator.create(begun.body.options),
    deviceName: 'key',
  })
  expect(added.no).toBe(undefined)

  const { body } = await options(anna, command)
  const passkey = { expiresAt: body.expiresAt, answer: authenticator.get(body.options) }
  const prove = (who: Citizen, command: Command, more = {}) =>
    who.call<{ proof: string }>('POST /wallet/proofs', { command, passkey: { ...passkey, ...more } })
  expect((await prove(anna, { ...command, amount: '900' })).no).toBe('passkey_refused')
  expect((await prove(anna, command, { expiresAt: body.expiresAt - 1 })).no).toBe('passkey_refused')
  expect((await prove(anna, command, { expiresAt: body.expiresAt + 600_000 })).no).toBe('proof_expired')
  expect((await prove(bo, command)).no).toBe('passkey_refused')
  const tablet = await anna.also('tablet')
  expect((await prove(tablet, command)).no).toBe('passkey_refused')
  // Where the risk rules want more than a PIN, a passkey is more.
  await plaza.city.db.run(sql`update wallet.risk_rule set above = 100 where name = 'much_in_a_day'`)
  expect((await pay(anna, command, await anna.prove(command))).no).toBe('step_up_needed')
  const proven = await prove(anna, command)
  expect((await pay(anna, command, proven.body.proof)).no).toBe(undefined)
  // A counter that does not grow is a copy of the passkey, or the same answer again.
  expect((await prove(anna, command)).no).toBe('passkey_refused')
})

test('a device that is new reduces the limits for its first day; the first device of all does not', async () => {
  await using plaza = await scene()
  const [anna, bo] = await pair(plaza)
  expect((await anna.wallet()).reducedUntil).toBe(undefined)
  plaza.city.skip(hours(48))
  const tablet = await anna.also('tablet')
  expect((await tablet.send(bo, '2001')).no).toBe('limit_reached')
  expect((await anna.wallet()).reducedUntil).toBe(plaza.city.clock.now() + hours(24))
  expect((await tablet.send(bo, '2000')).no).toBe(undefined)
  plaza.city.skip(hours(24))
  await plaza.city.settle()
  expect((await tablet.send(bo, '2001')).no).toBe(undefined)
})
