import type { InputOf, MakerVersion, makersApi, PersonCard, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { VERSIONS_PAGE } from '../limits.ts'
import { programFor } from '../programs.ts'
import { versionById, versionsOf, type VersionRow } from './store.ts'

type Api = typeof makersApi

export async function makerVersions(
  city: City,
  { input, by }: Call<InputOf<Api['makerVersions']>>,
): Promise<ReplyOf<Api['makerVersions']>> {
  await programFor(city, input.appId, by.person)
  const rows = await versionsOf(city.db, { ...input, before: input.before, limit: VERSIONS_PAGE + 1 })
  return { versions: await showVersions(city, rows.slice(0, VERSIONS_PAGE)), more: rows.length > VERSIONS_PAGE }
}

export async function makerVersion(
  city: City,
  { input, by }: Call<InputOf<Api['makerVersion']>>,
): Promise<ReplyOf<Api['makerVersion']>> {
  await programFor(city, input.appId, by.person)
  const row = await versionIn(city, input.appId, input.version)
  const { problems, findings, statement, signature } = row
  return {
    version: await showVersion(city, row),
    problems: [...problems],
    findings: [...findings],
    statement,
    signature,
  }
}

/** A version of this very program; refuses `not_found`. */
export async function versionIn(city: City, appId: string, id: string): Promise<VersionRow> {
  const row = await versionById(city.db, id)
  if (row?.appId !== appId) throw new Refusal('not_found')
  return row
}

export async function showVersion(city: City, row: VersionRow): Promise<MakerVersion> {
  const [shown] = await showVersions(city, [row])
  return shown as MakerVersion
}

export async function showVersions(city: City, rows: readonly VersionRow[]): Promise<MakerVersion[]> {
  const people = await cards(city, [...new Set(rows.map(row => row.person))])
  return rows.map(row =>
    show(
      row,
      people.find(card => card.id === row.person),
    ),
  )
}

/** Operators that have to say yes. */
export const yesNeeded = (row: Pick<VersionRow, 'fourEyes'>): number => (row.fourEyes.length > 0 ? 2 : 1)

function show(row: VersionRow, by: PersonCard | undefined): MakerVersion {
  const { id, appId, version, note, state, facts, rawKey, createdAt, submittedAt, decidedAt, reasons, yes } = row
  return {
    id,
    appId,
    version,
    note,
    state,
    bytes: facts.bytes,
    files: Object.keys(row.sources).length,
    ...(by ? { by } : {}),
    key: rawKey,
    createdAt,
    ...(submittedAt === null ? {} : { submittedAt }),
    ...(decidedAt === null ? {} : { decidedAt }),
    approved: row.approvedAt !== null,
    ...(reasons === null ? {} : { reasons }),
    yes,
    yesNeeded: yesNeeded(row),
  }
}
