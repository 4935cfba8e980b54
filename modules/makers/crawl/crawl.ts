import type { CrawlWhy } from '@plaza/contract'
import { perCity, type City } from '@plaza/house'
import { closeSession, createPerson, openSession } from '@plaza/identity'
import { derivedId } from '@plaza/kernel'
import type { Crawled, CrawlEnd } from '@plaza/program-crawl'
import { beginLook, endLook } from '@plaza/programs'
import { crawlBroke, crawlEnded, crawlUnsafe, LOOKED_AT } from '../events.ts'
import { CRAWL_LEASE_MS, CRAWL_PATIENCE_MS, CRAWL_TRIES_MAX } from '../limits.ts'
import { publicProfile } from '../profile.ts'
import { programByApp } from '../store.ts'
import { versionById, type VersionRow } from '../versions/store.ts'
import { pagesToVisit } from './pages.ts'
import { dropShots, endCrawl, giveBack, giveUp, putShot, takeCrawl, type CrawlRow } from './store.ts'

/** What opens pages of a program as somebody who is signed in, and tells of each; it ends by itself in time, or when told to. */
export type Crawler = (
  order: { readonly appId: string; readonly token: string; readonly pages: readonly string[] },
  watch: { readonly tell: (page: Crawled) => void; readonly signal: AbortSignal },
) => Promise<CrawlEnd>

interface State {
  crawler: Crawler | Extract<CrawlWhy, 'no_browser' | 'no_sandbox'>
  readonly stopping: AbortController
  busy?: Promise<void> | undefined
}
const state = perCity((): State => ({ crawler: 'no_browser', stopping: new AbortController() }))

/** Door: what looks at programs here; else why nothing does. What is looked at when the city stops is begun anew later. */
export function useCrawler(city: City, crawler: State['crawler']): void {
  const mine = state(city)
  mine.crawler = crawler
  city.onStop(async () => {
    mine.stopping.abort()
    await mine.busy
  })
}

/** For tests and whoever stops: until nothing is looked at in this process. */
export const crawled = (city: City): Promise<void> => state(city).busy ?? Promise.resolve()

/** Who looks: an account of the city's own, which has no money, no friends, and nothing after each look. */
const LOOKER = { id: derivedId('who looks at programs in review'), handle: 'reviewer', name: 'Review' } as const

/**
 * Chore: takes up the look that waits the longest, one at a time in a process. It is not waited for, as it takes minutes.
 * Where there is no browser, it says so once others had their time.
 */
export async function crawlDue(city: City): Promise<void> {
  const mine = state(city)
  const now = city.clock.now()
  const { crawler } = mine
  if (typeof crawler === 'string') return giveUp(city.db, { why: crawler, askedBefore: now - CRAWL_PATIENCE_MS, now })
  if (mine.busy) return
  const taken = await takeCrawl(city.db, { now, until: now + CRAWL_LEASE_MS })
  if (!taken) return
  mine.busy = look(city, taken, crawler)
    .catch((error: unknown) => crawlBroke(city, taken.version, error))
    .finally(() => {
      mine.busy = undefined
    })
}

async function look(city: City, { version: id, tries }: CrawlRow, crawler: Crawler): Promise<void> {
  const end = (how: 'done' | 'cut' | 'failed', why: CrawlWhy | null) =>
    city.tx(async tx => {
      await endCrawl(tx, id, { state: how, why, now: city.clock.now() })
      await city.outbox.emit(tx, LOOKED_AT, { version: id })
    })
  const row = await versionById(city.db, id)
  if (!row?.profile || tries > CRAWL_TRIES_MAX) return end('failed', 'broke')
  await dropShots(city.db, id)
  const token = await comeIn(city, row)
  const written: Promise<void>[] = []
  const pages = pagesToVisit(row.facts).pages
  try {
    const tell = (page: Crawled) => void written.push(keep(city, id, pages, page))
    const ended = await crawler({ appId: row.appId, token, pages }, { tell, signal: state(city).stopping.signal })
    await Promise.all(written)
    if (ended.how === 'no_sandbox') return await noSandbox(city, id)
    if (ended.how === 'failed') crawlBroke(city, id, new Error(ended.why))
    crawlEnded(city, ended.how)
    await end(ended.how, ended.how === 'failed' ? 'broke' : null)
  } finally {
    await closeSession(city, token)
    await city.tx(tx => endLook(tx, { appId: row.appId, person: LOOKER.id }))
  }
}

/** The browser would have to run strangers' code without a sandbox: this process looks at nothing more, others may. */
async function noSandbox(city: City, version: string): Promise<void> {
  state(city).crawler = 'no_sandbox'
  crawlUnsafe(city)
  await giveBack(city.db, version)
}

/** From now on the version runs for the looker, who has a session. */
async function comeIn(city: City, { id, appId, profile }: VersionRow): Promise<string> {
  await createPerson(city, { ...LOOKER, kind: 'service' })
  const maker = (await programByApp(city.db, appId))?.teamName ?? ''
  await city.tx(tx =>
    beginLook(city, tx, { appId, version: id, person: LOOKER.id, profile: publicProfile(profile!, maker) }),
  )
  return openSession(city, LOOKER.id, { name: LOOKER.name, kind: 'browser' })
}

const keep = (city: City, version: string, pages: readonly string[], page: Crawled): Promise<void> => {
  const { path, opened, errors, unsupported, picture } = page
  return putShot(city.db, version, { n: pages.indexOf(path), path, opened, errors, unsupported, picture })
}
