import { instant, sql, type Queries } from '@plaza/db'

export interface VehicleRow {
  readonly id: string
  readonly plate: string
  readonly color: string
  readonly person: string
  readonly openedAt: number
}

export interface ParkingRow {
  readonly id: string
  readonly mchid: string
  readonly outParkingNo: string
  readonly requestHash: Buffer
  readonly plate: string
  readonly color: string
  readonly startedAt: number
  readonly name: string
  readonly freeS: number
  readonly createdAt: number
}

export interface ContractRow {
  readonly id: string
  readonly mchid: string
  readonly appid: string
  readonly person: string
  readonly signedAt: number
  readonly endedAt: number | null
}

export type Scene = 'PARKING' | 'BUS' | 'METRO'

export interface ServiceRow {
  readonly trade: string
  readonly scene: Scene
  readonly info: object | null
  readonly contract: string | null
  readonly failed: string | null
}

const VEHICLE = sql`id, plate, color, person, opened_at as "openedAt"`
const PARKING = sql`id, mchid, out_parking_no as "outParkingNo", request_hash as "requestHash", plate, color,
  started_at as "startedAt", name, free_s as "freeS", created_at as "createdAt"`
const CONTRACT = sql`id, mchid, appid, person, signed_at as "signedAt", ended_at as "endedAt"`

// ---- reading ----

export function vehicleOf(db: Queries, plate: string, color: string): Promise<VehicleRow | undefined> {
  return db.maybe(sql`select ${VEHICLE} from merchants.vehicle where plate = ${plate} and color = ${color}`)
}

export function vehiclesOf(db: Queries, person: string, max: number): Promise<VehicleRow[]> {
  return db.rows(sql`
    select ${VEHICLE} from merchants.vehicle where person = ${person} order by opened_at, id limit ${max}`)
}

export function parkingOf(db: Queries, id: string): Promise<ParkingRow | undefined> {
  return db.maybe(sql`select ${PARKING} from merchants.parking where id = ${id}`)
}

export function contractOf(db: Queries, id: string): Promise<ContractRow | undefined> {
  return db.maybe(sql`select ${CONTRACT} from merchants.ride_contract where id = ${id}`)
}

/** Contracts of somebody that hold, with the name of each merchant. */
export function contractsOf(
  db: Queries,
  person: string,
  max: number,
): Promise<(ContractRow & { readonly merchant: string; readonly name: string })[]> {
  return db.rows(sql`
    select ride_contract.id, mchid, appid, person, signed_at as "signedAt", ended_at as "endedAt",
      merchant.id as merchant, coalesce(native_name, name) as name
    from merchants.ride_contract
    join merchants.number using (mchid)
    join merchants.merchant on merchant.id = number.merchant
    where person = ${person} and ended_at is null
    order by signed_at, ride_contract.id limit ${max}`)
}

export function serviceOf(db: Queries, trade: string): Promise<ServiceRow | undefined> {
  return db.maybe(sql`
    select trade, scene, info, contract, failed from merchants.service where trade = ${trade}`)
}

// ---- writing ----

/** Opens a car, or finds whoever has its plate. */
export async function putVehicle(db: Queries, row: VehicleRow): Promise<VehicleRow | undefined> {
  await db.run(sql`
    insert into merchants.vehicle (id, plate, color, person, opened_at)
    values (${row.id}, ${row.plate}, ${row.color}, ${row.person}, ${instant(row.openedAt)})
    on conflict do nothing`)
  return vehicleOf(db, row.plate, row.color)
}

export async function dropVehicle(db: Queries, id: string, person: string): Promise<void> {
  await db.run(sql`delete from merchants.vehicle where id = ${id} and person = ${person}`)
}

/** Writes a parked car down, or finds the one that has its number. */
export async function putParking(db: Queries, row: ParkingRow): Promise<ParkingRow> {
  await db.run(sql`
    insert into merchants.parking (id, mchid, out_parking_no, request_hash, plate, color, started_at, name, free_s, created_at)
    values (${row.id}, ${row.mchid}, ${row.outParkingNo}, ${row.requestHash}, ${row.plate}, ${row.color},
      ${instant(row.startedAt)}, ${row.name}, ${row.freeS}, ${instant(row.createdAt)})
    on conflict (mchid, out_parking_no) do nothing`)
  return db.one(sql`
    select ${PARKING} from merchants.parking where mchid = ${row.mchid} and out_parking_no = ${row.outParkingNo}`)
}

/** Signs a contract, or finds the one that holds already. */
export async function putContract(db: Queries, row: Omit<ContractRow, 'endedAt'>): Promise<ContractRow | undefined> {
  await db.run(sql`
    insert into merchants.ride_contract (id, mchid, appid, person, signed_at)
    values (${row.id}, ${row.mchid}, ${row.appid}, ${row.person}, ${instant(row.signedAt)})
    on conflict do nothing`)
  return db.maybe(sql`
    select ${CONTRACT} from merchants.ride_contract
    where mchid = ${row.mchid} and appid = ${row.appid} and person = ${row.person} and ended_at is null`)
}

export async function endContract(db: Queries, id: string, person: string, atMs: number): Promise<void> {
  await db.run(sql`
    update merchants.ride_contract set ended_at = coalesce(ended_at, ${instant(atMs)})
    where id = ${id} and person = ${person}`)
}

/** What an order is for; the first that was said stays. */
export async function putService(db: Queries, row: Omit<ServiceRow, 'failed'>): Promise<void> {
  await db.run(sql`
    insert into merchants.service (trade, scene, info, contract)
    values (${row.trade}, ${row.scene}, ${row.info === null ? null : JSON.stringify(row.info)}::jsonb, ${row.contract})
    on conflict do nothing`)
}

export async function markFailed(db: Queries, trade: string, why: string): Promise<void> {
  await db.run(sql`update merchants.service set failed = ${why} where trade = ${trade}`)
}
