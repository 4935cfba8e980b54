import { prepared } from '@plaza/db'
import { EXPIRED_PER_BATCH_MAX } from './limits.ts'

// A batch under locks takes two network flights: flight 1 locks and looks, flight 2 writes and commits; judge.ts decides
// between. One that is judged by what is known (known.ts) takes flight 2 alone. Locks are always taken in the order account
// (by id), rows of riders (by rider, then as its statement orders them), head of the journal: no two batches can deadlock.

export const begin = prepared('ledger_begin', 'begin')
export const commit = prepared('ledger_commit', 'commit')
export const rollback = prepared('ledger_rollback', 'rollback')

const ACCOUNT = `id, currency, posted, held_out, held_in, floor, ceiling, version,
    (extract(epoch from moved_at) * 1000)::float8 as moved_at, debit_frozen, credit_frozen, closed_at, plan, usage, acts`

const HOLD = `id, debit, credit, amount, rest, state, (extract(epoch from expires_at) * 1000)::float8 as expires_at,
    (extract(epoch from created_at) * 1000)::float8 as created_at, code`

// Holds on these accounts whose time is over. The order makes the plan go by the index of what is due, always: mostly
// nothing is, and everything else would look at every hold.
const dueHolds = (columns: string, now: string, accounts: string) => `
    select ${columns} from ledger.hold
    where shard = $1 and state = 'open' and expires_at <= to_timestamp(${now}::float8 / 1000)
      and (debit = any(${accounts}::uuid[]) or credit = any(${accounts}::uuid[]))
    order by hold.expires_at limit ${EXPIRED_PER_BATCH_MAX}`

// No statement joins a table with a list: as long as the statistics know nothing of a young table, the plan may read all of
// it for each batch. "= any" and "on conflict" go by the key, whatever the statistics say.

// $1 shard, $2 accounts named by the batch, $3 holds and $4 transfers named by it, whose accounts are locked too, $5 now:
// holds of these accounts that are over are settled on the way, so both their sides are needed.
export const lockAccounts = prepared(
  'ledger_lock_accounts',
  `select ${ACCOUNT}
  from ledger.account
  where shard = $1 and id = any($2::uuid[] || array(
    select unnest(array[debit, credit]) from ledger.hold where hold.shard = $1 and hold.id = any($3::uuid[])
    union all
    select unnest(array[debit, credit]) from ledger.transfer where transfer.shard = $1 and transfer.id = any($4::uuid[])
    union all
    select unnest(array[due.debit, due.credit]) from (${dueHolds('debit, credit', '$5', '$2')}) as due
  ))
  order by id
  for update`,
)

// After the locks, so that it sees what was committed while we waited for them. Mostly nothing is found, so this asks for
// two narrow columns only: a known id, or a hold on these accounts that is over. Whatever is found is read by another flight.
export const glance = prepared(
  'ledger_glance',
  `select true as known, id from ledger.transfer where shard = $1 and id = any($2::uuid[])
  union all
  (${dueHolds('false, id', '$3', '$4')})`,
)

export const findHolds = prepared(
  'ledger_find_holds',
  `select ${HOLD}
  from ledger.hold where shard = $1 and id = any($2::uuid[])
  union all
  (${dueHolds(HOLD, '$3', '$4')})`,
)

const ROW = `transfer.shard, transfer.n, transfer.id, transfer.kind, transfer.debit as "from", transfer.credit as "to",
    transfer.amount, transfer.code, transfer.flags, transfer.about, transfer.chain, transfer.peer, transfer.ref,
    transfer.debit_version as "fromVersion", transfer.debit_balance as "fromBalance", transfer.debit_held as "fromHeld",
    transfer.credit_version as "toVersion", transfer.credit_balance as "toBalance", transfer.credit_held as "toHeld",
    (extract(epoch from transfer.effective_at) * 1000)::float8 as "effectiveAt",
    (extract(epoch from transfer.created_at) * 1000)::float8 as "createdAt", transfer.meta::text as meta`

export const findKnown = prepared(
  'ledger_find_known',
  `select ${ROW} from ledger.transfer where transfer.shard = $1 and transfer.id = any($2::uuid[])`,
)

export const findOriginals = prepared(
  'ledger_find_originals',
  `select ${ROW}, coalesce((
      select sum(undone.amount) from ledger.transfer as undone
      where undone.shard = $1 and undone.about = transfer.id and undone.kind = 'reverse'), 0)::bigint as reversed
  from ledger.transfer where transfer.shard = $1 and transfer.id = any($2::uuid[])`,
)

export const readPlans = prepared('ledger_read_plans', `select name, limits::text as limits from ledger.plan`)

// What a batch reads that goes without locks: one moment for all of it, the newest row included.
export const beginReading = prepared('ledger_begin_reading', 'begin isolation level repeatable read')
const DUE = `(extract(epoch from (
      select min(expires_at) from ledger.hold where hold.shard = $1 and state = 'open' and expires_at is not null
    )) * 1000)::float8`
export const readHead = prepared('ledger_read_head', `select last, ${DUE} as due from ledger.head where shard = $1`)
// The same and the accounts beside it in one statement, which is one moment by itself. Without accounts: one row of nulls.
export const readHeadAndAccounts = prepared(
  'ledger_read_head_and_accounts',
  `select last, ${DUE} as due, account.*
  from ledger.head
  left join lateral (select ${ACCOUNT} from ledger.account where shard = $1 and id = any($2::uuid[])) as account on true
  where head.shard = $1`,
)
export const readAccounts = prepared(
  'ledger_read_accounts',
  `select ${ACCOUNT} from ledger.account where shard = $1 and id = any($2::uuid[])`,
)

// What refusals rest on that were given without a look: that no such id is in the journal, and that nobody changed what
// these accounts may do.
const refusalsHold = (ids: string, accounts: string, acts: string) => `
    not exists (select from ledger.transfer where transfer.shard = $1 and transfer.id = any(${ids}::uuid[]))
    and not exists (
      select from unnest(${accounts}::uuid[], ${acts}::integer[]) as seen(id, acts)
      where seen.acts is distinct from (
        select account.acts from ledger.account where account.shard = $1 and account.id = seen.id))`

// Divides by zero unless $2 is still the newest row of the journal and refusals hold.
export const check = prepared(
  'ledger_check',
  `select 1 / (coalesce((select last from ledger.head where shard = $1) = $2::uuid, false)
    and ${refusalsHold('$3', '$4', '$5')})::integer as whole`,
)

// One statement moves the accounts, then the head, and writes the journal and the holds. Where anything is not as the batch took it to
// be, it divides by zero, and nothing of the batch remains:
// - an account is missing (it would be inserted as opened at infinity) or people changed it meanwhile (acts);
// - $32, if given, is no longer the newest row: somebody else wrote, so all that the batch was judged by may be wrong.
// The head waits for the accounts, in the order of all locks.
export const write = prepared(
  'ledger_write',
  `with moved as (
    insert into ledger.account (shard, id, posted, held_out, held_in, version, moved_at, usage, closed_at, currency, kind,
      opened_at, acts)
    select $1, id, posted, held_out, held_in, version, to_timestamp(moved_at / 1000), usage::json,
      to_timestamp(closed_at / 1000), '', '', 'infinity', acts
    from unnest($3::uuid[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::float8[], $9::text[], $10::float8[],
      $34::integer[]) as want(id, posted, held_out, held_in, version, moved_at, usage, closed_at, acts)
    on conflict (shard, id) do update set posted = excluded.posted, held_out = excluded.held_out,
      held_in = excluded.held_in, version = excluded.version, moved_at = excluded.moved_at, usage = excluded.usage,
      closed_at = excluded.closed_at
    where account.acts = excluded.acts
    returning account.opened_at
  ), head as (
    update ledger.head set n = head.n + $2::integer, before = last, last = $33::uuid
    where head.shard = $1 and ($32::uuid is null or head.last = $32::uuid)
      and (select count(*) from moved where opened_at < 'infinity') = $31::integer
    returning head.n, head.before
  ), journal as (
    insert into ledger.transfer (shard, n, id, kind, debit, credit, amount, code, flags, about, chain, peer, ref,
      debit_version, debit_balance, debit_held, credit_version, credit_balance, credit_held, effective_at, created_at, meta)
    select $1, head.n - $2::integer + row.at, row.id, row.kind, row.debit, row.credit, row.amount, row.code, row.flags,
      row.about, row.chain, row.peer, row.ref, row.debit_version, row.debit_balance, row.debit_held, row.credit_version,
      row.credit_balance, row.credit_held, to_timestamp(row.effective_at / 1000), to_timestamp(row.created_at / 1000),
      row.meta::json
    from head cross join unnest($11::uuid[], $12::text[], $13::uuid[], $14::uuid[], $15::bigint[], $16::text[],
      $17::integer[], $18::uuid[], $19::uuid[], $20::uuid[], $21::text[], $22::bigint[], $23::bigint[], $24::bigint[],
      $25::bigint[], $26::bigint[], $27::bigint[], $28::float8[], $29::float8[], $30::text[]) with ordinality
      as row(id, kind, debit, credit, amount, code, flags, about, chain, peer, ref, debit_version, debit_balance,
        debit_held, credit_version, credit_balance, credit_held, effective_at, created_at, meta, at)
    returning 1
  ), held as (
    -- New holds and changed ones alike, by the key whatever the tables' statistics say.
    insert into ledger.hold (shard, id, debit, credit, amount, rest, state, expires_at, created_at, code)
    select $1, id, debit, credit, amount, rest, state, to_timestamp(expires_at / 1000), to_timestamp(created_at / 1000), code
    from unnest($38::uuid[], $39::uuid[], $40::uuid[], $41::bigint[], $42::bigint[], $43::text[], $44::float8[],
      $45::float8[], $46::text[]) as now(id, debit, credit, amount, rest, state, expires_at, created_at, code)
    on conflict (shard, id) do update set rest = excluded.rest, state = excluded.state
  )
  select (select n from head) as n, (select before from head) as before,
    1 / ((select count(*) from head) = 1 and (select count(*) from journal) = $2::integer
      and ${refusalsHold('$35', '$36', '$37')})::integer as whole`,
)
