import type { InputOf, OfficeAct, ReplyOf, walletApi } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { officeActed } from '../events.ts'
import { CHANGES_SHOWN_MAX } from '../limits.ts'

/** Keeps what an operator did, in the caller's transaction: an act and its trace are one commit. */
export async function keepAct(
  city: City,
  tx: Queries,
  act: Omit<OfficeAct, 'id' | 'at' | 'person'> & { readonly person?: string | undefined },
): Promise<void> {
  const { operator, what, person, subject, reason } = act
  await tx.run(sql`
    insert into wallet.office_act (id, at, operator, what, person, subject, reason)
    values (${city.newId()}, ${instant(city.clock.now())}, ${operator}, ${what}, ${person ?? null}, ${subject}, ${reason})`)
  officeActed(city, what)
}

/** What operators looked up and did, for operators: whoever looks is looked at. */
export async function seeActs(
  city: City,
  { input }: Call<InputOf<typeof walletApi.officeActs>>,
): Promise<ReplyOf<typeof walletApi.officeActs>> {
  const { before = null } = input
  const rows = await city.db.rows<Omit<OfficeAct, 'person'> & { person: string | null }>(sql`
    select id, at, operator, what, person, subject, reason from wallet.office_act
    where ${before}::uuid is null or id < ${before}::uuid
    order by id desc limit ${CHANGES_SHOWN_MAX + 1}`)
  const acts = rows.slice(0, CHANGES_SHOWN_MAX).map(({ person, ...act }) => ({ ...act, ...(person ? { person } : {}) }))
  return { acts, more: rows.length > CHANGES_SHOWN_MAX }
}
