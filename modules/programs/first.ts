import { perCity, type City } from '@plaza/house'
import { Lru } from '@plaza/kernel'
import type { Manifest } from '@plaza/program-wire'
import { FIRST_BYTES_MAX, FIRSTS_KEPT } from './limits.ts'
import { programOf, versionOf } from './store.ts'

/** What the first page of a version needs, as one text: `{ versionId, texts: { sha256: text } }`. */
export interface ProgramFirst {
  readonly versionId: string
  readonly json: string
}

const firsts = perCity(() => new Lru<string, ProgramFirst>(FIRSTS_KEPT))

/**
 * Door: the files without which the first page of the released version cannot be drawn, together: one answer instead of one for
 * each, asked while the server still looks up what a person has stored. Undefined for a program that is not open, and where it
 * would be too much for one answer. Whoever reads it checks each text by the manifest, as any other file.
 */
export async function programFirst(city: City, appId: string): Promise<ProgramFirst | undefined> {
  const program = await programOf(city.db, appId)
  if (!program?.released || program.stoppedAt !== null) return undefined
  const kept = firsts(city).get(program.released)
  if (kept) return kept
  const version = await versionOf(city.db, program.released)
  if (!version) return undefined
  const texts = await textsOf(city, JSON.parse(version.manifest) as Manifest)
  if (!texts) return undefined
  const first = { versionId: version.id, json: JSON.stringify({ versionId: version.id, texts }) }
  firsts(city).set(version.id, first)
  return first
}

async function textsOf(city: City, manifest: Manifest): Promise<Record<string, string> | undefined> {
  const entry = manifest.pages.find(page => page.path === manifest.entry)?.package ?? ''
  const parts = manifest.packages.filter(part => part.root === '' || part.root === entry)
  const files = parts.flatMap(part => [manifest.files[part.logic]!, manifest.files[part.styles]!])
  if (files.reduce((sum, file) => sum + file.bytes, 0) > FIRST_BYTES_MAX) return undefined
  const texts = await Promise.all(
    files.map(async ({ sha256 }) => [sha256, Buffer.from((await city.blobs.get(sha256)) ?? '').toString('utf8')]),
  )
  return Object.fromEntries(texts) as Record<string, string>
}
