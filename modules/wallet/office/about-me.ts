import type { ReplyOf, walletApi } from '@plaza/contract'
import { sql } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { CHANGES_SHOWN_MAX } from '../limits.ts'

/** What operators looked up of the caller or did to their wallet, and why they said they did. */
export async function actsAboutMe(city: City, { by }: Call<object>): Promise<ReplyOf<typeof walletApi.actsAboutMe>> {
  const acts = await city.db.rows<ReplyOf<typeof walletApi.actsAboutMe>['acts'][number]>(sql`
    select id, at, operator, what, reason from wallet.office_act
    where person = ${by.person}
    order by id desc limit ${CHANGES_SHOWN_MAX}`)
  return { acts }
}
