import type { InputOf, merchantsApi, ReplyOf, RideContract, Vehicle } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { proveAgain } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { currencyOf, holderFor, mayHaveWallet } from '@plaza/wallet'
import { smallRuleOf } from '../codepay/store.ts'
import { SERVICES_MAX } from '../limits.ts'
import { merchantOf, numberOf } from '../store.ts'
import * as store from './store.ts'

/** What the caller's wallet pays by itself, and up to how much: as much as a pay code pays alone. */
export async function myServices(city: City, call: Call<object>): Promise<ReplyOf<typeof merchantsApi.myServices>> {
  mayHaveWallet(call)
  const { person } = call.by
  const { paymentMax, dayMax } = await smallRuleOf(city.db, (await holderFor(city, person)).tier)
  const rides = await store.contractsOf(city.db, person, SERVICES_MAX)
  return {
    vehicles: (await store.vehiclesOf(city.db, person, SERVICES_MAX)).map(showVehicle),
    rides: rides.map(({ id, appid, signedAt, merchant, name }) => ({
      id,
      merchant: { id: merchant, name },
      appid,
      signedAt,
    })),
    onceMax: paymentMax.toString(),
    dayMax: dayMax.toString(),
    currency: currencyOf(city),
  }
}

/**
 * Has the parking of a car paid by itself, after a fresh proof of identity. Refuses a plate that somebody has opened
 * (`exists_different`), and more than a few (`too_many_vehicles`).
 */
export async function openVehicle(city: City, call: Call<InputOf<typeof merchantsApi.openVehicle>>): Promise<Vehicle> {
  mayHaveWallet(call)
  const { by, input } = call
  const { id, plate, color } = input
  const before = await store.vehicleOf(city.db, plate, color)
  if (before?.person === by.person) return showVehicle(before)
  if (before) throw new Refusal('exists_different')
  if ((await store.vehiclesOf(city.db, by.person, SERVICES_MAX)).length >= SERVICES_MAX)
    throw new Refusal('too_many_vehicles')
  const useUp = await proveAgain(city, call, input.proof)
  const row = await city.db.tx(async tx => {
    await useUp(tx)
    return store.putVehicle(tx, { id, plate, color, person: by.person, openedAt: city.clock.now() })
  })
  if (row?.person !== by.person) throw new Refusal('exists_different')
  return showVehicle(row)
}

export async function closeVehicle(city: City, { by, input }: Call<{ id: string }>): Promise<{ done: true }> {
  await store.dropVehicle(city.db, input.id, by.person)
  return { done: true }
}

/** Signs a contract for fares, after a fresh proof of identity. Refuses a merchant that there is not (`not_found`). */
export async function signRide(city: City, call: Call<InputOf<typeof merchantsApi.signRide>>): Promise<RideContract> {
  mayHaveWallet(call)
  const { by, input } = call
  const { id, mchid, appid } = input
  const number = await numberOf(city.db, mchid)
  const merchant = number && (await merchantOf(city.db, number.merchant))
  if (!merchant) throw new Refusal('not_found')
  if ((await store.contractsOf(city.db, by.person, SERVICES_MAX)).length >= SERVICES_MAX)
    throw new Refusal('too_many_vehicles')
  const useUp = await proveAgain(city, call, input.proof)
  const row = await city.db.tx(async tx => {
    await useUp(tx)
    return store.putContract(tx, { id, mchid, appid, person: by.person, signedAt: city.clock.now() })
  })
  if (!row) throw new Refusal('exists_different')
  const name = merchant.nativeName ?? merchant.name
  return { id: row.id, merchant: { id: merchant.id, name }, appid, signedAt: row.signedAt }
}

export async function endRide(city: City, { by, input }: Call<{ id: string }>): Promise<{ done: true }> {
  await store.endContract(city.db, input.id, by.person, city.clock.now())
  return { done: true }
}

const showVehicle = ({ id, plate, color, openedAt }: store.VehicleRow): Vehicle => ({
  id,
  plate,
  color: color as Vehicle['color'],
  openedAt,
})
