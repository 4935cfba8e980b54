import { personSubject } from '@plaza/chat'
import type { Down, UploadState } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import type { Push } from '@plaza/realtime'

/** Outbox: somebody was asked to try a program; the city's browser has looked at a version. */
export const TESTER_ASKED = 'makers.tester_asked'
export const LOOKED_AT = 'makers.looked_at'

/** Everything that somebody decided about a program, as the audit trail calls it. */
export type What =
  | 'registered'
  | 'profile_changed'
  | 'secret_renewed'
  | 'uploaded'
  | 'tried'
  | 'trial_ended'
  | 'tester_asked'
  | 'tester_gone'
  | 'citizen_made'
  | 'citizen_gone'
  | 'submitted'
  | 'withdrawn'
  | 'claimed'
  | 'approved_once'
  | 'approved'
  | 'refused'
  | 'released'
  | 'share_released'
  | 'rolled_back'

/** Adds a line to the audit trail, in the commit that it is about. */
export async function noteAct(
  city: City,
  tx: Queries,
  act: { appId: string; what: What; by: string; facts?: Record<string, unknown> },
): Promise<void> {
  const { appId, what, by, facts = {} } = act
  await tx.run(sql`
    insert into makers.act (app_id, what, person, facts, at)
    values (${appId}, ${what}, ${by}, ${JSON.stringify(facts)}, ${instant(city.clock.now())})`)
  city.metrics.count('makers_acts', { what })
}

export function uploadEnded(city: City, appId: string, state: UploadState, why: string): void {
  city.log.info({ appId, state, why }, 'upload of a mini program ended')
  city.metrics.count('makers_uploads', { state, why })
}

export function compileFailed(city: City, upload: string, error: unknown): void {
  city.log.error({ err: error, upload }, 'upload could not be compiled')
  city.metrics.count('makers_compiles_failed')
}

export function crawlEnded(city: City, how: string): void {
  city.metrics.count('makers_crawls', { how })
}

export function crawlUnsafe(city: City): void {
  city.log.warn('Chromium gets no sandbox here, so no program in review is looked at: plaza doctor tells what helps')
}

export function crawlBroke(city: City, version: string, error: unknown): void {
  city.log.error({ err: error, version }, 'pages of a version could not be looked at')
}

/** A hint to the people of a team; whoever was away asks. */
export function tellUpload(
  city: City,
  people: readonly string[],
  upload: { id: string; appId: string; state: UploadState },
): void {
  const frame: Down = { t: 'upload', app: upload.appId, upload: upload.id, state: upload.state }
  const push: Push = { f: JSON.stringify(frame), e: true }
  for (const person of people) city.bus.publish(personSubject(person), push)
}
