import type { InputOf, merchantsApi, PayDevice, ReplyOf } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { proveAgain } from '@plaza/identity'
import { assert, Refusal } from '@plaza/kernel'
import { ALIAS_DIGITS, CODES_PER_STEP, STEP_MS } from '@plaza/pay-code'
import { holderFor, mayHaveWallet } from '@plaza/wallet'
import { ALIAS_TRIES_MAX, DAY_MS, PAY_DEVICE_LIFE_MS, PAY_KEY_BYTES, WAITING_MAX } from '../limits.ts'
import { showPayOrder } from '../orders/show.ts'
import { waitingFor } from '../orders/store.ts'
import { merchantOf, numberOf } from '../store.ts'
import { lockAway } from '../vault.ts'
import { dropDevice, putAlias, putDevice, smallRuleOf, type AliasRow } from './store.ts'

/**
 * Gives the caller's phone a key for pay codes, after a fresh proof of identity, with a name for each of its days so that
 * it needs no network. The key before is void; so is this one when the phone is signed out, the wallet frozen, or its PIN
 * changed. Refuses a frozen wallet (`account_frozen`), and whatever a proof of identity may.
 */
export async function issuePayDevice(
  city: City,
  call: Call<InputOf<typeof merchantsApi.issuePayDevice>>,
): Promise<PayDevice> {
  mayHaveWallet(call)
  const { person, device } = call.by
  const { tier, epoch, frozenAt, officeFrozenAt } = await holderFor(city, person)
  if (frozenAt !== null || officeFrozenAt !== null) throw new Refusal('account_frozen')
  const small = await smallRuleOf(city.db, tier)
  const useUp = await proveAgain(city, call, call.input.proof)
  const now = city.clock.now()
  const secret = Buffer.from(city.dice.bytes(PAY_KEY_BYTES)).toString('base64')
  const until = now + PAY_DEVICE_LIFE_MS
  const aliases = await city.db.tx(async tx => {
    await useUp(tx)
    await putDevice(tx, { device, person, secret: lockAway(city, secret, purposeOf(device)), epoch, at: now, until })
    return drawAliases(city, tx, device, { now, until })
  })
  return {
    secret,
    aliases: aliases.map(({ alias, validFrom, validUntil }) => ({ alias, from: validFrom, until: validUntil })),
    expiresAt: until,
    stepMs: STEP_MS,
    perStep: CODES_PER_STEP,
    smallMax: small.paymentMax.toString(),
    smallDayMax: small.dayMax.toString(),
  }
}

export const purposeOf = (device: string) => `pay-device|${device}`

async function drawAliases(
  city: City,
  tx: Queries,
  device: string,
  { now, until }: { readonly now: number; readonly until: number },
): Promise<AliasRow[]> {
  const rows: AliasRow[] = []
  for (let from = now; from < until; from = Math.min(from + DAY_MS, until))
    rows.push(await drawAlias(city, tx, device, { validFrom: from, validUntil: Math.min(from + DAY_MS, until) }))
  return rows
}

async function drawAlias(city: City, tx: Queries, device: string, day: Omit<AliasRow, 'alias'>): Promise<AliasRow> {
  for (let tries = 0; tries < ALIAS_TRIES_MAX; tries++) {
    const row = { ...day, alias: newAlias(city.dice.bytes(8)) }
    if (await putAlias(tx, device, row)) return row
  }
  assert(false, 'among a thousand million names one is free')
}

/** Digits by chance. */
function newAlias(bytes: Uint8Array): string {
  const n = Buffer.from(bytes).readBigUInt64BE() % 10n ** BigInt(ALIAS_DIGITS)
  return n.toString().padStart(ALIAS_DIGITS, '0')
}

/** Takes the key of the caller's phone back: none of its codes is worth anything any more. */
export async function dropPayDevice(city: City, { by }: Call<object>): Promise<{ done: true }> {
  await dropDevice(city.db, by.device)
  return { done: true }
}

/** Orders that wait for the caller to confirm them, because a code alone was not enough. */
export async function waitingOrders(
  city: City,
  { by }: Call<object>,
): Promise<ReplyOf<typeof merchantsApi.waitingOrders>> {
  const rows = await waitingFor(city.db, by.person, city.clock.now(), WAITING_MAX)
  const orders = await Promise.all(
    rows.map(async row => {
      const number = await numberOf(city.db, row.mchid)
      const merchant = number && (await merchantOf(city.db, number.merchant))
      assert(merchant, 'an order has its merchant')
      return showPayOrder(row, merchant, by.person)
    }),
  )
  return { orders }
}
