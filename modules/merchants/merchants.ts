import type { InputOf, Merchant, merchantsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { activePerson, cards } from '@plaza/identity'
import { assert, Refusal } from '@plaza/kernel'
import { changeAccount } from '@plaza/ledger'
import { currencyOf, mayHaveWallet } from '@plaza/wallet'
import { merchantAccount, openMerchantAccount } from './accounts.ts'
import { merchantMade } from './events.ts'
import { MERCHANTS_PER_OWNER_MAX, MERCHANTS_SHOWN_MAX, STAFF_MAX } from './limits.ts'
import * as store from './store.ts'
import type { MerchantRow, Mode, Role } from './store.ts'

type One = Call<{ id: string }>
const MODES: readonly Mode[] = ['live', 'test']
const PREFIX = { live: '16', test: '17' } as const satisfies Record<Mode, string>

/**
 * Makes the caller a merchant, with a number and an account for each mode. Safe to repeat. Refuses an id that is somebody
 * else's or says something else (`exists_different`), and more than one may own (`too_many_merchants`).
 */
export async function createMerchant(
  city: City,
  call: Call<InputOf<typeof merchantsApi.createMerchant>>,
): Promise<Merchant> {
  mayHaveWallet(call)
  const { input, by } = call
  const row = { ...input, nativeName: input.nativeName ?? null, owner: by.person, createdAt: city.clock.now() }
  if (!(await store.merchantOf(city.db, input.id))) {
    if ((await store.countOwned(city.db, by.person)) >= MERCHANTS_PER_OWNER_MAX) throw new Refusal('too_many_merchants')
    const made = await city.db.tx(async tx => {
      if (!(await store.insertMerchant(tx, row))) return false
      const n = await store.nextNumber(tx)
      for (const mode of MODES) {
        const number = { mchid: `${PREFIX[mode]}${n}`, mode }
        await openMerchantAccount(city, tx, number)
        const account = merchantAccount(number.mchid)
        await store.insertNumber(tx, { ...number, merchant: input.id, account, currency: currencyOf(city) })
      }
      return true
    })
    if (made) merchantMade(city, input.id)
  }
  const after = await store.merchantOf(city.db, input.id)
  const same =
    after?.owner === by.person &&
    after.name === row.name &&
    after.nativeName === row.nativeName &&
    after.city === row.city &&
    after.country === row.country &&
    after.category === row.category
  if (!after || !same) throw new Refusal('exists_different')
  return show(after, 'owner')
}

export async function myMerchants(city: City, { by }: Call<object>): Promise<ReplyOf<typeof merchantsApi.myMerchants>> {
  const rows = await store.merchantsOf(city.db, by.person, MERCHANTS_SHOWN_MAX)
  const ids = rows.map(({ id }) => id)
  const roles = await store.rolesOf(city.db, ids, by.person)
  return {
    merchants: rows.map(row => show(row, row.owner === by.person ? 'owner' : (roles.get(row.id) ?? 'cashier'))),
  }
}

export async function seeMerchant(city: City, { by, input }: One): Promise<Merchant> {
  const { merchant, role } = await merchantFor(city, input.id, by.person)
  return show(merchant, role)
}

/** A merchant and what a person is there; to everybody else it is as unknown as one that never was (`not_found`). */
export async function merchantFor(
  city: City,
  id: string,
  person: string,
): Promise<{ readonly merchant: MerchantRow; readonly role: Role }> {
  const merchant = await store.merchantOf(city.db, id)
  if (!merchant) throw new Refusal('not_found')
  if (merchant.owner === person) return { merchant, role: 'owner' }
  const role = (await store.rolesOf(city.db, [id], person)).get(id)
  if (!role) throw new Refusal('not_found')
  return { merchant, role }
}

/** The caller's own merchant. Refuses `not_found`, and whoever only works there (`owner_only`). */
export async function ownMerchant(city: City, id: string, person: string): Promise<MerchantRow> {
  const { merchant, role } = await merchantFor(city, id, person)
  if (role !== 'owner') throw new Refusal('owner_only')
  return merchant
}

/** A merchant that the caller manages. Refuses `not_found`, and cashiers (`admins_only`). */
export async function managedMerchant(city: City, id: string, person: string): Promise<MerchantRow> {
  const { merchant, role } = await merchantFor(city, id, person)
  if (role === 'cashier') throw new Refusal('admins_only')
  return merchant
}

/** Takes somebody on, or changes their role. Refuses whoever does not live here (`not_found`), and the owner (`is_self`). */
export async function addStaff(city: City, call: Call<InputOf<typeof merchantsApi.addStaff>>): Promise<Merchant> {
  const { id, person, role } = call.input
  const merchant = await ownMerchant(city, id, call.by.person)
  if (person === merchant.owner) throw new Refusal('is_self')
  const known = await activePerson(city, person)
  if (known?.kind !== 'citizen' && known?.kind !== 'operator') throw new Refusal('not_found')
  if ((await store.countStaff(city.db, id)) >= STAFF_MAX) throw new Refusal('too_many_merchants')
  await store.putStaff(city.db, { merchant: id, person, role, at: city.clock.now() })
  return show(merchant, 'owner')
}

/** Everybody who works for a merchant, the owner first; those who closed their account are left out. */
export async function seeStaff(city: City, call: One): Promise<ReplyOf<typeof merchantsApi.merchantStaff>> {
  const { merchant } = await merchantFor(city, call.input.id, call.by.person)
  const owner = { person: merchant.owner, role: 'owner' as const, since: merchant.createdAt }
  const everybody = [owner, ...(await store.staffOf(city.db, merchant.id, STAFF_MAX))]
  const people = new Map(
    (
      await cards(
        city,
        everybody.map(one => one.person),
      )
    ).map(card => [card.id, card]),
  )
  return {
    staff: everybody.flatMap(({ person, ...rest }) => {
      const card = people.get(person)
      return card ? [{ person: card, ...rest }] : []
    }),
  }
}

export async function removeStaff(city: City, call: Call<{ id: string; person: string }>): Promise<Merchant> {
  const merchant = await ownMerchant(city, call.input.id, call.by.person)
  await store.dropStaff(city.db, merchant.id, call.input.person)
  return show(merchant, 'owner')
}

/** Asks the city's people to look, also again after a no. Refuses a merchant that they verified (`already_decided`). */
export async function askVerification(city: City, { by, input }: One): Promise<Merchant> {
  const merchant = await ownMerchant(city, input.id, by.person)
  if (merchant.verification === 'verified') throw new Refusal('already_decided')
  await store.writeVerification(city.db, merchant.id, { from: ['none', 'refused'], to: 'review' })
  return show({ ...merchant, verification: 'review' }, 'owner')
}

export async function merchantsInReview(city: City): Promise<ReplyOf<typeof merchantsApi.merchantsInReview>> {
  const rows = await store.merchantsInReview(city.db, MERCHANTS_SHOWN_MAX)
  return { merchants: rows.map(row => show(row, 'owner')) }
}

/**
 * An operator's word on a merchant; verified, its account has no limit of its own any more. Refuses `not_found`, one that
 * does not wait for it (`already_decided`), and the operator's own (`needs_another_person`).
 */
export async function decideVerification(city: City, call: Call<{ id: string; verified: boolean }>): Promise<Merchant> {
  const { id, verified } = call.input
  const merchant = await store.merchantOf(city.db, id)
  if (!merchant) throw new Refusal('not_found')
  if (merchant.owner === call.by.person) throw new Refusal('needs_another_person')
  const to = verified ? 'verified' : 'refused'
  await city.tx(async tx => {
    if (!(await store.writeVerification(tx, id, { from: ['review'], to }))) throw new Refusal('already_decided')
    if (!verified) return
    const order = {
      account: merchantAccount(merchant.live),
      reason: 'merchant verified',
      order: id,
      by: call.by.person,
    }
    assert((await changeAccount(city, order, { plan: null }, tx)) === 'ok', 'a merchant has its account')
  })
  return show({ ...merchant, verification: to }, 'owner')
}

function show(row: MerchantRow, role: Role): Merchant {
  const { id, name, nativeName, city, country, category, verification, live, test, createdAt } = row
  return {
    id,
    name,
    ...(nativeName ? { nativeName } : {}),
    city,
    country,
    category,
    verification,
    role,
    live,
    test,
    createdAt,
  }
}
