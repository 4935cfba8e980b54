import type { IdentityCheck, InputOf, ReplyOf, walletApi } from '@plaza/contract'
import { instant, isTaken, sql, type Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { assert, Refusal } from '@plaza/kernel'
import { holderFor } from '../accounts.ts'
import { checkMoved, providerSilent } from '../events.ts'
import { APPROVALS_NEEDED, CHANGES_SHOWN_MAX } from '../limits.ts'
import { mayHaveWallet } from '../pin.ts'
import { showTier, tiersOf } from './plans.ts'
import { ProviderUnavailable, providerOf, sayInSandbox, type CheckNews, type CheckOutcome } from './provider.ts'
import { decideTier } from './settle.ts'

interface CheckRow extends Omit<IdentityCheck, 'url'> {
  readonly ref: string
  readonly url: string | null
}

const CHECK = sql`id, person, tier, state, reasons, ref, url, created_at as "createdAt", changed_at as "changedAt",
  (select count(*)::integer from wallet.opinion where opinion.identity_check = identity_check.id and approve) as approvals`

type DecideCall = Call<InputOf<typeof walletApi.decideCheck>>

/**
 * Begins a check of the caller's identity. Safe to repeat. Refuses a second one while the first is under way (`check_open`)
 * a tier that is not above the present one (`tier_not_higher`), and while the provider does not answer
 * (`identity_unavailable`).
 */
export async function startCheck(city: City, call: Call<InputOf<typeof walletApi.startCheck>>): Promise<IdentityCheck> {
  mayHaveWallet(call)
  const { by, input } = call
  const before = await checkOf(city.db, input.id)
  if (before) {
    if (before.person !== by.person || before.tier !== input.tier) throw new Refusal('exists_different')
    return look(city, before)
  }
  const holder = await holderFor(city, by.person)
  if (input.tier <= holder.tier) throw new Refusal('tier_not_higher')
  const begun = await begin(city, { id: input.id, person: by.person, tier: input.tier })
  const at = instant(city.clock.now())
  try {
    await city.db.run(sql`
      insert into wallet.identity_check (id, person, tier, state, ref, url, created_at, changed_at)
      values (${input.id}, ${by.person}, ${input.tier}, 'started', ${begun.ref}, ${begun.url ?? null}, ${at}, ${at})
      on conflict (id) do nothing`)
  } catch (error) {
    throw isTaken(error, 'identity_check_open') ? new Refusal('check_open') : error
  }
  const row = await checkOf(city.db, input.id)
  assert(row, 'a check that was begun is there')
  return look(city, row)
}

async function begin(city: City, check: { id: string; person: string; tier: number }) {
  return providerOf(city)
    .start(check)
    .catch((error: unknown) => {
      throw error instanceof ProviderUnavailable ? new Refusal('identity_unavailable') : error
    })
}

export async function myCheck(city: City, { by, input }: Call<{ id: string }>): Promise<IdentityCheck> {
  const row = await checkOf(city.db, input.id)
  if (row?.person !== by.person) throw new Refusal('not_found')
  return look(city, row)
}

/** What each tier allows, and the caller's latest check after a look at the provider. */
export async function myIdentity(city: City, call: Call<object>): Promise<ReplyOf<typeof walletApi.myIdentity>> {
  mayHaveWallet(call)
  const [tiers, row] = await Promise.all([
    tiersOf(city.db),
    city.db.maybe<CheckRow>(sql`
      select ${CHECK} from wallet.identity_check where person = ${call.by.person}
      order by created_at desc, id desc limit 1`),
  ])
  return { tiers: tiers.map(showTier), ...(row ? { check: await look(city, row) } : {}) }
}

/** Plays the sandbox provider. Refuses where there is a real one (`not_found`), and a check that is decided (`already_decided`). */
export async function playProvider(
  city: City,
  { by, input }: Call<InputOf<typeof walletApi.playProvider>>,
): Promise<IdentityCheck> {
  const row = await checkOf(city.db, input.id)
  if (row?.person !== by.person || !city.config.sandbox) throw new Refusal('not_found')
  if (row.state !== 'started') throw new Refusal('already_decided')
  await sayInSandbox(city, row.ref, input.says)
  return look(city, row)
}

/** Asks the provider about checks under way. */
export async function pollChecks(city: City): Promise<void> {
  const rows = await city.db.rows<CheckRow>(
    sql`select ${CHECK} from wallet.identity_check where state = 'started' order by created_at limit ${CHANGES_SHOWN_MAX}`,
  )
  for (const row of rows) await look(city, row)
}

/** A check as it stands, after a look at the provider while it is in its hands. */
async function look(city: City, row: CheckRow): Promise<IdentityCheck> {
  if (row.state !== 'started') return show(row)
  return settled(city, row, await askAbout(city, row))
}

/** What the provider says now. While it does not answer the check is under way, as before. */
async function askAbout(city: City, row: CheckRow): Promise<CheckOutcome> {
  try {
    return await providerOf(city).poll(row.ref)
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error
    providerSilent(city, error)
    return { kind: 'pending', reasons: [] }
  }
}

/** Hears what the provider told by itself; of a check that nobody began nothing follows. */
export async function hearCheck(city: City, { ref, outcome }: CheckNews): Promise<void> {
  const row = await city.db.maybe<CheckRow>(sql`select ${CHECK} from wallet.identity_check where ref = ${ref}`)
  if (row) await settled(city, row, outcome)
}

/** One outcome for each check: what was said first stays, whoever brings it. */
async function settled(city: City, row: CheckRow, outcome: CheckOutcome): Promise<IdentityCheck> {
  if (outcome.kind === 'pending') return show(row)
  return city.tx(async tx => {
    const now = await lock(tx, row.id)
    if (now.state !== 'started') return show(now)
    return moveOn(city, tx, now, outcome as CheckOutcome & { kind: 'approved' | 'rejected' | 'review' })
  })
}

/** Checks that wait for operators. */
export async function seeChecks(city: City): Promise<ReplyOf<typeof walletApi.checks>> {
  const rows = await city.db.rows<CheckRow & { approvedBy: string[] }>(sql`
    select ${CHECK}, array(
      select operator::text from wallet.opinion where opinion.identity_check = identity_check.id and approve order by at
    ) as "approvedBy"
    from wallet.identity_check where state = 'review' order by created_at limit ${CHANGES_SHOWN_MAX}`)
  return { checks: rows.map(({ approvedBy, ...row }) => ({ ...show(row), approvedBy })) }
}

/**
 * An operator's opinion. Two different operators approve, one rejection ends it; nobody decides about themselves
 * (`needs_another_person`). Safe to repeat.
 */
export async function decideCheck(city: City, { by, input }: DecideCall): Promise<IdentityCheck> {
  return city.tx(async tx => {
    const row = await lock(tx, input.id)
    if (row.person === by.person) throw new Refusal('needs_another_person')
    const given = await tx.maybe<{ approve: boolean }>(sql`
      select approve from wallet.opinion where identity_check = ${row.id} and operator = ${by.person}`)
    if (given?.approve === input.approve) return show(row)
    if (given) throw new Refusal('already_decided')
    if (row.state !== 'review') throw new Refusal('already_decided')
    await tx.run(sql`
      insert into wallet.opinion (identity_check, operator, approve, reason, at)
      values (${row.id}, ${by.person}, ${input.approve}, ${input.reason}, ${instant(city.clock.now())})`)
    const approvals = row.approvals + (input.approve ? 1 : 0)
    if (!input.approve) return moveOn(city, tx, row, { kind: 'rejected', reasons: [input.reason] })
    if (approvals < APPROVALS_NEEDED) return show({ ...row, approvals })
    return moveOn(city, tx, { ...row, approvals }, { kind: 'approved', reasons: [] })
  })
}

async function moveOn(
  city: City,
  tx: Queries,
  row: CheckRow,
  outcome: CheckOutcome & { kind: 'approved' | 'rejected' | 'review' },
): Promise<IdentityCheck> {
  const now = city.clock.now()
  await tx.run(sql`
    update wallet.identity_check
    set state = ${outcome.kind}, reasons = ${outcome.reasons}::text[], changed_at = ${instant(now)} where id = ${row.id}`)
  if (outcome.kind === 'approved') await decideTier(city, tx, row.person, row.tier, `identity check ${row.id}`)
  checkMoved(city, row.tier, outcome.kind)
  return show({ ...row, state: outcome.kind, reasons: [...outcome.reasons], changedAt: now })
}

function checkOf(db: Queries, id: string): Promise<CheckRow | undefined> {
  return db.maybe(sql`select ${CHECK} from wallet.identity_check where id = ${id}`)
}

async function lock(tx: Queries, id: string): Promise<CheckRow> {
  await tx.run(sql`select from wallet.identity_check where id = ${id} for update`)
  const row = await checkOf(tx, id)
  if (!row) throw new Refusal('not_found')
  return row
}

function show({ ref: _, url, ...row }: CheckRow): IdentityCheck {
  return { ...row, ...(url === null || row.state !== 'started' ? {} : { url }) }
}
