import type { City } from '@plaza/house'
import { canonicalHash, readWireTime, WireFault, wireTime } from '@plaza/pay-wire'
import { holderFor } from '@plaza/wallet'
import { badField, mustBeNotifiable } from '../orders/prepay.ts'
import type { TradeRow } from '../orders/store.ts'
import { personNamed } from '../orders/names.ts'
import { idOfWire, wireId } from '../rules.ts'
import { merchantOf, type NumberRow } from '../store.ts'
import type { ParkBody, ParkingBody } from '../wire/service-bodies.ts'
import { takeByItself } from './charge.ts'
import { parkingOf, putParking, vehicleOf, type ParkingRow, type VehicleRow } from './store.ts'

/** Car parks and garages in ISO 18245: with real money only those that the city verified take parking by itself. */
const PARKING_CATEGORIES = ['7523', '4784']

/** Whether a car's parking is paid by itself now, and why not. */
export interface Standing {
  readonly vehicle: VehicleRow | undefined
  readonly block?: 'OUT_SERVICE' | 'PAUSE'
}

export async function standingOf(city: City, plate: string, color: string): Promise<Standing> {
  const vehicle = await vehicleOf(city.db, plate, color)
  if (!vehicle) return { vehicle, block: 'OUT_SERVICE' }
  const { frozenAt, officeFrozenAt } = await holderFor(city, vehicle.person)
  return frozenAt !== null || officeFrozenAt !== null ? { vehicle, block: 'PAUSE' } : { vehicle }
}

/** Whether a car is one of the person that a merchant knows by an openid, for whoever is about to let it in. */
export async function findService(
  city: City,
  number: NumberRow,
  ask: { readonly appid: string; readonly openid: string; readonly plate: string; readonly color: string },
): Promise<object> {
  const { vehicle, block } = await standingOf(city, ask.plate, ask.color)
  const named = await personNamed(city, { mchid: number.mchid, appid: ask.appid, openid: ask.openid })
  const mine = vehicle && named === vehicle.person ? vehicle : undefined
  return {
    plate_number: ask.plate,
    plate_color: ask.color,
    ...(mine ? { service_open_time: wireTime(mine.openedAt) } : {}),
    openid: ask.openid,
    service_state: mine ? (block ?? 'NORMAL') : 'OUT_SERVICE',
  }
}

/**
 * A car came in: the same number again is the same car. Refuses another under its number (`INVALID_REQUEST`), and with real
 * money whoever is no verified car park (`NO_AUTH`).
 */
export async function park(city: City, number: NumberRow, body: ParkBody): Promise<object> {
  await mustBeCarPark(city, number)
  mustBeNotifiable(city, body.notify_url)
  const startedAt = readWireTime(body.start_time)
  if (startedAt === undefined) throw badField('/start_time', body.start_time, 'must be a time as RFC 3339 writes it')
  const requestHash = canonicalHash(body)
  const row = await putParking(city.db, {
    id: city.newId(),
    mchid: number.mchid,
    outParkingNo: body.out_parking_no,
    requestHash,
    plate: body.plate_number,
    color: body.plate_color,
    startedAt,
    name: body.parking_name,
    freeS: body.free_duration,
    createdAt: city.clock.now(),
  })
  if (!row.requestHash.equals(requestHash))
    throw new WireFault('INVALID_REQUEST', 'The parking number was used before, with other parameters.')
  return showParking(row, await standingOf(city, row.plate, row.color), body.start_time)
}

const showParking = (row: ParkingRow, { block }: Standing, startTime: string) => ({
  id: wireId(row.id),
  out_parking_no: row.outParkingNo,
  plate_number: row.plate,
  plate_color: row.color,
  start_time: startTime,
  parking_name: row.name,
  free_duration: row.freeS,
  state: block === undefined ? 'NORMAL' : 'BLOCKED',
  ...(block === undefined ? {} : { block_reason: block }),
})

/**
 * A car went out: takes what its parking costs. Refuses a car that did not come in there (`RESOURCE_NOT_EXISTS`), another than
 * came in (`PARAM_ERROR`), and one whose parking is not paid by itself (`INVALID_REQUEST`).
 */
export async function takeParking(city: City, number: NumberRow, body: ParkingBody): Promise<TradeRow> {
  await mustBeCarPark(city, number)
  const info = body.parking_info
  const id = idOfWire(info.parking_id)
  const row = id === undefined ? undefined : await parkingOf(city.db, id)
  if (row?.mchid !== number.mchid) throw new WireFault('RESOURCE_NOT_EXISTS', 'There is no such parking.')
  if (row.plate !== info.plate_number || row.color !== info.plate_color)
    throw badField('/parking_info/plate_number', info.plate_number, 'must be the car that came in')
  const { vehicle, block } = await standingOf(city, row.plate, row.color)
  if (!vehicle || block !== undefined)
    throw new WireFault('INVALID_REQUEST', 'The parking of this car is not paid by itself.')
  return takeByItself(city, number, body, { scene: 'PARKING', info, contract: null }, vehicle.person)
}

async function mustBeCarPark(city: City, { mode, merchant: id }: NumberRow): Promise<void> {
  if (mode === 'test') return
  const merchant = await merchantOf(city.db, id)
  if (merchant?.verification === 'verified' && PARKING_CATEGORIES.includes(merchant.category)) return
  throw new WireFault('NO_AUTH', 'Only car parks that the city verified take parking by itself.')
}
