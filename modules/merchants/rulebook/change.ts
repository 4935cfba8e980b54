import type { InputOf, MerchantRuleChange, merchantsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { ruleDecided } from '../events.ts'
import { rowOfRule, showChange } from './show.ts'
import * as store from './store.ts'

/**
 * Proposes a rule; it holds once another operator approved it. Safe to repeat. Refuses a day below one payment
 * (`limits_out_of_order`), where something waits for the same rule (`proposal_open`), and an id that says something else
 * (`exists_different`).
 */
export async function proposeRule(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.proposeMerchantRule>>,
): Promise<MerchantRuleChange> {
  const wish = rowOfRule(input.rule)
  if (wish.dayMax !== null && wish.dayMax < wish.value) throw new Refusal('limits_out_of_order')
  await store.insertChange(city.db, { ...wish, id: input.id, by: by.person, at: city.clock.now() })
  const row = await store.changeOf(city.db, input.id)
  if (!row) throw new Refusal('proposal_open')
  const same = row.proposedBy === by.person && row.kind === wish.kind && row.name === wish.name
  if (!same || row.value !== wish.value || row.dayMax !== wish.dayMax) throw new Refusal('exists_different')
  return showChange(row)
}

/**
 * Another operator's word on a proposal. Safe to repeat. Refuses the one who made it (`needs_another_person`), and one that
 * was decided otherwise (`already_decided`).
 */
export async function decideRule(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.decideMerchantRule>>,
): Promise<MerchantRuleChange> {
  const before = await store.changeOf(city.db, input.id)
  if (!before) throw new Refusal('not_found')
  if (before.proposedBy === by.person) throw new Refusal('needs_another_person')
  const decision = { state: input.approve ? 'approved' : 'rejected', by: by.person, at: city.clock.now() } as const
  const decided = await city.db.tx(async tx => {
    const row = await store.decideChange(tx, input.id, decision)
    if (row && input.approve) await store.writeRule(tx, row)
    return row
  })
  if (decided) ruleDecided(city, decided.kind, decided.state)
  const after = decided ?? (await store.changeOf(city.db, input.id)) ?? before
  if (after.state !== decision.state || after.decidedBy !== by.person) throw new Refusal('already_decided')
  return showChange(after)
}
