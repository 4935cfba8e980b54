import type { Finding, ProgramProfile } from '@plaza/contract'
import type { Manifest } from '@plaza/program-wire'
import { compiledFacts, isText } from '../uploads/compile.ts'
import { judge } from './judge.ts'
import { Scanner } from './scan.ts'

export interface FolderToCheck {
  readonly sources: ReadonlyMap<string, Uint8Array>
  readonly manifest: Manifest
  readonly profile: ProgramProfile
}

/** Door: what the checks will find, for a maker who has not uploaded yet. The operator's list of words is not known there. */
export function checkFolder({ sources, manifest, profile }: FolderToCheck): Finding[] {
  const scanner = new Scanner([])
  let sitemap: string | undefined
  for (const [path, bytes] of sources) {
    if (!isText(bytes)) continue
    const text = Buffer.from(bytes).toString('utf8')
    if (path === 'sitemap.json') sitemap = text
    scanner.read(path, text)
  }
  return judge({ profile, facts: compiledFacts(manifest), scan: scanner.scan, sitemap })
}
