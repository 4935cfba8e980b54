import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Proof } from './identity.ts'
import { Mchid } from './merchants-pay.ts'
import { Done, Instant, nothing, Uuid } from './types.ts'
import { Currency, Minor } from './wallet-parts.ts'

export const PlateColor = T.Union([
  T.Literal('BLUE'),
  T.Literal('GREEN'),
  T.Literal('YELLOW'),
  T.Literal('BLACK'),
  T.Literal('WHITE'),
  T.Literal('LIMEGREEN'),
])
/** A car whose parking my wallet pays by itself. */
export const Vehicle = T.Object({ id: Uuid, plate: T.String(), color: PlateColor, openedAt: Instant })
export type Vehicle = Static<typeof Vehicle>
/** A merchant that takes my fares by itself. */
export const RideContract = T.Object({
  id: Uuid,
  merchant: T.Object({ id: Uuid, name: T.String() }),
  appid: T.String(),
  signedAt: Instant,
})
export type RideContract = Static<typeof RideContract>

const PROVING = ['wrong_credentials', 'code_wrong', 'code_expired', 'passkey_refused', 'ceremony_expired'] as const

export const myServices = endpoint({
  verb: 'GET',
  path: '/pay/services',
  doc: 'What my wallet pays by itself: parking of my cars and fares, and how much at once and in a day.',
  who: 'person',
  secret: true,
  input: nothing,
  reply: T.Object({
    vehicles: T.Array(Vehicle),
    rides: T.Array(RideContract),
    onceMax: Minor,
    dayMax: Minor,
    currency: Currency,
  }),
})
export const openVehicle = endpoint({
  verb: 'POST',
  path: '/pay/services/vehicles',
  doc: 'Have the parking of a car paid by itself, after a fresh proof of identity. Safe to repeat.',
  who: 'person',
  perMinute: 10,
  input: T.Object({
    id: Uuid,
    /** As on the plate, without spaces. */
    plate: T.String({ pattern: '^[0-9A-Z\\p{L}·-]{2,16}$', minLength: 2, maxLength: 16 }),
    color: PlateColor,
    proof: Proof,
  }),
  reply: Vehicle,
  refusals: ['exists_different', 'too_many_vehicles', ...PROVING],
})
export const closeVehicle = endpoint({
  verb: 'DELETE',
  path: '/pay/services/vehicles/:id',
  doc: 'Pay the parking of a car by itself no more. Safe to repeat.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: Done,
})
export const signRide = endpoint({
  verb: 'POST',
  path: '/pay/services/rides',
  doc: 'Let a merchant take my fares by itself in one of its apps, after a fresh proof of identity; its `contract_id` is the id without dashes. Safe to repeat.',
  who: 'person',
  perMinute: 10,
  input: T.Object({
    id: Uuid,
    mchid: Mchid,
    appid: T.String({ pattern: '^[0-9A-Za-z_]{1,32}$', maxLength: 32 }),
    proof: Proof,
  }),
  reply: RideContract,
  refusals: ['not_found', 'exists_different', 'too_many_vehicles', ...PROVING],
})
export const endRide = endpoint({
  verb: 'DELETE',
  path: '/pay/services/rides/:id',
  doc: 'Let a merchant take no more fares. Safe to repeat.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: Done,
})
