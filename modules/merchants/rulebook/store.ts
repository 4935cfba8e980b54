import type { MerchantRule, MerchantRuleChange } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

/** A rule as a row: its kind, of what, and its numbers. */
export interface RuleRow {
  readonly kind: MerchantRule['kind']
  readonly name: string
  readonly value: bigint
  readonly dayMax: bigint | null
}

export interface ChangeRow extends RuleRow {
  readonly id: string
  readonly state: MerchantRuleChange['state']
  readonly proposedBy: string
  readonly proposedAt: number
  readonly decidedBy: string | null
  readonly decidedAt: number | null
}

const CHANGE = sql`id, kind, name, value, day_max as "dayMax", state, proposed_by as "proposedBy",
  proposed_at as "proposedAt", decided_by as "decidedBy", decided_at as "decidedAt"`

// ---- reading ----

/** Every rule as it holds now: fees (any other category first), small payments by tier, and the disputes' one. */
export function rulesNow(db: Queries): Promise<RuleRow[]> {
  return db.rows(sql`
    select kind, name, value, "dayMax"
    from (
      select 1 as place, 'fee' as kind, category as name, basis_points::bigint as value, null::bigint as "dayMax"
      from merchants.fee
      union all
      select 2, 'small', tier::text, payment_max, day_max from merchants.small_rule
      union all
      select 3, 'dispute', '', value, null from merchants.setting where name = 'dispute_alone_max'
    ) as rule
    order by place, name collate "C"`)
}

/** What was proposed and decided: first what waits, then the newest. */
export function changes(db: Queries, max: number): Promise<ChangeRow[]> {
  return db.rows(sql`
    select ${CHANGE} from merchants.rule_change order by state <> 'proposed', proposed_at desc, id limit ${max}`)
}

export function changeOf(db: Queries, id: string): Promise<ChangeRow | undefined> {
  return db.maybe(sql`select ${CHANGE} from merchants.rule_change where id = ${id}`)
}

// ---- writing ----

/** Proposes; nothing happens where something is proposed for it already, or under this id. */
export async function insertChange(
  db: Queries,
  row: RuleRow & { readonly id: string; readonly by: string; readonly at: number },
): Promise<void> {
  await db.run(sql`
    insert into merchants.rule_change (id, kind, name, value, day_max, proposed_by, proposed_at)
    values (${row.id}, ${row.kind}, ${row.name}, ${row.value}, ${row.dayMax}, ${row.by}, ${instant(row.at)})
    on conflict do nothing`)
}

/** Decides a proposal of somebody else's, once; undefined where there is none that waits. */
export function decideChange(
  tx: Queries,
  id: string,
  decision: { readonly state: 'approved' | 'rejected'; readonly by: string; readonly at: number },
): Promise<ChangeRow | undefined> {
  return tx.maybe(sql`
    update merchants.rule_change
    set state = ${decision.state}, decided_by = ${decision.by}, decided_at = ${instant(decision.at)}
    where id = ${id} and state = 'proposed' and proposed_by <> ${decision.by}
    returning ${CHANGE}`)
}

/** Makes a rule hold from now on. */
export async function writeRule(tx: Queries, { kind, name, value, dayMax }: RuleRow): Promise<void> {
  switch (kind) {
    case 'fee':
      await tx.run(sql`
        insert into merchants.fee (category, basis_points) values (${name}, ${value}::integer)
        on conflict (category) do update set basis_points = excluded.basis_points`)
      return
    case 'small':
      await tx.run(sql`
        insert into merchants.small_rule (tier, payment_max, day_max) values (${name}::integer, ${value}, ${dayMax})
        on conflict (tier) do update set payment_max = excluded.payment_max, day_max = excluded.day_max`)
      return
    case 'dispute':
      await tx.run(sql`update merchants.setting set value = ${value} where name = 'dispute_alone_max'`)
      return
  }
}
