import type { Finding, ProgramProfile } from '@plaza/contract'
import { UNSUPPORTED_CALLS } from '@plaza/program-wire'
import { licencesFor } from '../categories.ts'
import { FINDINGS_MAX, MAIN_PACKAGE_BYTES_GOOD } from '../limits.ts'
import type { CompiledFacts } from '../versions/store.ts'
import type { Place, Scan } from './scan.ts'

/** Calls that citizens are asked about, by the scope that has to be declared. */
export const SCOPES: Readonly<Record<string, string>> = {
  getLocation: 'scope.userLocation',
  startLocationUpdate: 'scope.userLocation',
  getFuzzyLocation: 'scope.userFuzzyLocation',
  chooseAddress: 'scope.address',
  chooseInvoiceTitle: 'scope.invoiceTitle',
  getUserProfile: 'scope.userInfo',
  getUserInfo: 'scope.userInfo',
  startRecord: 'scope.record',
  getRecorderManager: 'scope.record',
  saveImageToPhotosAlbum: 'scope.writePhotosAlbum',
  saveVideoToPhotosAlbum: 'scope.writePhotosAlbum',
  createCameraContext: 'scope.camera',
  requestPayment: 'scope.payment',
}

/** Code that a maker took from elsewhere: what stands there may never run. */
export const isLibrary = (file: string): boolean => /(^|\/)(miniprogram_npm|node_modules)\//.test(file)

export interface ToJudge {
  readonly profile: ProgramProfile
  readonly facts: CompiledFacts
  readonly scan: Scan
  /** What `sitemap.json` of the sources says, where there is one. */
  readonly sitemap: string | undefined
}

/** What the automatic checks find. An error means that citizens would meet something that cannot work or may not be. */
export function judge({ profile, facts, scan, sitemap }: ToJudge): Finding[] {
  const all = [
    ...licences(profile),
    ...pages(profile, facts, sitemap),
    ...scopes(profile, scan.calls),
    ...domains(profile, scan.origins),
    ...scan.calls
      .filter(({ what }) => UNSUPPORTED_CALLS.has(what))
      .map(place => found('warning', 'call_not_supported', place, { call: place.what })),
    ...scan.words.map(place => found('warning', 'word_listed', place, { word: place.what })),
    ...(facts.mainBytes > MAIN_PACKAGE_BYTES_GOOD
      ? [found('note', 'too_large', undefined, { bytes: String(facts.mainBytes) })]
      : []),
  ]
  const order = { error: 0, warning: 1, note: 2 }
  return all.toSorted((a, b) => order[a.severity] - order[b.severity]).slice(0, FINDINGS_MAX)
}

function found(
  severity: Finding['severity'],
  code: Finding['code'],
  place: Place | undefined,
  params: Record<string, string>,
): Finding {
  return { severity, code, ...(place ? { file: place.file, line: place.line } : {}), params }
}

const licences = (profile: ProgramProfile): Finding[] =>
  licencesFor(profile.category)
    .filter(kind => !profile.licences.some(licence => licence.kind === kind))
    .map(licence => found('error', 'licence_missing', undefined, { licence }))

function scopes(profile: ProgramProfile, calls: readonly Place[]): Finding[] {
  const asked = calls.filter(call => SCOPES[call.what] !== undefined)
  const missing = asked
    .filter(call => !Object.hasOwn(profile.scopes, SCOPES[call.what] ?? ''))
    .map(call =>
      found(isLibrary(call.file) ? 'warning' : 'error', 'scope_not_declared', call, {
        scope: SCOPES[call.what]!,
        call: call.what,
      }),
    )
  const needed = new Set(asked.map(call => SCOPES[call.what]))
  const unused = Object.keys(profile.scopes)
    .filter(scope => Object.values(SCOPES).includes(scope) && !needed.has(scope))
    .map(scope => found('warning', 'scope_unused', undefined, { scope }))
  return [...missing, ...unused]
}

/** Addresses in a text may be no more than a remark, so these are warnings: the gateway refuses what is not declared. */
function domains(profile: ProgramProfile, origins: readonly Place[]): Finding[] {
  const declared = new Set(Object.values(profile.domains).flatMap(list => (list ?? []).map(host)))
  const used = new Set(origins.map(place => host(place.what)))
  return [
    ...origins
      .filter(place => !declared.has(host(place.what)))
      .map(place => found('warning', 'domain_not_declared', place, { domain: place.what })),
    ...[...declared]
      .filter(domain => !used.has(domain))
      .map(domain => found('note', 'domain_unused', undefined, { domain })),
  ]
}

const host = (address: string): string => address.replace(/^\w+:\/\//, '')

function pages(profile: ProgramProfile, { pages: all }: CompiledFacts, sitemap: string | undefined): Finding[] {
  const there = (path: string) => all.includes(bare(path))
  const wanted = [
    ...profile.pages.map(page => page.path),
    ...profile.places.flatMap(place => (place.path === undefined ? [] : [place.path])),
  ]
  const rules = rulesOf(sitemap)
  return [
    ...wanted.filter(path => !there(path)).map(page => found('error', 'page_missing', undefined, { page })),
    ...rules
      .filter(rule => rule.page !== '*' && !there(rule.page))
      .map(({ page }) => found('warning', 'page_missing', { what: page, file: 'sitemap.json', line: 1 }, { page })),
    ...profile.pages
      .filter(page => there(page.path) && !isAllowed(rules, bare(page.path)))
      .map(({ path }) =>
        found('error', 'page_disallowed', { what: path, file: 'sitemap.json', line: 1 }, { page: path }),
      ),
  ]
}

const bare = (path: string): string => path.split('?')[0]!.replace(/^\//, '')

interface Rule {
  readonly action: 'allow' | 'disallow'
  readonly page: string
}

/** Rules of a sitemap, the first that fits counts; without a sitemap every page is allowed. */
function rulesOf(sitemap: string | undefined): Rule[] {
  try {
    const { rules } = JSON.parse(sitemap ?? '{}') as { rules?: Partial<Rule>[] }
    return (Array.isArray(rules) ? rules : []).flatMap(({ action, page }) =>
      typeof page === 'string'
        ? [{ action: action === 'disallow' ? ('disallow' as const) : ('allow' as const), page: bare(page) }]
        : [],
    )
  } catch {
    return []
  }
}

const isAllowed = (rules: readonly Rule[], page: string): boolean =>
  rules.find(rule => rule.page === '*' || rule.page === page)?.action !== 'disallow'
