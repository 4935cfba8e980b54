import type { ProgramProfile } from '@plaza/contract'
import { Refusal } from '@plaza/kernel'
import type { Profile } from '@plaza/programs'
import { CATEGORIES } from './categories.ts'

/** Schemes by the kind of call. */
const SCHEMES = {
  request: ['https:'],
  socket: ['wss:', 'https:'],
  upload: ['https:'],
  download: ['https:'],
  web: ['https:'],
} as const

/**
 * A profile as it is kept: domains as a browser writes them. Refuses what cannot be declared (`domain_invalid`), and a
 * category that does not exist or words that are broken (`bad_input`).
 */
export function cleanProfile(profile: ProgramProfile): ProgramProfile {
  if (!(profile.category in CATEGORIES)) throw new Refusal('bad_input', { field: 'category' })
  if (!JSON.stringify(profile).isWellFormed()) throw new Refusal('bad_input', { field: 'profile' })
  if (/\\u0000/.test(JSON.stringify(profile))) throw new Refusal('bad_input', { field: 'profile' })
  const ids = [...profile.places, ...profile.templates].map(one => one.id)
  if (new Set(ids).size < ids.length) throw new Refusal('bad_input', { field: 'id' })
  const domains: Record<string, string[]> = {}
  for (const [kind, schemes] of Object.entries(SCHEMES)) {
    const declared = profile.domains[kind as keyof typeof SCHEMES] ?? []
    if (declared.length > 0) domains[kind] = [...new Set(declared.map(domain => cleanDomain(domain, schemes)))]
  }
  return { ...profile, domains }
}

/** `https://host[:port]` and nothing else: a name of the public net, not an address or a name inside. */
function cleanDomain(domain: string, schemes: readonly string[]): string {
  const url = URL.canParse(domain) ? new URL(domain) : undefined
  const bare = url && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
  if (!url || !bare || !schemes.includes(url.protocol) || !isPublicName(url.hostname))
    throw new Refusal('domain_invalid', { domain: domain.slice(0, 80) })
  return `${url.protocol}//${url.host}`
}

const isPublicName = (host: string): boolean =>
  host.includes('.') &&
  !host.endsWith('.') &&
  !/^[\d.]+$/.test(host) &&
  !host.startsWith('[') &&
  !/\.(local|localhost|internal|lan|home\.arpa)$/.test(host)

/** The profile as the programs module takes it. */
export function publicProfile(profile: ProgramProfile, team: string): Profile {
  const { names, abouts, icon, domains, scopes, templates, keywords, pages, places } = profile
  return {
    names,
    abouts,
    ...(icon === undefined ? {} : { icon }),
    maker: team,
    official: false,
    domains,
    scopes,
    templates,
    keywords,
    pages,
    places,
  }
}

/** All domains of a profile, with their kinds: what a reviewer compares. */
export const domainsOf = (profile: ProgramProfile): string[] =>
  Object.entries(profile.domains).flatMap(([kind, list]) => (list ?? []).map(domain => `${kind} ${domain}`))
