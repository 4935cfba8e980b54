import { sql, type Queries } from '@plaza/db'
import { sandboxIban } from '@plaza/iso20022'
import { assert } from '@plaza/kernel'
import { type Bank, BANK_CODE } from './bank.ts'
import { hashPin } from './secrets.ts'

export interface Account {
  readonly iban: string
  readonly customer: string | null
  readonly name: string
  readonly currency: string
  readonly state: 'open' | 'blocked' | 'closed'
  readonly floor: bigint
  readonly balance: bigint
}

/** The city's account: the money of all wallets lies here. */
export const CITY_IBAN = sandboxIban(BANK_CODE, 1)
/** Stands for all other banks. */
export const CLEARING_IBAN = sandboxIban(BANK_CODE, 2)
/** Where the money of the beginning came from. */
export const MINT_IBAN = sandboxIban(BANK_CODE, 3)
const FIRST_CUSTOMER = 100
const OPENED_DAYS_AGO = 7
const BOTTOMLESS = -(10n ** 17n)
/** Of everybody in the demo; the sign-in page tells it. */
export const DEMO_PIN = '2468'

/** The first four are those whom a visitor of the demo city can be. */
const DEMO_PEOPLE = [
  'Lucía Ferrer',
  '陈美',
  'Sam Adeyemi',
  'Maya Lindgren',
  'Emeka Okafor',
  'Fatima Haddad',
  'Grace Kim',
  'Hiro Tanaka',
  'Ines Costa',
  'Jonas Weber',
  '李雷',
  '韩梅梅',
] as const

/** Demo customers: number, name and account. */
export const demoCustomers = DEMO_PEOPLE.map((name, i) => ({
  number: String(10_001 + i),
  name,
  iban: sandboxIban(BANK_CODE, FIRST_CUSTOMER + i),
}))

/** Opens a new bank's accounts and pays in the money of the beginning; does nothing when they are there. */
export async function openAccounts(bank: Bank): Promise<void> {
  const { cityMinor, customerMinor, currency } = bank.options
  const pinHash = await hashPin(DEMO_PIN, bank.dice)
  await bank.db.tx(async tx => {
    const first = await tx.run(sql`
      insert into bank.account (iban, name, currency, floor)
      values (${MINT_IBAN}, 'Central bank', ${currency}, ${BOTTOMLESS}) on conflict do nothing`)
    if (first === 0) return
    await tx.run(sql`
      insert into bank.account (iban, name, currency, floor)
      values (${CLEARING_IBAN}, 'Other banks', ${currency}, ${BOTTOMLESS}), (${CITY_IBAN}, 'Plaza, money of citizens', ${currency}, 0)`)
    await fund(tx, CITY_IBAN, cityMinor)
    for (const { number, name, iban } of demoCustomers) {
      await tx.run(sql`insert into bank.customer (number, name, pin_hash) values (${number}, ${name}, ${pinHash})`)
      await tx.run(sql`
        insert into bank.account (iban, customer, name, currency) values (${iban}, ${number}, ${name}, ${currency})`)
      await fund(tx, iban, customerMinor)
    }
  })
}

async function fund(tx: Queries, iban: string, amount: bigint): Promise<void> {
  if (amount <= 0n) return
  await book(tx, { debit: MINT_IBAN, credit: iban, amount, note: 'Opening' })
  // Paid in before any day that the city will compare: a statement begins with it as its opening balance.
  await tx.run(sql`
    update bank.booking set booked_at = clock_timestamp() - make_interval(days => ${OPENED_DAYS_AGO})
    where credit_iban = ${iban} and payment is null`)
}

export interface Movement {
  readonly debit: string
  readonly credit: string
  readonly amount: bigint
  readonly payment?: string
  readonly note?: string | null
}

/** Moves money and writes the row that says so. The caller has looked at both accounts under `lockAccounts`. */
export async function book(tx: Queries, { debit, credit, amount, payment, note }: Movement): Promise<void> {
  const booked = await tx.run(sql`
    with paid as (
      update bank.account set balance = balance - ${amount} where iban = ${debit} returning balance
    ), got as (
      update bank.account set balance = balance + ${amount} where iban = ${credit} returning balance
    )
    insert into bank.booking (payment, debit_iban, credit_iban, amount, debit_after, credit_after, note, booked_at)
    select ${payment ?? null}, ${debit}, ${credit}, ${amount}, paid.balance, got.balance, ${note ?? null}, clock_timestamp()
    from paid, got`)
  assert(booked === 1, 'a booking names two accounts there are')
}

/** Reads accounts and holds them until the transaction ends, always in the same order, so that no two wait for each other. */
export async function lockAccounts(tx: Queries, ibans: readonly string[]): Promise<Map<string, Account>> {
  const rows = await tx.rows<Account>(sql`
    select iban, customer, name, currency, state, floor, balance from bank.account
    where iban = any(${ibans}) order by iban for update`)
  return new Map(rows.map(row => [row.iban, row]))
}

export async function readAccounts(db: Queries, ibans: readonly string[]): Promise<Map<string, Account>> {
  const rows = await db.rows<Account>(sql`
    select iban, customer, name, currency, state, floor, balance from bank.account where iban = any(${ibans})`)
  return new Map(rows.map(row => [row.iban, row]))
}
