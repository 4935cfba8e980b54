import type { BankMove, InputOf, walletApi } from '@plaza/contract'
import { sql } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { transfer } from '@plaza/ledger'
import { accountIdOf, cityAccountId } from '../accounts.ts'
import { BANK } from '../codes.ts'
import { BANK_MOVE, paymentMoved } from '../events.ts'
import { MOVES_SHOWN_MAX } from '../limits.ts'
import { mayHaveWallet } from '../pin.ts'
import { mayPay } from '../spend.ts'
import { mustBeAccepted } from '../verdicts.ts'
import { bankOf } from './connect.ts'
import { mine } from './links.ts'
import { insertMove, moveOf, movesOf, type MoveRow } from './store.ts'

type MoveCall = Call<InputOf<typeof walletApi.topUp>>

/**
 * Fills the wallet from a linked account (minor units): the room for it is kept at once, the money is there when the bank
 * is certain. Safe to repeat. Refuses what any payment may, and an account that is not linked (`not_found`).
 */
export const topUp = (city: City, call: MoveCall): Promise<BankMove> => begin(city, call, 'in')

/** Sends money to a linked account: it is held at once and gone when the bank is certain. Safe to repeat. */
export const withdraw = (city: City, call: MoveCall): Promise<BankMove> => begin(city, call, 'out')

async function begin(city: City, call: MoveCall, direction: 'in' | 'out'): Promise<BankMove> {
  mayHaveWallet(call)
  const { input, by } = call
  const { id, link, amount, currency } = input
  if (!(await moveOf(city.db, id))) {
    bankOf(city)
    const account = await mine(city, { ...call, input: { id: link } })
    if (account.state !== 'linked') throw new Refusal('not_found')
    const command = { do: direction === 'in' ? 'top_up' : 'withdraw', id, to: link, amount, currency } as const
    await mayPay(city, by, command, input.proof)
    const row = {
      id,
      person: by.person,
      direction,
      link,
      account: null,
      amount: BigInt(amount),
      currency,
      createdAt: city.clock.now(),
    }
    const told = city.outbox.statement(BANK_MOVE, { id })
    const also = told ? sql`with told as (${told}) ${insertMove(row)}` : insertMove(row)
    const sides = sidesOf(row)
    const verdict = await transfer(city, { kind: 'hold', id, ...sides, amount: row.amount, code: BANK, also })
    mustBeAccepted(city, verdict, { payer: 'me' })
    paymentMoved(city, direction === 'in' ? 'top_up' : 'withdrawal', 'asked')
    city.outbox.nudge()
  }
  const row = await moveOf(city.db, id)
  const same =
    row?.person === by.person &&
    row.direction === direction &&
    row.link === link &&
    row.account === null &&
    row.amount === BigInt(amount)
  if (!row || !same) throw new Refusal('exists_different')
  return showMove(row)
}

/** From which account to which: the bank's side of the city stands for the bank. */
export function sidesOf(row: Pick<MoveRow, 'person' | 'direction' | 'account' | 'currency'>) {
  const [own, bank] = [row.account ?? accountIdOf(row.person, row.currency), cityAccountId('bank', row.currency)]
  return row.direction === 'in' ? { from: bank, to: own } : { from: own, to: bank }
}

export async function seeMove(city: City, { by, input }: Call<{ id: string }>): Promise<BankMove> {
  const row = await moveOf(city.db, input.id)
  if (row?.person !== by.person || row.account !== null) throw new Refusal('not_found')
  return showMove(row)
}

export async function seeMoves(city: City, { by }: Call<object>): Promise<{ moves: BankMove[] }> {
  return { moves: (await movesOf(city.db, by.person, MOVES_SHOWN_MAX)).map(showMove) }
}

export function showMove(row: MoveRow): BankMove {
  return {
    id: row.id,
    direction: row.direction,
    link: row.link,
    amount: row.amount.toString(),
    currency: row.currency,
    state: row.state,
    ...(row.reason === null ? {} : { reason: row.reason }),
    createdAt: row.createdAt,
    changedAt: row.changedAt,
  }
}
