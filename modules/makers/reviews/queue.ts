import type { InputOf, makersApi, ReplyOf, Review } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { CLAIM_LIFE_MS, QUEUE_MAX } from '../limits.ts'
import { domainsOf } from '../profile.ts'
import { programByApp } from '../store.ts'
import { teamById } from '../teams/store.ts'
import { showVersion } from '../versions/show.ts'
import { versionById, waitingVersions, type VersionRow } from '../versions/store.ts'
import { changedFiles, releasedOf } from './diff.ts'

type Api = typeof makersApi

export async function reviewQueue(city: City): Promise<ReplyOf<Api['reviewQueue']>> {
  const rows = await waitingVersions(city.db, QUEUE_MAX)
  return { reviews: await Promise.all(rows.map(row => showReview(city, row))) }
}

/** A version that was submitted, with everything that a reviewer compares. Refuses `not_found`. */
export async function seeReview(
  city: City,
  { input }: Call<InputOf<Api['seeReview']>>,
): Promise<ReplyOf<Api['seeReview']>> {
  const row = await submitted(city, input.version)
  const before = await releasedOf(city, row)
  const profile = row.profile!
  const { files, more } = changedFiles(before?.sources ?? {}, row.sources)
  const known = before?.profile ?? undefined
  const [domains, scopes] = [known ? domainsOf(known) : [], Object.keys(known?.scopes ?? {})]
  return {
    review: await showReview(city, row),
    profile,
    ...(known ? { before: known } : {}),
    problems: [...row.problems],
    findings: [...row.findings],
    files,
    more,
    newDomains: domainsOf(profile).filter(domain => !domains.includes(domain)),
    newScopes: Object.keys(profile.scopes).filter(scope => !scopes.includes(scope)),
  }
}

/** A version that was submitted at least once. */
export async function submitted(city: City, id: string): Promise<VersionRow> {
  const row = await versionById(city.db, id)
  if (!row?.profile || row.submittedAt === null) throw new Refusal('not_found')
  return row
}

/** Who looks at it now; a claim ends by itself, so that nobody blocks a queue by going home. */
export const claimant = (row: VersionRow, now: number): string | undefined =>
  row.claimedBy !== null && row.claimedAt !== null && row.claimedAt + CLAIM_LIFE_MS > now ? row.claimedBy : undefined

async function showReview(city: City, row: VersionRow): Promise<Review> {
  const program = await programByApp(city.db, row.appId)
  const team = program && (await teamById(city.db, program.team))
  if (!team) throw new Refusal('not_found')
  const claimedBy = claimant(row, city.clock.now())
  const [card] = claimedBy === undefined ? [] : await cards(city, [claimedBy])
  const count = (severity: 'error' | 'warning') => row.findings.filter(one => one.severity === severity).length
  return {
    version: await showVersion(city, row),
    name: row.profile?.names.en ?? '',
    team: { id: team.id, name: team.name, contact: team.contact },
    waitingSince: row.submittedAt ?? row.createdAt,
    ...(card ? { claimedBy: card } : {}),
    fourEyes: [...row.fourEyes],
    errors: count('error'),
    warnings: count('warning'),
  }
}
