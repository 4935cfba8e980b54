import { readFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { drawShares } from '@plaza/fair'
import { derivedId, systemDice, uuidv7 } from '@plaza/kernel'
import pg from 'pg'
import { LIFE_MS, TOTAL, type Outcome, type Racer } from './racer.ts'

const POOL = 16
const newId = () => uuidv7(Date.now(), systemDice)

/** Makes the tables of both SQL racers, and a wallet for everybody. */
export async function makeSqlRacers(url: string, people: number): Promise<Racer[]> {
  const pool = new pg.Pool({ connectionString: url, max: POOL })
  // Connections that the pool has closed may still hear that the server ends.
  pool.on('error', () => {})
  await pool.query(readFileSync(new URL('./peers.sql', import.meta.url), 'utf8'))
  const ids = Array.from({ length: people }, (_, i) => derivedId('race', String(i)))
  await pool.query('insert into race.wallet (id, balance) select id, 0 from unnest($1::uuid[]) as w(id)', [ids])
  const grabs = { lock: lockAndWrite(pool), fn: oneCall(pool) }
  return Object.entries(grabs).map(([name, grab], i) => ({
    name,
    fill: count => fill(pool, count),
    grab: (envelope, person) => grab(envelope, ids[person] as string),
    takes: envelope => takesOf(pool, envelope),
    faults: () => faults(pool),
    // They share a pool.
    [Symbol.asyncDispose]: async () => (i === 0 ? pool.end() : undefined),
  }))
}

async function fill(pool: pg.Pool, count: number): Promise<string> {
  const id = newId()
  const shares = await drawShares({ seed: new Uint8Array(randomBytes(32)), total: TOTAL, count, max: 20_000n })
  await pool.query('insert into race.wallet (id, balance) values ($1, $2)', [id, TOTAL])
  await pool.query('insert into race.envelope (id, shares, expires_at) values ($1, $2, $3)', [
    id,
    shares.map(String),
    new Date(Date.now() + LIFE_MS),
  ])
  return id
}

type Grab = (envelope: string, person: string) => Promise<Outcome>

/** BEGIN, the envelope's row for update, is it there already, five writes, COMMIT: what one writes first. */
function lockAndWrite(pool: pg.Pool): Grab {
  return async (envelope, person) => {
    const client = await pool.connect()
    const run = (name: string, text: string, values: unknown[]) => client.query({ name, text, values })
    const decide = async (): Promise<Outcome> => {
      const found = await run(
        'l_lock',
        'select shares[taken + 1] as amount, taken, expires_at > clock_timestamp() as live from race.envelope where id = $1 for update',
        [envelope],
      )
      const known = await run('l_known', 'select from race.grab where envelope = $1 and person = $2', [
        envelope,
        person,
      ])
      if (known.rowCount) return 'taken'
      const { amount, taken, live } = found.rows[0] as { amount: string | null; taken: number; live: boolean }
      if (amount === null) return 'empty'
      if (!live) return 'over'
      await run('l_taken', 'update race.envelope set taken = taken + 1 where id = $1', [envelope])
      await run('l_grab', 'insert into race.grab (envelope, person, place, amount) values ($1, $2, $3, $4)', [
        envelope,
        person,
        taken + 1,
        amount,
      ])
      await run('l_journal', 'insert into race.journal (id, debit, credit, amount) values ($1, $2, $3, $4)', [
        newId(),
        envelope,
        person,
        amount,
      ])
      await run('l_out', 'update race.wallet set balance = balance - $2 where id = $1', [envelope, amount])
      await run('l_in', 'update race.wallet set balance = balance + $2 where id = $1', [person, amount])
      return 'ok'
    }
    try {
      await client.query('begin')
      const outcome = await decide()
      await client.query(outcome === 'ok' ? 'commit' : 'rollback')
      return outcome
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }
}

/** The same in one plpgsql call. */
function oneCall(pool: pg.Pool): Grab {
  return async (envelope, person) => {
    const { rows } = await pool.query<{ outcome: Outcome }>({
      name: 'fn_take',
      text: 'select race.take($1, $2, $3) as outcome',
      values: [newId(), envelope, person],
    })
    return rows[0]?.outcome ?? 'over'
  }
}

async function takesOf(pool: pg.Pool, envelope: string) {
  const { rows } = await pool.query<{ person: string; amount: string }>(
    'select person, amount from race.grab where envelope = $1 order by place',
    [envelope],
  )
  return rows.map(({ person, amount }) => ({ person, amount: BigInt(amount) }))
}

async function faults(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ fault: string }>(
    `select 'money made' as fault where (select sum(balance) from race.wallet) <> $1::bigint * (select count(*) from race.envelope)
    union all select 'overdraft' where exists (select from race.wallet where balance < 0)
    union all select 'journal is not the grabs' where (select coalesce(sum(amount), 0) from race.journal) <> (select coalesce(sum(amount), 0) from race.grab)`,
    [TOTAL],
  )
  return rows.map(row => row.fault)
}
