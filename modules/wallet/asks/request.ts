import { limits, type InputOf, type MoneyRequest, type walletApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { assert, derivedId, Refusal } from '@plaza/kernel'
import { transfer } from '@plaza/ledger'
import { accountIdOf, holderFor } from '../accounts.ts'
import { REQUEST } from '../codes.ts'
import { CARD_CHANGED, paymentMoved } from '../events.ts'
import { mustBeFriends } from '../friends.ts'
import { DUE_MAX } from '../limits.ts'
import { mayHaveWallet } from '../pin.ts'
import { mayPay, mustBeCurrencyOf } from '../spend.ts'
import { settingOf } from '../store.ts'
import { mustBeAccepted } from '../verdicts.ts'
import { requestRider } from './rider.ts'
import { showRequest } from './show.ts'
import { countOpenRequests, dueRequests, endRequest, insertRequests, requestOf, type RequestRow } from './store.ts'

type One = Call<{ id: string }>

/** Asks a friend for money. Safe to repeat. Refuses `not_a_contact`, and too many open at once (`too_many_requests_open`). */
export async function askMoney(city: City, call: Call<InputOf<typeof walletApi.askMoney>>): Promise<MoneyRequest> {
  mayHaveWallet(call)
  const { input, by } = call
  if (input.to === by.person) throw new Refusal('is_self')
  mustBeCurrencyOf(city, input.currency)
  if (!(await requestOf(city.db, input.id))) {
    await mustBeFriends(city, by.person, input.to)
    if ((await countOpenRequests(city.db, by.person)) >= limits.REQUESTS_OPEN_MAX)
      throw new Refusal('too_many_requests_open')
    const now = city.clock.now()
    const expiresAt = now + (await settingOf(city.db, 'request_life_ms'))
    const { currency, note = '' } = input
    await city.tx(async tx => {
      const request = { id: input.id, payer: input.to, amount: BigInt(input.amount) }
      const of = { asker: by.person, currency, note, split: null, expiresAt, createdAt: now }
      if (await insertRequests(tx, [request], of)) await city.outbox.emit(tx, CARD_CHANGED, { ref: input.id })
    })
  }
  const row = await requestOf(city.db, input.id)
  const same =
    row?.asker === by.person &&
    row.payer === input.to &&
    row.amount === BigInt(input.amount) &&
    row.note === (input.note ?? '')
  if (!row || !same) throw new Refusal('exists_different')
  return showRequest(row)
}

/** A request of the caller's, or a share: of others' it is as unknown as one that never was (`not_found`). */
async function mine(city: City, { by, input }: One, side: 'asker' | 'payer' | 'any'): Promise<RequestRow> {
  const row = await requestOf(city.db, input.id)
  const fits = row && (side === 'any' ? [row.asker, row.payer].includes(by.person) : row[side] === by.person)
  if (!fits) throw new Refusal('not_found')
  return row
}

export async function seeRequest(city: City, call: One): Promise<MoneyRequest> {
  return showRequest(await mine(city, call, 'any'))
}

/**
 * Pays a request or share from the caller's wallet, at once and for good: both rows change in one commit. Refuses what is
 * paid, cancelled or over (`payment_over`), and what any payment may.
 */
export async function payRequest(city: City, call: Call<InputOf<typeof walletApi.payRequest>>): Promise<MoneyRequest> {
  mayHaveWallet(call)
  const row = await mine(city, call, 'payer')
  if (row.state === 'paid') return showRequest(row)
  if (row.state !== 'open') throw new Refusal('payment_over')
  const { id, asker, amount, currency } = row
  const command = { do: 'pay_request', id, to: asker, amount: amount.toString(), currency } as const
  await mayPay(city, call.by, command, call.input.proof)
  await holderFor(city, asker)
  const also = city.outbox.statement(CARD_CHANGED, { ref: row.split ?? id })
  const verdict = await transfer(city, {
    id: derivedId('wallet.request', id),
    from: accountIdOf(call.by.person, currency),
    to: accountIdOf(asker, currency),
    amount,
    code: REQUEST,
    ref: id,
    rider: { name: requestRider.name, request: id },
    ...(also ? { also } : {}),
  })
  mustBeAccepted(city, verdict, { payer: 'me' })
  if (verdict.code === 'ok') paymentMoved(city, row.split ? 'share' : 'request', 'paid')
  city.outbox.nudge()
  const after = await requestOf(city.db, id)
  assert(after?.state === 'paid', 'a request is paid with its transfer')
  return showRequest(after)
}

export async function declineRequest(city: City, call: One): Promise<MoneyRequest> {
  return end(city, await mine(city, call, 'payer'), 'declined')
}

/** Takes a request back. A share ends with its split and not alone. */
export async function cancelRequest(city: City, call: One): Promise<MoneyRequest> {
  const row = await mine(city, call, 'asker')
  if (row.split !== null) throw new Refusal('not_found')
  return end(city, row, 'cancelled')
}

async function end(city: City, row: RequestRow, state: 'declined' | 'cancelled' | 'expired'): Promise<MoneyRequest> {
  await city.tx(async tx => {
    const changed = await tx.run(endRequest(row.id, state, city.clock.now()))
    if (changed > 0) await city.outbox.emit(tx, CARD_CHANGED, { ref: row.split ?? row.id })
  })
  const after = await requestOf(city.db, row.id)
  if (after?.state !== state) throw new Refusal('payment_over')
  return showRequest(after)
}

/** Ends requests whose time is over, once, whoever else looks. */
export async function expireRequests(city: City): Promise<void> {
  for (const { id } of await dueRequests(city.db, city.clock.now(), DUE_MAX)) {
    const row = await requestOf(city.db, id)
    if (row?.state === 'open')
      await end(city, row, 'expired').catch((error: unknown) => {
        // Paid or taken back in the same moment.
        if (!(error instanceof Refusal)) throw error
      })
  }
}
