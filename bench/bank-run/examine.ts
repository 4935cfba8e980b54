import { CITY_IBAN, type BankProcess } from '@plaza/bank'
import { isoBank, referenceOf } from '@plaza/banking'
import { Database, sql } from '@plaza/db'
import type { City } from '@plaza/house'
import { systemClock } from '@plaza/kernel'
import type { Fault } from '@plaza/ledger'
import { accountIdOf, cityAccountId, reconcileDay, useBank } from '@plaza/wallet'
import { readBooks, type Books } from '../lib/books.ts'
import { pause } from '../lib/process.ts'
import { keptPromises } from './promises.ts'
import type { Record } from './record.ts'
import { channelTo, inside, type Ground, type Town } from './town.ts'

const REST_MS_MAX = 90_000
const CITY_BANK_START = 100_000_000n
const DAY_MS = 86_400_000

/** What is wrong after a run; every number and list is empty when nothing is. */
export interface Findings {
  readonly moneyMade: bigint
  readonly negative: number
  readonly unequal: number
  readonly faults: readonly Fault[]
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  /** Wallets whose balance over HTTP, history or statement tells another sum than the ledger. */
  readonly walletsDiffering: number
  /** Transfers, requests, envelopes and shares whose own rows tell another story than the journal. */
  readonly rowsDiffering: number
  /** Movements that city, ledger and bank do not tell alike. */
  readonly movesDiffering: number
  /** By how much the city's account at the bank differs from the ledger's side of it. */
  readonly bankOff: bigint
  readonly bankBooks: string
  /** What the reconciliation could not explain. */
  readonly suspense: number
  /** Settled, and in no statement. */
  readonly unreconciled: number
}

interface Scene {
  readonly ground: Ground
  readonly town: Town
  readonly record: Record
  readonly bank: BankProcess
  readonly urls: readonly string[]
}

/** Lets everything come to rest, reconciles with the bank, and compares all books with each other and with the promises. */
export async function examine(scene: Scene): Promise<Findings> {
  const { ground, town, record, bank } = scene
  await using bankDb = new Database(ground.bankUrl, { poolMax: 1 })
  return await inside(ground, async city => {
    await comeToRest(city, bankDb)
    const suspense = await reconcile(city, bank)
    const books = await readBooks(city)
    const { lost, doubled } = keptPromises(record, books.rows.values(), town.promotion)
    const { moneyMade, negative, unequal, faults } = books
    return {
      moneyMade,
      negative,
      unequal,
      faults,
      lost,
      doubled,
      walletsDiffering: await differingWallets(city, books, scene),
      rowsDiffering: await differingRows(city),
      movesDiffering: await differingMoves(city, bankDb),
      bankOff: await bankOff(bankDb, books),
      bankBooks: await wrongInBank(bankDb),
      ...suspense,
    }
  })
}

/** Nothing is under way any more: no movement, no notice, no line of history. Asks about movements now, not when it is due. */
async function comeToRest(city: City, bankDb: Database): Promise<void> {
  const until = performance.now() + REST_MS_MAX
  for (;;) {
    const [moves, notices, history] = await Promise.all([
      city.db.run(sql`
        update wallet.bank_move set next_at = now() where state in ('asked', 'unknown', 'accepted')`),
      bankDb.run(sql`update bank.notice set next_at = clock_timestamp() where done_at is null`),
      historyOff(city),
    ])
    if (moves + notices + history === 0) return
    if (performance.now() > until)
      throw new Error(`not at rest: ${moves} moves, ${notices} notices, ${history} histories`)
    await pause(1_000)
  }
}

/** How many wallets have a history that does not come to their balance. */
async function historyOff(city: City): Promise<number> {
  return city.db.run(sql`
    select from wallet.account
    join ledger.account as own on own.id = account.id
    where own.posted <> (
      select coalesce(sum(case direction when 'in' then amount else -amount end), 0) from wallet.bill
      where bill.person = account.person)`)
}

/** Reads the bank's statement as the nightly chore does; the days of this run are not over, so none of them is closed. */
async function reconcile(city: City, bank: BankProcess): Promise<Pick<Findings, 'suspense' | 'unreconciled'>> {
  useBank(city, isoBank({ ...channelTo(bank), clock: systemClock }))
  const now = systemClock.now()
  for (const at of [now - DAY_MS, now]) await reconcileDay(city, new Date(at).toISOString().slice(0, 10))
  return {
    suspense: await city.db.run(sql`select from wallet.suspense`),
    unreconciled: await city.db.run(
      sql`select from wallet.bank_move where state = 'settled' and reconciled_on is null`,
    ),
  }
}

async function differingWallets(city: City, books: Books, { town, urls }: Scene): Promise<number> {
  let differing = await historyOff(city)
  for (const [i, { id, token }] of town.people.entries()) {
    const response = await fetch(`${urls[i % urls.length]}/api/wallet`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const { balance } = (await response.json()) as { balance: string }
    if (BigInt(balance) !== books.balances.get(accountIdOf(id, 'EUR'))) differing += 1
  }
  return differing
}

/** Each row of wallet and envelopes says that money moved exactly when the journal does. */
function differingRows(city: City): Promise<number> {
  const ends = (kind: string) =>
    sql`(select count(*) from ledger.transfer as row where row.about = transfer.id and row.kind = ${kind})`
  const out = (code: string) =>
    sql`(select coalesce(sum(amount), 0) from ledger.transfer as row where row.ref = envelope.id::text and row.code = ${code})`
  return city.db.run(sql`
    select transfer.id from wallet.transfer
    where ${ends('capture')} <> (state = 'accepted')::integer or ${ends('void')} <> (state in ('declined', 'cancelled'))::integer
    union all
    select request.id from wallet.request
    where (select count(*) from ledger.transfer as row where row.ref = request.id::text) <> (state = 'paid')::integer
    union all
    select envelope.id from envelopes.envelope
    where total <> ${out('envelope')}
      or (select coalesce(sum(amount), 0) from envelopes.take where take.envelope = envelope.id) <> ${out('envelope_take')}
    union all
    select promotion.id from envelopes.promotion
    where given <> (select coalesce(sum(amount), 0) from envelopes.gift where gift.promotion = promotion.id)
      or given <> (
        select coalesce(sum(amount), 0) from ledger.transfer as row
        where row.ref = promotion.id::text and row.code = 'envelope_gift')`)
}

/** Settled, and only then, at the bank, in the ledger and in the wallet's own row. */
async function differingMoves(city: City, bankDb: Database): Promise<number> {
  const moves = await city.db.rows<{ id: string; state: string; amount: bigint; captures: number; voids: number }>(sql`
    select id, state, amount,
      (select count(*)::integer from ledger.transfer as row where row.about = bank_move.id and row.kind = 'capture') as captures,
      (select count(*)::integer from ledger.transfer as row where row.about = bank_move.id and row.kind = 'void') as voids
    from wallet.bank_move`)
  const bookings = await bankDb.rows<{ payment: string; amount: bigint }>(
    sql`select payment, amount from bank.booking where payment is not null`,
  )
  const booked = new Map(bookings.map(({ payment, amount }) => [payment, amount]))
  const own = new Set(moves.map(({ id }) => referenceOf(id)))
  const strange = [...booked.keys()].filter(reference => !own.has(reference))
  const differing = moves.filter(({ id, state, amount, captures, voids }) => {
    const settled = state === 'settled'
    return (
      captures !== Number(settled) ||
      voids !== Number(!settled) ||
      booked.get(referenceOf(id)) !== (settled ? amount : undefined)
    )
  })
  return differing.length + strange.length
}

/** What the bank has of the city's, beyond what the ledger says came from there. */
async function bankOff(bankDb: Database, books: Books): Promise<bigint> {
  const { balance } = await bankDb.one<{ balance: bigint }>(
    sql`select balance from bank.account where iban = ${CITY_IBAN}`,
  )
  return balance - CITY_BANK_START + (books.balances.get(cityAccountId('bank', 'EUR')) ?? 0n)
}

/** What is wrong in the bank's own books: its balances add up to nothing, and each is the sum of its bookings. */
async function wrongInBank(bankDb: Database): Promise<string> {
  const { sum, wrong } = await bankDb.one<{ sum: string; wrong: number }>(sql`
    select (select sum(balance)::text from bank.account) as sum,
      (select count(*)::integer from bank.account where balance <>
        coalesce((select sum(amount) from bank.booking where credit_iban = iban), 0)
        - coalesce((select sum(amount) from bank.booking where debit_iban = iban), 0)) as wrong`)
  return sum === '0' && wrong === 0 ? '' : `sum ${sum}, ${wrong} accounts`
}
