import type { City } from '@plaza/house'
import { WireFault } from '@plaza/pay-wire'
import { tradeByNumber } from '../orders/store.ts'
import { findService, park, takeParking } from '../services/parking.ts'
import { rideStanding, takeFare } from '../services/ride.ts'
import { wireService } from '../services/show.ts'
import { bodyReader, readJson } from './bodies.ts'
import type { WireCall, WireReply } from './call.ts'
import { Park, Parking, Ride } from './service-bodies.ts'

const readPark = bodyReader(Park)
const readParking = bodyReader(Parking)
const readRide = bodyReader(Ride)

/** `POST /v3/vehicle/parking/parkings`. */
export async function createParking(city: City, { number, body }: WireCall): Promise<WireReply> {
  return { json: await park(city, number, readPark(readJson(body))) }
}

/** `GET /v3/vehicle/parking/services/find`: app, openid and plate in the query. */
export async function findVehicle(city: City, { number, query }: WireCall): Promise<WireReply> {
  const part = (name: string) => {
    const value = query.get(name)
    if (value) return value
    throw new WireFault('PARAM_ERROR', `${name} is missing.`, { field: name, issue: 'is missing', location: 'query' })
  }
  const [appid, openid] = [part('appid'), part('openid')]
  const [plate, color] = [part('plate_number'), part('plate_color')]
  return { json: await findService(city, number, { appid, openid, plate, color }) }
}

/** `POST /v3/vehicle/transactions/parking`: paid or failed in the answer; the news say so too. */
export async function payParking(city: City, { number, body }: WireCall): Promise<WireReply> {
  return { json: await wireService(city, await takeParking(city, number, readParking(readJson(body)))) }
}

/** `POST /v3/qrcode/transactions`. */
export async function payFare(city: City, { number, body }: WireCall): Promise<WireReply> {
  return { json: await wireService(city, await takeFare(city, number, readRide(readJson(body)))) }
}

/** `GET /v3/qrcode/user-services/contract-id/{contract_id}`. */
export async function rideService(city: City, { number, path }: WireCall): Promise<WireReply> {
  return { json: await rideStanding(city, number, path['contract_id'] ?? '') }
}

/** `GET …/transactions/out-trade-no/{out_trade_no}` of parking and of rides. */
export const queryService =
  (type: 'PARKING' | 'RIDE') =>
  async (city: City, { number, path }: WireCall): Promise<WireReply> => {
    const trade = await tradeByNumber(city.db, number.mchid, path['out_trade_no'] ?? '')
    if (trade?.type !== type) throw new WireFault('ORDER_NOT_EXIST', 'There is no such order.')
    return { json: await wireService(city, trade) }
  }
