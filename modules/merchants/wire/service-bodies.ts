import { Type as T, type Static } from 'typebox'
import { Prepay } from './bodies.ts'

const { appid, out_trade_no, attach, notify_url, description, amount } = Prepay.properties
const Time = T.String({ minLength: 20, maxLength: 40 })
const Plate = T.String({ minLength: 1, maxLength: 32 })
const Color = T.Union([
  T.Literal('BLUE'),
  T.Literal('GREEN'),
  T.Literal('YELLOW'),
  T.Literal('BLACK'),
  T.Literal('WHITE'),
  T.Literal('LIMEGREEN'),
])
const car = { plate_number: Plate, plate_color: Color }

/** A car that came into a car park. */
export const Park = T.Object({
  out_parking_no: T.String({ pattern: '^[0-9A-Za-z_|*@-]{1,32}$' }),
  ...car,
  notify_url,
  start_time: Time,
  parking_name: T.String({ minLength: 1, maxLength: 128 }),
  free_duration: T.Integer({ minimum: 0, maximum: 31_536_000 }),
})
export type ParkBody = Static<typeof Park>

/** What its parking costs. */
export const Parking = T.Object({
  appid,
  description,
  out_trade_no,
  attach,
  trade_scene: T.Literal('PARKING'),
  notify_url,
  amount,
  parking_info: T.Object({
    parking_id: T.String({ minLength: 1, maxLength: 32 }),
    ...car,
    start_time: Time,
    end_time: Time,
    parking_name: T.String({ minLength: 1, maxLength: 128 }),
    charging_duration: T.Integer({ minimum: 0, maximum: 31_536_000 }),
    device_id: T.String({ minLength: 1, maxLength: 32 }),
  }),
})
export type ParkingBody = Static<typeof Parking>

/** A fare on a bus or in the metro. */
export const Ride = T.Object({
  appid,
  description: T.Optional(description),
  out_trade_no,
  attach,
  trade_scene: T.Union([T.Literal('BUS'), T.Literal('METRO')]),
  contract_id: T.String({ minLength: 1, maxLength: 32 }),
  notify_url: T.Optional(notify_url),
  amount,
  bus_info: T.Optional(
    T.Object({
      start_time: Time,
      line_name: T.Optional(T.String({ maxLength: 64 })),
      plate_number: T.Optional(Plate),
    }),
  ),
  metro_info: T.Optional(
    T.Object({
      start_time: Time,
      end_time: T.Optional(Time),
      start_station: T.Optional(T.String({ maxLength: 64 })),
      end_station: T.Optional(T.String({ maxLength: 64 })),
    }),
  ),
})
export type RideBody = Static<typeof Ride>
