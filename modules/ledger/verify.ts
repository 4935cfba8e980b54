import { sql, type Database } from '@plaza/db'
import { GENESIS, linkOver } from './seal.ts'

export interface Fault {
  readonly what: string
  /** Where, as precisely as it can be told. */
  readonly where: string
}

export interface Report {
  readonly shards: number
  readonly rows: bigint
  readonly sealed: bigint
  readonly faults: readonly Fault[]
  /** The chain's present end of each shard: kept elsewhere, it proves the journal up to here. */
  readonly ends: readonly { readonly shard: number; readonly n: bigint; readonly hash: string }[]
}

interface StoredSeal {
  n: bigint
  first_n: bigint
  hash: Buffer
}

const SEALS_PER_LOOK = 100

/** Reads the whole journal and says whether every row is there, unchanged, in its place, and adds up. */
export async function verifyLedger(db: Database): Promise<Report> {
  const heads = await db.rows<{ shard: number; n: bigint }>(sql`select shard, n from ledger.head order by shard`)
  const faults: Fault[] = (await brokenInvariants(db, { full: true })).map(({ name, count }) => ({
    what: name,
    where: `${count} places`,
  }))
  const ends: { shard: number; n: bigint; hash: string }[] = []
  for (const { shard, n } of heads) {
    const end = await verifyChain(db, shard, faults)
    if (end.n > n) faults.push({ what: 'the journal is shorter than its seals', where: `shard ${shard} after ${n}` })
    ends.push({ shard, n: end.n, hash: end.hash.toString('hex') })
  }
  const sum = (values: readonly bigint[]) => values.reduce((all, value) => all + value, 0n)
  return {
    shards: heads.length,
    rows: sum(heads.map(head => head.n)),
    sealed: sum(ends.map(end => end.n)),
    faults,
    ends,
  }
}

/** Walks the seals of a shard and computes each again from its rows. */
async function verifyChain(db: Database, shard: number, faults: Fault[]): Promise<{ n: bigint; hash: Buffer }> {
  let last: { n: bigint; hash: Buffer } = { n: 0n, hash: GENESIS }
  for (;;) {
    const seals = await db.rows<StoredSeal>(sql`
      select n, first_n, hash from ledger.seal where shard = ${shard} and n > ${last.n} order by n limit ${SEALS_PER_LOOK}`)
    if (seals.length === 0) break
    for (const seal of seals) {
      const what = await faultOf(db, shard, seal, last)
      if (what) faults.push({ what, where: `shard ${shard}, rows ${seal.first_n} to ${seal.n}` })
      // Goes on from what is written, so that one change is told once and not for all that follows.
      last = { n: seal.n, hash: seal.hash }
    }
  }
  const loose = await db.rows<{ day: string; n: bigint }>(sql`
    select anchor.day::text, anchor.n from ledger.anchor
    left join ledger.seal on seal.shard = anchor.shard and seal.n = anchor.n
    where anchor.shard = ${shard} and (seal.hash is null or seal.hash <> anchor.hash) order by anchor.day`)
  for (const { day, n } of loose) {
    faults.push({ what: 'the chain does not pass through its anchor', where: `shard ${shard}, ${day}, row ${n}` })
  }
  return last
}

async function faultOf(
  db: Database,
  shard: number,
  seal: StoredSeal,
  last: { n: bigint; hash: Buffer },
): Promise<string | undefined> {
  if (seal.first_n !== last.n + 1n) return 'a seal is missing before'
  const { count, hash } = await db.one<{ count: bigint; hash: Buffer | null }>(sql`
    select count(*) as count, ${linkOver(last.hash)} as hash from ledger.transfer
    where shard = ${shard} and n between ${seal.first_n} and ${seal.n}`)
  if (count !== seal.n - last.n) return 'rows are missing'
  return hash?.equals(seal.hash) ? undefined : 'a row was changed'
}

export interface Broken {
  readonly name: string
  readonly count: number
}

// Each query counts the places where something that must be true is not.
const CHEAP = {
  'money was made or lost': sql`
    select count(*) from (select from ledger.account group by shard, currency having sum(posted) <> 0) as wrong`,
  'an account is below its floor': sql`select count(*) from ledger.account where posted - held_out < floor`,
  'the journal has a gap': sql`
    select count(*) from ledger.head
    where head.n <> coalesce((select max(n) from ledger.transfer where transfer.shard = head.shard), 0)`,
  'the head does not name the last row': sql`
    select count(*) from ledger.head
    where last is not null
      and not exists (select from ledger.transfer where transfer.shard = head.shard and n = head.n and id = last)`,
  'a balance is not that of its last row': sql`
    select count(*) from ledger.account
    left join ledger.transfer as debit
      on debit.shard = account.shard and debit.debit = account.id and debit.debit_version = account.version
    left join ledger.transfer as credit
      on credit.shard = account.shard and credit.credit = account.id and credit.credit_version = account.version
    where coalesce(debit.debit_balance, credit.credit_balance, 0) <> account.posted
      or (account.version > 0 and debit.n is null and credit.n is null)
      or (debit.n is not null and debit.debit_held <> account.held_out)
      or (credit.n is not null and credit.credit_held <> account.held_in)`,
  'holds do not add up to what is held': sql`
    select count(*) from (
      select shard, account, sum(gone) as gone, sum(come) as come from (
        select shard, debit as account, rest as gone, 0 as come from ledger.hold where state = 'open'
        union all select shard, credit, 0, rest from ledger.hold where state = 'open'
        union all select shard, id, -held_out, -held_in from ledger.account where held_out <> 0 or held_in <> 0
      ) as side group by shard, account
    ) as total where gone <> 0 or come <> 0`,
  'money is lost between shards': sql`
    select count(*) from (
      select from ledger.account where kind = 'transit' and not exists (select from ledger.crossing where state = 'open')
      group by currency having sum(posted) <> 0
    ) as wrong`,
}

const WHOLE_JOURNAL = {
  'the journal has a missing number': sql`
    select count(*) from (select from ledger.transfer group by shard having count(*) <> max(n) or min(n) <> 1) as wrong`,
  "an account's history is broken": sql`
    select count(*) from (
      select version, balance, change, lag(balance, 1, 0::bigint) over history as before, row_number() over history as place
      from (
        select shard, debit as account, debit_version as version, debit_balance as balance,
          case when kind = 'hold' then 0 else -amount end as change from ledger.transfer
        union all
        select shard, credit, credit_version, credit_balance, case when kind = 'hold' then 0 else amount end
        from ledger.transfer
      ) as leg
      window history as (partition by shard, account order by version)
    ) as step where version <> place or balance <> before + change`,
  'a hold gave more than it had': sql`
    select count(*) from ledger.hold
    join (
      select shard, about, sum(amount) as taken from ledger.transfer where kind = 'capture' group by shard, about
    ) as capture on capture.shard = hold.shard and capture.about = hold.id
    where capture.taken + hold.rest > hold.amount`,
  'a transfer was reversed for more than it was': sql`
    select count(*) from (
      select shard, about, sum(amount) as undone from ledger.transfer where kind = 'reverse' group by shard, about
    ) as reversal
    join ledger.transfer on transfer.shard = reversal.shard and transfer.id = reversal.about
    where reversal.undone > transfer.amount`,
}

/** The invariants that do not hold; none, in a ledger that is in order. `full` also reads every row of the journal. */
export async function brokenInvariants(db: Database, options: { full: boolean }): Promise<Broken[]> {
  const queries = Object.entries(options.full ? { ...CHEAP, ...WHOLE_JOURNAL } : CHEAP)
  return db.tx(async tx => {
    // One moment for all of them, while the city goes on.
    await tx.run(sql`set transaction isolation level repeatable read read only`)
    await tx.run(sql`set local statement_timeout = 0`)
    const broken: Broken[] = []
    for (const [name, query] of queries) {
      const { count } = await tx.one<{ count: bigint }>(query)
      if (count > 0n) broken.push({ name, count: Number(count) })
    }
    return broken
  })
}
