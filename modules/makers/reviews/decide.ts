import type { InputOf, MakerVersion, makersApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { endLooks } from '@plaza/programs'
import { noteAct } from '../events.ts'
import { lockProgram } from '../store.ts'
import { memberOf } from '../teams/store.ts'
import { showVersion, versionIn, yesNeeded } from '../versions/show.ts'
import { moveVersion, saidYes, sayYes, writeClaim, writeDecision, type VersionRow } from '../versions/store.ts'
import { claimant, submitted } from './queue.ts'

type Api = typeof makersApi

/** Says that the operator looks at a version now, or no more. */
export async function claimReview(
  city: City,
  { input, by }: Call<InputOf<Api['claimReview']>>,
): Promise<ReplyOf<Api['claimReview']>> {
  const row = await submitted(city, input.version)
  await city.tx(async tx => {
    const { team } = await lockProgram(tx, row.appId)
    const now = await versionIn(city, row.appId, row.id)
    if (now.state !== 'review') throw new Refusal('already_decided')
    if (await memberOf(tx, team, by.person)) throw new Refusal('needs_another_person')
    const other = claimant(now, city.clock.now())
    if (other !== undefined && other !== by.person) throw new Refusal('review_claimed')
    await writeClaim(tx, row.id, input.on ? { by: by.person, at: city.clock.now() } : { by: null, at: null })
    if (input.on && other === undefined)
      await noteAct(city, tx, { appId: row.appId, what: 'claimed', by: by.person, facts: { version: row.version } })
  })
  return { done: true }
}

/**
 * An operator's word on a version. Where payments or a licensed category are asked for the first time, two operators have to
 * say yes; one no is enough. Safe to repeat. Refuses members of its team (`needs_another_person`), a no without reasons, and
 * what was decided otherwise (`already_decided`).
 */
export async function decideReview(
  city: City,
  { input, by }: Call<InputOf<Api['decideReview']>>,
): Promise<MakerVersion> {
  const { approve } = input
  const reasons = input.reasons.trim()
  const row = await submitted(city, input.version)
  if (!approve && reasons === '') throw new Refusal('reasons_missing')
  await city.tx(async tx => {
    const { team } = await lockProgram(tx, row.appId)
    const now = await versionIn(city, row.appId, row.id)
    if (await memberOf(tx, team, by.person)) throw new Refusal('needs_another_person')
    if (await saidYes(tx, row.id, by.person)) {
      if (approve) return
      if (now.state !== 'review') throw new Refusal('already_decided')
    }
    if (now.state !== 'review') {
      if (!approve && now.state === 'refused' && now.reasons === reasons) return
      throw new Refusal('already_decided')
    }
    const act = (what: 'approved' | 'approved_once' | 'refused', facts: Record<string, unknown> = {}) =>
      noteAct(city, tx, { appId: row.appId, what, by: by.person, facts: { version: row.version, ...facts } })
    if (!approve) {
      await endLooks(tx, row.id)
      await moveVersion(tx, row.id, { from: ['review'], to: 'refused' })
      await writeDecision(tx, row.id, { approved: false, reasons, now: city.clock.now() })
      return act('refused', { reasons })
    }
    const yes = await sayYes(tx, row.id, by.person, city.clock.now())
    if (yes < yesNeeded(now)) return act('approved_once')
    await endLooks(tx, row.id)
    await moveVersion(tx, row.id, { from: ['review'], to: 'approved' })
    await writeDecision(tx, row.id, { approved: true, reasons: null, now: city.clock.now() })
    return act('approved')
  })
  const after: VersionRow = await versionIn(city, row.appId, row.id)
  return showVersion(city, after)
}
