import type { Finding, InputOf, MakerVersion, makersApi, ProgramProfile, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { endLooks } from '@plaza/programs'
import { licencesFor } from '../categories.ts'
import { checkProgram } from '../checks/check.ts'
import { pagesToVisit } from '../crawl/pages.ts'
import { askCrawl } from '../crawl/store.ts'
import { noteAct } from '../events.ts'
import { keyById } from '../keys/store.ts'
import { developed, programFor } from '../programs.ts'
import { lockProgram, programByApp } from '../store.ts'
import { showVersion, versionIn } from './show.ts'
import { approvedProfiles, moveVersion, writeSubmission } from './store.ts'

type Api = typeof makersApi

/** What the checks say of a version with the profile as it is now. */
export async function checkVersion(
  city: City,
  { input, by }: Call<InputOf<Api['checkVersion']>>,
): Promise<ReplyOf<Api['checkVersion']>> {
  const { program } = await programFor(city, input.appId, by.person)
  return { findings: await checkProgram(city, await versionIn(city, input.appId, input.version), program.profile) }
}

/**
 * Asks for review of a version together with the profile as it is now. Safe to repeat. Refuses one whose key was revoked,
 * what the checks call an error (`checks_failed`), a second one at once (`review_open`), and what was approved already
 * (`already_decided`). A refused version may be submitted again, for what was wrong may have been the profile.
 */
export async function submitVersion(
  city: City,
  { input, by }: Call<InputOf<Api['submitVersion']>>,
): Promise<MakerVersion> {
  const { appId } = input
  const { program } = await developed(city, appId, by.person)
  const row = await versionIn(city, appId, input.version)
  if (row.state === 'review') return showVersion(city, row)
  if (row.approvedAt !== null) throw new Refusal('already_decided')
  if ((await keyById(city.db, row.key))?.revokedAt !== null) throw new Refusal('key_revoked')
  const { profile } = program
  const findings = await checkProgram(city, row, profile)
  if (findings.some(one => one.severity === 'error')) throw new Refusal('checks_failed', { count: errorsIn(findings) })
  await city.tx(async tx => {
    const now = await lockProgram(tx, appId)
    if (now.review !== null) throw new Refusal('review_open')
    // The checks read the profile from before the lock: what changed meanwhile is not what was checked.
    if (JSON.stringify(now.profile) !== JSON.stringify(profile)) throw new Refusal('busy', { retryMs: 100 })
    if (!(await moveVersion(tx, row.id, { from: ['develop', 'trial', 'refused'], to: 'review' })))
      throw new Refusal('version_not_ready')
    const fourEyes = asksFor(profile, await approvedProfiles(tx, appId))
    await writeSubmission(tx, row.id, { profile, findings, fourEyes, by: by.person, now: city.clock.now() })
    await askCrawl(tx, { version: row.id, ...visited(pagesToVisit(row.facts)), now: city.clock.now() })
    await noteAct(city, tx, { appId, what: 'submitted', by: by.person, facts: { version: row.version } })
  })
  return showVersion(city, await versionIn(city, appId, row.id))
}

const visited = ({ pages, leftOut }: ReturnType<typeof pagesToVisit>) => ({ pages: pages.length, leftOut })
const errorsIn = (findings: readonly Finding[]): number => findings.filter(one => one.severity === 'error').length

export const PAYMENT_SCOPE = 'scope.payment'

/** What is asked for the first time and takes two operators: payments, and a category that needs licences. */
function asksFor(profile: ProgramProfile, before: readonly ProgramProfile[]): ('payments' | 'licence')[] {
  const pays = PAYMENT_SCOPE in profile.scopes && !before.some(one => PAYMENT_SCOPE in one.scopes)
  const licensed = licencesFor(profile.category).length > 0 && !before.some(one => one.category === profile.category)
  return [...(pays ? (['payments'] as const) : []), ...(licensed ? (['licence'] as const) : [])]
}

/** Takes a version back from review. Safe to repeat. */
export async function withdrawVersion(
  city: City,
  { input, by }: Call<InputOf<Api['withdrawVersion']>>,
): Promise<MakerVersion> {
  const { appId } = input
  await developed(city, appId, by.person)
  const row = await versionIn(city, appId, input.version)
  if (row.decidedAt !== null) throw new Refusal('already_decided')
  await city.tx(async tx => {
    const { trial } = await lockProgram(tx, appId)
    const to = trial === row.id ? 'trial' : 'develop'
    if (!(await moveVersion(tx, row.id, { from: ['review'], to }))) {
      if ((await versionIn(city, appId, row.id)).decidedAt !== null) throw new Refusal('already_decided')
      return
    }
    await endLooks(tx, row.id)
    await noteAct(city, tx, { appId, what: 'withdrawn', by: by.person, facts: { version: row.version } })
  })
  return showVersion(city, await versionIn(city, appId, row.id))
}

/** For whoever looks at a version: the profile that citizens have now. */
export async function releasedProfile(city: City, appId: string): Promise<ProgramProfile | undefined> {
  const released = (await programByApp(city.db, appId))?.released ?? null
  return released === null ? undefined : ((await versionIn(city, appId, released)).profile ?? undefined)
}
