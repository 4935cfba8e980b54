import type { SourceProblem } from '@plaza/contract'
import { perCity, type City } from '@plaza/house'
import { compileLimited, type LimitedCompiled } from '@plaza/program-compiler'
import { sourcesText, type Manifest } from '@plaza/program-wire'
import { keepVersion, putFiles } from '@plaza/programs'
import { createHash } from 'node:crypto'
import { compileFailed, noteAct, tellUpload, uploadEnded } from '../events.ts'
import { keyById } from '../keys/store.ts'
import { LEASE_MS, PROBLEMS_KEPT_MAX, TEXT_BYTES_MAX, TRIES_MAX } from '../limits.ts'
import { lockProgram, programByApp } from '../store.ts'
import { joined } from '../teams/store.ts'
import { insertVersion, versionNumbered, type CompiledFacts, type SourceFact } from '../versions/store.ts'
import { endUpload, takeUpload, type UploadRow } from './store.ts'

const state = perCity((): { busy?: Promise<void> | undefined; compile: typeof compileLimited } => ({
  compile: compileLimited,
}))

/** For tests that are about something else: another way to compile, which starts no process. */
export function useCompiler(city: City, compile: typeof compileLimited): void {
  state(city).compile = compile
}

/**
 * Chore: takes up the upload that waits the longest, one at a time in a process. It is not waited for: compiling a
 * stranger's program takes up to minutes, and other chores have to go on.
 */
export async function compileDue(city: City): Promise<void> {
  const mine = state(city)
  if (mine.busy) return
  const now = city.clock.now()
  const upload = await takeUpload(city.db, { now, until: now + LEASE_MS })
  if (!upload) return
  mine.busy = compileUpload(city, upload)
    .catch((error: unknown) => compileFailed(city, upload.id, error))
    .finally(() => {
      mine.busy = undefined
      city.outbox.nudge()
    })
}

/** For tests and whoever stops: until nothing is compiled in this process. */
export const compiled = (city: City): Promise<void> => state(city).busy ?? Promise.resolve()

type End = Parameters<typeof endUpload>[2]
const failed = (end: Partial<End>): End => ({
  state: 'failed',
  why: null,
  message: null,
  problems: [],
  versionId: null,
  ...end,
})

async function compileUpload(city: City, upload: UploadRow): Promise<void> {
  if (upload.tries > TRIES_MAX) return end(city, upload, failed({ why: 'unreadable' }))
  const zip = upload.zip === null ? undefined : await city.blobs.get(upload.zip)
  if (!zip) return end(city, upload, failed({ why: 'unreadable' }))
  const outcome = await state(city)
    .compile({ zip }, { appId: upload.appId, version: upload.version, strict: true, withSources: true })
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)))
  if (typeof outcome === 'string')
    return end(city, upload, failed({ why: 'unreadable', message: outcome.slice(0, 500) }))
  const sources = factsOf(outcome.sources ?? new Map())
  const digests = Object.fromEntries(Object.entries(sources).map(([path, [sha256]]) => [path, sha256]))
  if (sha256(sourcesText(digests)) !== upload.sources) return end(city, upload, failed({ why: 'sources_differ' }))
  const problems = [...outcome.errors, ...outcome.warnings].slice(0, PROBLEMS_KEPT_MAX)
  if (outcome.errors.length > 0) return end(city, upload, failed({ problems }))
  await keep(city, upload, { outcome, sources, problems })
}

/** Bytes first, then the version in one commit with the end of the upload. */
async function keep(
  city: City,
  upload: UploadRow,
  made: {
    outcome: LimitedCompiled
    sources: Record<string, SourceFact>
    problems: readonly SourceProblem[]
  },
): Promise<void> {
  const { appId, version, note, person, key, statement, signature, sources: sourcesSha256 } = upload
  await putFiles(city, made.outcome)
  for (const [path, bytes] of made.outcome.sources ?? []) if (made.sources[path]?.[2]) await city.blobs.put(bytes)
  const rawKey = (await keyById(city.db, key))?.key ?? ''
  const outcome = await city.tx(async (tx): Promise<End> => {
    await lockProgram(tx, appId)
    const there = await versionNumbered(tx, appId, version)
    if (there && there.sourcesSha256 !== sourcesSha256) return failed({ why: 'version_taken' })
    const versionId =
      there?.id ??
      (await keepVersion(city, tx, {
        appId,
        compiled: made.outcome,
        sourceSha256: sourcesSha256,
        developer: { statement, signature, key: rawKey },
      }))
    const done: End = { state: 'done', why: null, message: null, problems: made.problems, versionId }
    if (!(await endUpload(tx, upload.id, done)) || there) return done
    await insertVersion(tx, {
      id: versionId,
      appId,
      version,
      note,
      person,
      key,
      statement,
      signature,
      sources: made.sources,
      sourcesSha256,
      facts: compiledFacts(made.outcome.manifest),
      problems: made.problems,
      createdAt: city.clock.now(),
    })
    await noteAct(city, tx, { appId, what: 'uploaded', by: person, facts: { version, versionId } })
    return done
  })
  if (outcome.state === 'failed') await end(city, upload, outcome)
  else await told(city, upload, outcome)
}

async function end(city: City, upload: UploadRow, outcome: End): Promise<void> {
  if (await endUpload(city.db, upload.id, outcome)) await told(city, upload, outcome)
}

async function told(city: City, { id, appId }: UploadRow, { state: now, why }: End): Promise<void> {
  uploadEnded(city, appId, now, why ?? (now === 'failed' ? 'problems' : 'none'))
  const team = (await programByApp(city.db, appId))?.team
  if (team) tellUpload(city, await joined(city.db, team), { id, appId, state: now })
}

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

function factsOf(sources: ReadonlyMap<string, Uint8Array>): Record<string, SourceFact> {
  return Object.fromEntries(
    [...sources].map(([path, bytes]) => [path, [sha256(bytes), bytes.byteLength, isText(bytes)]]),
  )
}

/** UTF-8 without a zero, and not too long to be read by a person. */
export function isText(bytes: Uint8Array): boolean {
  if (bytes.byteLength > TEXT_BYTES_MAX || bytes.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** What is kept of a manifest for the checks. */
export function compiledFacts({ pages, packages, files }: Manifest): CompiledFacts {
  const bytesOf = (names: readonly string[]) =>
    [...new Set(names)].reduce((sum, name) => sum + (files[name]?.bytes ?? 0), 0)
  const main = packages.find(part => part.root === '')
  return {
    pages: pages.map(page => page.path),
    bytes: bytesOf(Object.keys(files)),
    mainBytes: main ? bytesOf([main.logic, main.styles, ...Object.values(main.assets)]) : 0,
  }
}
