import type { Finding, ProgramProfile } from '@plaza/contract'
import type { City } from '@plaza/house'
import { setImmediate as breathe } from 'node:timers/promises'
import { CHECKED_BYTES_MAX } from '../limits.ts'
import type { VersionRow } from '../versions/store.ts'
import { judge } from './judge.ts'
import { Scanner, type Scan } from './scan.ts'
import { wordsListed } from './words.ts'

/** Reads a version's sources and judges them together with a profile. */
export async function checkProgram(city: City, version: VersionRow, profile: ProgramProfile): Promise<Finding[]> {
  const { scan, sitemap } = await scanSources(city, version, profile)
  return judge({ profile, facts: version.facts, scan, sitemap })
}

async function scanSources(
  city: City,
  { sources }: VersionRow,
  profile: ProgramProfile,
): Promise<{ scan: Scan; sitemap: string | undefined }> {
  const scanner = new Scanner(await wordsListed(city.db))
  let sitemap: string | undefined
  let read = 0
  for (const [path, [sha256, bytes, text]] of Object.entries(sources)) {
    if (!text || (read += bytes) > CHECKED_BYTES_MAX) continue
    const content = Buffer.from((await city.blobs.get(sha256)) ?? []).toString('utf8')
    if (path === 'sitemap.json') sitemap = content
    scanner.read(path, content)
    // A large program is read in many turns, so that nobody else waits for it.
    await breathe()
  }
  scanner.read('profile', wordsOf(profile))
  return { scan: scanner.scan, sitemap }
}

/** Everything that citizens read of a profile. */
function wordsOf({ names, abouts, keywords, pages, places, templates, scopes }: ProgramProfile): string {
  return JSON.stringify([
    names,
    abouts,
    keywords,
    pages.map(page => page.titles),
    places.map(place => [place.names, place.address]),
    templates.map(template => [template.titles, template.fields]),
    Object.values(scopes),
  ])
}
