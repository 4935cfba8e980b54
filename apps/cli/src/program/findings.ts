import type { Finding } from '@plaza/contract'

type Told = (params: Readonly<Record<string, string>>) => readonly [what: string, remedy: string]

/** What each finding of the checks means, and what to do about it. */
const TOLD: Readonly<Record<Finding['code'], Told>> = {
  too_large: ({ bytes }) => [`the main package has ${bytes} bytes and opens slowly`, 'Move pages into subpackages.'],
  domain_not_declared: ({ domain }) => [
    `${domain} is not declared, and the gateway refuses it`,
    'If the program calls it, add it to "domains" in plaza.json.',
  ],
  domain_unused: ({ domain }) => [`${domain} is declared and stands nowhere`, 'Take it out of "domains".'],
  call_not_supported: ({ call }) => [
    `wx.${call} fails here, or is missing`,
    'Ask wx.canIUse first. See docs/reference/mini-programs.md.',
  ],
  scope_not_declared: ({ scope, call }) => [
    `wx.${call} needs ${scope}, which is not declared`,
    `Add it to "scopes" in plaza.json, with the reason that citizens read.`,
  ],
  scope_unused: ({ scope }) => [`${scope} is declared, and nothing asks for it`, 'Take it out of "scopes".'],
  word_listed: ({ word }) => [`"${word}" is on the operator’s list`, 'The reviewer will look at it.'],
  page_missing: ({ page }) => [
    `page ${page} does not exist`,
    'Mend "pages" or "places" in plaza.json, or sitemap.json.',
  ],
  page_disallowed: ({ page }) => [
    `page ${page} is offered to search, and sitemap.json disallows it`,
    'Change one of the two.',
  ],
  licence_missing: ({ licence }) => [
    `the category needs a licence (${licence})`,
    'Add it to "licences" in plaza.json, or choose another category.',
  ],
  compiler: ({ message }) => [message ?? 'the compiler warned', ''],
}

/** A finding as terminals know problems: the place, how bad it is, and what to do. */
export function toldFinding({ severity, code, file, line, params }: Finding): string {
  const [what, remedy] = TOLD[code](params)
  return `${file ?? 'plaza.json'}:${line ?? 1}: ${severity}: ${what}. ${remedy}`.trim()
}
