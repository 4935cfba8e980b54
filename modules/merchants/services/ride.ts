import type { City } from '@plaza/house'
import { WireFault } from '@plaza/pay-wire'
import { holderFor } from '@plaza/wallet'
import { badField } from '../orders/prepay.ts'
import type { TradeRow } from '../orders/store.ts'
import { idOfWire } from '../rules.ts'
import type { NumberRow } from '../store.ts'
import type { RideBody } from '../wire/service-bodies.ts'
import { takeByItself } from './charge.ts'
import { contractOf, type ContractRow } from './store.ts'

/** Whether a gate may let somebody through on a contract. Refuses one of another merchant (`RESOURCE_NOT_EXISTS`). */
export async function rideStanding(city: City, number: NumberRow, contractId: string): Promise<object> {
  const row = await contractFor(city, number, contractId)
  const block = await blockOf(city, row)
  return {
    contract_id: contractId,
    user_service_state: block === undefined ? 'NORMAL' : 'BLOCKED',
    ...(block === undefined ? {} : { block_reason: block }),
  }
}

/**
 * Somebody rode: takes their fare. Refuses a contract of another merchant or app (`RESOURCE_NOT_EXISTS`, `PARAM_ERROR`), and
 * one that ended (`INVALID_REQUEST`).
 */
export async function takeFare(city: City, number: NumberRow, body: RideBody): Promise<TradeRow> {
  const row = await contractFor(city, number, body.contract_id)
  if (row.appid !== body.appid) throw badField('/appid', body.appid, 'must be the app of the contract')
  const block = await blockOf(city, row)
  if (block !== undefined) throw new WireFault('INVALID_REQUEST', `The contract cannot be used: ${block}.`)
  const info = (body.trade_scene === 'BUS' ? body.bus_info : body.metro_info) ?? null
  return takeByItself(city, number, body, { scene: body.trade_scene, info, contract: row.id }, row.person)
}

async function contractFor(city: City, number: NumberRow, contractId: string): Promise<ContractRow> {
  const id = idOfWire(contractId)
  const row = id === undefined ? undefined : await contractOf(city.db, id)
  if (row?.mchid !== number.mchid) throw new WireFault('RESOURCE_NOT_EXISTS', 'There is no such contract.')
  return row
}

async function blockOf(city: City, { endedAt, person }: ContractRow): Promise<string | undefined> {
  if (endedAt !== null) return 'CONTRACT_ENDED'
  const { frozenAt, officeFrozenAt } = await holderFor(city, person)
  return frozenAt !== null || officeFrozenAt !== null ? 'PAUSE' : undefined
}
