import type { Command, InputOf, Transfer, walletApi } from '@plaza/contract'
import type { Call, Caller, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { transfer } from '@plaza/ledger'
import { accountIdOf, holderFor } from '../accounts.ts'
import { TRANSFER } from '../codes.ts'
import { CARD_CHANGED, paymentMoved } from '../events.ts'
import { mandateRider } from '../family/rider.ts'
import { mandateOf, type MandateRow } from '../family/store.ts'
import { mustBeFriends } from '../friends.ts'
import { HOUR_MS } from '../limits.ts'
import { lookAt, type Look } from '../look.ts'
import { mayHaveWallet } from '../pin.ts'
import { mayPay } from '../spend.ts'
import { mustBeAccepted } from '../verdicts.ts'
import { zoneOfCity } from '../zone.ts'
import { showTransfer } from './show.ts'
import { transferOf, transferRider, type NewTransfer, type TransferRow } from './store.ts'

type Input = InputOf<typeof walletApi.sendTransfer>

/**
 * Sends money (minor units) to a friend: it is held at once and waits in the conversation until it is accepted. Safe to
 * repeat: the id is the sender's. Refuses whoever is no friend (`not_a_contact`), a proof of something else (`proof_wrong`,
 * `proof_expired`), and what the ledger cannot do (`balance_too_low`, `limit_reached`, `account_frozen`,
 * `payee_cannot_receive`).
 */
export async function sendTransfer(city: City, call: Call<Input>): Promise<Transfer> {
  mayHaveWallet(call)
  const { input, by } = call
  if (input.to === by.person) throw new Refusal('is_self')
  const card = input.mandate === undefined ? undefined : await mandateOf(city.db, input.mandate)
  const people = [by.person, input.to, ...(card ? [card.payer] : [])]
  const look = await lookAt(city, { by, command: input, people })
  if (look.transfer) return again(look.transfer, by.person, input)
  await mustBeFriends(city, by.person, input.to)
  const source = await sourceOf(city, by, input, { card, look })
  const payee = await holderFor(city, input.to, look.holders)
  const { account, mandate } = source
  const delayMs = Math.max((input.delayHours ?? 0) * HOUR_MS, source.delayMs)
  const now = city.clock.now()
  const row = {
    id: input.id,
    payer: by.person,
    payee: input.to,
    account,
    mandate,
    delayHours: input.delayHours ?? 0,
    amount: BigInt(input.amount),
    currency: input.currency,
    note: input.note ?? '',
    availableAt: now + delayMs,
    expiresAt: now + delayMs + look.setting('transfer_life_ms'),
    createdAt: now,
  }
  const rider = mandate && {
    name: mandateRider.name,
    request: { mandate, holder: by.person, amount: row.amount, zone: zoneOfCity(city) },
  }
  const verdict = await transfer(city, {
    kind: 'hold',
    id: row.id,
    from: row.account,
    to: accountIdOf(payee.person, payee.currency),
    amount: row.amount,
    code: TRANSFER,
    expiresAt: row.expiresAt,
    rows: [{ name: transferRider.name, request: row satisfies NewTransfer }],
    tells: [{ topic: CARD_CHANGED, body: { ref: row.id } }],
    ...(rider ? { rider } : {}),
  })
  mustBeAccepted(city, verdict, { payer: mandate ? 'other' : 'me' })
  city.outbox.nudge()
  paymentMoved(city, 'transfer', 'pending')
  if (verdict.code === 'ok') return showTransfer({ ...row, state: 'pending', version: 0, changedAt: now })
  return again(await transferOf(city.db, row.id), by.person, input)
}

/**
 * Where the money comes from: the sender's own wallet, or that of whoever gave them a family card, whose limits it obeys.
 * Of a card that is not the sender's nothing is known (`not_found`).
 */
async function sourceOf(
  city: City,
  by: Caller,
  input: Input,
  { card, look }: { readonly card: MandateRow | undefined; readonly look: Look },
): Promise<{ readonly account: string; readonly mandate: string | null; readonly delayMs: number }> {
  if (input.mandate !== undefined && card?.holder !== by.person) throw new Refusal('not_found')
  if (card?.payer === input.to) throw new Refusal('is_self')
  const { delayMs } = await mayPay(city, by, commandOf(input), input.proof, {
    look,
    ...(card ? { from: card.payer } : {}),
  })
  return { account: accountIdOf(card?.payer ?? by.person, input.currency), mandate: card?.id ?? null, delayMs }
}

/** What the proof of a transfer must be of. */
function commandOf({ id, to, amount, currency, delayHours, mandate }: Input): Command {
  return {
    do: 'transfer',
    id,
    to,
    amount,
    currency,
    ...(delayHours ? { delayHours } : {}),
    ...(mandate ? { mandate } : {}),
  }
}

/** The answer to a repeat: what was done under this id, if it was this person's and the same. */
function again(row: TransferRow | undefined, person: string, input: Input): Transfer {
  const same =
    row?.payer === person &&
    row.payee === input.to &&
    row.amount === BigInt(input.amount) &&
    row.currency === input.currency &&
    row.note === (input.note ?? '') &&
    row.mandate === (input.mandate ?? null) &&
    row.delayHours === (input.delayHours ?? 0)
  if (!row || !same) throw new Refusal('exists_different')
  return showTransfer(row)
}
