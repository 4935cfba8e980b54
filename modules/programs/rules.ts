import type { Language, ProgramCard } from '@plaza/contract'

/** Words in several languages; English is always there. */
export type Words = { readonly en: string } & Readonly<Partial<Record<Language, string>>>

/** What a program may reach, by the kind of call. A domain is `https://api.example.org` or `wss://…`, without a path. */
export interface Domains {
  readonly request?: readonly string[]
  readonly socket?: readonly string[]
  readonly upload?: readonly string[]
  readonly download?: readonly string[]
  readonly web?: readonly string[]
}

/** A message that a program may write to whoever asked for it: its fields have keys that its server fills. */
export interface Template {
  readonly id: string
  readonly titles: Words
  readonly fields: readonly { readonly key: string; readonly names: Words }[]
}

/** Where a program is to be found in the city; degrees, WGS 84. */
export interface Place {
  readonly id: string
  readonly names: Words
  readonly address: string
  readonly path?: string
  readonly lon: number
  readonly lat: number
}

/** What the registry knows of a program besides its code. */
export interface Profile {
  readonly names: Words
  readonly abouts: Words
  readonly icon?: string
  readonly maker: string
  readonly official: boolean
  readonly owner?: string
  readonly domains: Domains
  /** `scope.userLocation` to the reason that citizens are told. */
  readonly scopes: Readonly<Record<string, string>>
  readonly templates?: readonly Template[]
  readonly keywords?: readonly string[]
  /** Pages that search may find, by their titles. */
  readonly pages?: readonly { readonly path: string; readonly titles: Words }[]
  readonly places?: readonly Place[]
}

export const saidIn = (words: Words, language: Language): string => words[language] ?? words.en

export interface ProgramRow extends Omit<Profile, 'icon' | 'owner'> {
  readonly appId: string
  readonly icon: string | null
  readonly owner: string | null
  readonly released: string | null
  readonly stoppedAt: number | null
  readonly stopReason: string | null
}

export function cardOf(row: ProgramRow, language: Language): ProgramCard {
  return {
    appId: row.appId,
    name: saidIn(row.names, language),
    about: saidIn(row.abouts, language),
    ...(row.icon ? { icon: row.icon } : {}),
    maker: { name: row.maker, official: row.official },
    ...(row.stoppedAt === null ? {} : { stopped: true as const }),
  }
}

/** All hosts that a program may speak with, for citizens to read. */
export function hostsOf(domains: Domains): string[] {
  const all = Object.values(domains).flatMap(list => [...(list ?? [])])
  return [...new Set(all.map(domain => domain.replace(/^\w+:\/\//, '')))].toSorted((a, b) => (a < b ? -1 : 1))
}

/**
 * Whether an address lies in one of the declared domains: same scheme, host and port. Names are compared as a browser
 * writes them (lower case, punycode), so that no spelling of another host passes.
 */
export function mayReach(address: URL, declared: readonly string[]): boolean {
  return declared.some(domain => {
    const allowed = URL.canParse(domain) ? new URL(domain) : undefined
    return allowed?.protocol === address.protocol && allowed.host === address.host
  })
}
