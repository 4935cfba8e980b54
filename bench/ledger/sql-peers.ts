import { readFileSync } from 'node:fs'
import { derivedId } from '@plaza/kernel'
import pg from 'pg'
import { START_BALANCE, type Payment, type Peer } from './peer.ts'

const POOL = 16
const accountIds = (count: number) => Array.from({ length: count }, (_, i) => derivedId('bench', String(i)))

/** Makes the tables of all SQL peers and their accounts, each with the same start balance out of account 0. */
export async function makeSqlPeers(url: string, accounts: number): Promise<Peer[]> {
  const pool = new pg.Pool({ connectionString: url, max: POOL })
  // Connections that the pool has closed may still hear that the server ends.
  pool.on('error', () => {})
  await pool.query(readFileSync(new URL('./peers.sql', import.meta.url), 'utf8'))
  const ids = accountIds(accounts)
  await pool.query(
    `insert into peer.account (id, balance, version, floor)
    select id, case when at = 1 then -$2::bigint * (cardinality($1::uuid[]) - 1) else $2 end, 0, case when at > 1 then 0 end
    from unnest($1::uuid[]) with ordinality as a(id, at)`,
    [ids, START_BALANCE],
  )
  await pool.query(
    `insert into entries.account (id, name, currency, balance, allow_negative)
    select 'pgla_' || id, 'account', 'EUR', case when at = 1 then -$2::bigint * (cardinality($1::uuid[]) - 1) else $2 end, at = 1
    from unnest($1::uuid[]) with ordinality as a(id, at)`,
    [ids, START_BALANCE],
  )
  await pool.query('vacuum analyze')
  const shared = { pool, ids }
  return [naive(shared), oneCall(shared), entries(shared)]
}

/** One of the peers whose tables another process made. */
export function openSqlPeer(url: string, name: string, accounts: number): Peer {
  const pool = new pg.Pool({ connectionString: url, max: POOL })
  pool.on('error', () => {})
  const shared = { pool, ids: accountIds(accounts) }
  const peer = [naive(shared), oneCall(shared), entries(shared)].find(one => one.name === name)
  if (!peer) throw new Error(`no SQL peer is called ${name}`)
  return { ...peer, [Symbol.asyncDispose]: () => pool.end() }
}

interface Shared {
  readonly pool: pg.Pool
  readonly ids: readonly string[]
}

const CHECKS = `
  select 'money made' as fault where (select sum(balance) from peer.account) <> 0
  union all select 'overdraft' where exists (select from peer.account where balance < floor)
  union all select 'chain broken' where exists (
    select from peer.account where version <> (select count(*) from peer.entry where entry.account = account.id))
  union all select 'balance is not the last entry' where exists (
    select from peer.account join peer.entry on entry.account = account.id and entry.version = account.version
    where entry.balance <> account.balance)`

const ENTRY_CHECKS = `
  select 'money made' as fault where (select sum(balance) from entries.account) <> 0
  union all select 'overdraft' where exists (select from entries.account where balance < 0 and not allow_negative)
  union all select 'legs' where (select coalesce(sum(amount), 0) from entries.entry) <> 0`

const faultsBy = (pool: pg.Pool, text: string) => async () =>
  (await pool.query<{ fault: string }>(text)).rows.map(row => row.fault)

/** BEGIN, SELECT FOR UPDATE, checks, four writes, COMMIT: six round trips. */
function naive({ pool, ids }: Shared): Peer {
  const pay = async ({ id, from, to, amount }: Payment) => {
    const client = await pool.connect()
    const run = (name: string, text: string, values: unknown[]) => client.query({ name, text, values })
    try {
      await client.query('begin')
      const pair = [ids[from], ids[to]]
      const { rows } = await run(
        'n_lock',
        'select id, balance, version, floor from peer.account where id = any($1) order by id for update',
        [pair],
      )
      const known = await run('n_known', 'select from peer.transfer where id = $1', [id])
      const [a, b] = pair.map(one => rows.find(row => row.id === one))
      const left = BigInt(a.balance) - BigInt(amount)
      const verdict = known.rowCount ? 'exists' : a.floor !== null && left < BigInt(a.floor) ? 'refused' : 'ok'
      if (verdict !== 'ok') {
        await client.query('rollback')
        return verdict
      }
      const balance = BigInt(b.balance) + BigInt(amount)
      await run('n_transfer', 'insert into peer.transfer (id, debit, credit, amount) values ($1, $2, $3, $4)', [
        id,
        ...pair,
        amount,
      ])
      const update = 'update peer.account set balance = $2, version = version + 1 where id = $1'
      await run('n_update', update, [pair[0], left])
      await run('n_update', update, [pair[1], balance])
      await run(
        'n_entries',
        `insert into peer.entry (account, version, transfer, amount, balance)
        values ($1, $2, $7, -$8::bigint, $3), ($4, $5, $7, $8, $6)`,
        [pair[0], BigInt(a.version) + 1n, left, pair[1], BigInt(b.version) + 1n, balance, id, amount],
      )
      await client.query('commit')
      return 'ok'
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }
  return { name: 'naive', knowsIds: true, pay, faults: faultsBy(pool, CHECKS), [Symbol.asyncDispose]: () => pool.end() }
}

/** The same in one plpgsql call. */
function oneCall({ pool, ids }: Shared): Peer {
  const pay = async ({ id, from, to, amount }: Payment) => {
    const { rows } = await pool.query<{ verdict: 'ok' | 'exists' | 'insufficient' }>({
      name: 'fn',
      text: 'select peer.transfer($1, $2, $3, $4) as verdict',
      values: [id, ids[from], ids[to], amount],
    })
    const verdict = rows[0]?.verdict
    return verdict === 'insufficient' || !verdict ? 'refused' : verdict
  }
  return { name: 'fn', knowsIds: true, pay, faults: faultsBy(pool, CHECKS), [Symbol.asyncDispose]: async () => {} }
}

/** Entries with previous and current balances, one call each. */
function entries({ pool, ids }: Shared): Peer {
  const pay = async ({ from, to, amount }: Payment) => {
    try {
      await pool.query({
        name: 'entries',
        text: 'select entries.create_transfer($1, $2, $3)',
        values: [`pgla_${ids[from]}`, `pgla_${ids[to]}`, amount],
      })
      return 'ok'
    } catch (error) {
      if ((error as { code?: string }).code === 'P0001') return 'refused'
      throw error
    }
  }
  return {
    name: 'pgledger',
    knowsIds: false,
    pay,
    faults: faultsBy(pool, ENTRY_CHECKS),
    [Symbol.asyncDispose]: async () => {},
  }
}
