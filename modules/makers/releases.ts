import type { InputOf, MakerProgram, makersApi, ReleaseStep, ReplyOf } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { assert, Refusal } from '@plaza/kernel'
import { endShare, programOf, releaseProgram, releaseToShare } from '@plaza/programs'
import { noteAct } from './events.ts'
import { STEPS_SHOWN_MAX } from './limits.ts'
import { publicProfile } from './profile.ts'
import { makerProgram, owned, programFor } from './programs.ts'
import { lockProgram, writeReleased, type ProgramRow } from './store.ts'
import { versionIn } from './versions/show.ts'
import { moveVersion, versionById, type VersionRow } from './versions/store.ts'

type Api = typeof makersApi
const ALL = 100

/**
 * Gives an approved version to everybody or to a share of the people. Safe to repeat by its id. Refuses what nobody approved
 * (`not_approved`), a share that does not grow (`share_not_larger`), a share before anything was released and what everybody
 * has (`version_not_ready`), and a program that the operator stopped.
 */
export async function releaseVersion(city: City, call: Call<InputOf<Api['releaseVersion']>>): Promise<MakerProgram> {
  const { appId, id, version, percent } = call.input
  await owned(city, appId, call.by.person)
  await versionIn(city, appId, version)
  const kind = percent === ALL ? 'release' : 'grey'
  await step(city, { id, appId, kind, version, percent, person: call.by.person }, async (tx, program, row) => {
    if (((await programOf(city, appId))?.stoppedAt ?? null) !== null) throw new Refusal('program_stopped')
    if (row.approvedAt === null) throw new Refusal('not_approved')
    if (program.released === version) throw new Refusal('version_not_ready')
    if (kind === 'release') return toAll(city, tx, program, row)
    if (program.released === null) throw new Refusal('version_not_ready')
    return toShare(city, tx, program, { row, percent })
  })
  return makerProgram(city, { ...call, input: { appId } })
}

/**
 * Goes back to a version that was approved before; with the released one, ends a grey release. It is released anew under a
 * higher serial, with the profile that was reviewed with it. Safe to repeat by its id.
 */
export async function rollbackProgram(city: City, call: Call<InputOf<Api['rollbackProgram']>>): Promise<MakerProgram> {
  const { appId, id, version } = call.input
  await owned(city, appId, call.by.person)
  await versionIn(city, appId, version)
  const wish = { id, appId, kind: 'rollback', version, percent: ALL, person: call.by.person } as const
  await step(city, wish, async (tx, program, row) => {
    const endsShare = program.released === version && program.grey !== null
    if (row.approvedAt === null || !(row.state === 'old' || endsShare)) throw new Refusal('not_approved')
    if (!endsShare) return toAll(city, tx, program, row)
    await moveVersion(tx, program.grey, { from: ['grey'], to: 'old' })
    const serial = await endShare(city, tx, appId)
    await writeReleased(tx, appId, { ...program, grey: null, percent: 0, serial })
    return serial
  })
  return makerProgram(city, { ...call, input: { appId } })
}

interface Wish {
  readonly id: string
  readonly appId: string
  readonly kind: ReleaseStep['kind']
  readonly version: string
  readonly percent: number
  readonly person: string
}

/** One step under the lock of the program: two releases at once come one after the other, and a repeat is the same step. */
async function step(
  city: City,
  wish: Wish,
  work: (tx: Queries, program: ProgramRow, row: VersionRow) => Promise<number>,
): Promise<void> {
  await city.tx(async tx => {
    const program = await lockProgram(tx, wish.appId)
    const before = await stepById(tx, wish.id)
    if (before) {
      const same = (['appId', 'kind', 'version', 'percent', 'person'] as const).every(key => before[key] === wish[key])
      if (!same) throw new Refusal('exists_different')
      return
    }
    const row = await versionById(tx, wish.version)
    assert(row !== undefined, 'versions are never taken away')
    const serial = await work(tx, program, row)
    await tx.run(sql`
      insert into makers.step (id, app_id, serial, kind, version, percent, person, at)
      values (${wish.id}, ${wish.appId}, ${serial}, ${wish.kind}, ${wish.version}, ${wish.percent}, ${wish.person},
        ${instant(city.clock.now())})`)
    const what = ({ release: 'released', grey: 'share_released', rollback: 'rolled_back' } as const)[wish.kind]
    const facts = { version: wish.version, percent: wish.percent, serial }
    await noteAct(city, tx, { appId: wish.appId, what, by: wish.person, facts })
  })
}

function stepById(tx: Queries, id: string): Promise<Wish | undefined> {
  return tx.maybe(sql`
    select id, app_id as "appId", kind, version, percent, person from makers.step where id = ${id}`)
}

async function toAll(city: City, tx: Queries, program: ProgramRow, row: VersionRow): Promise<number> {
  const { appId, released, grey, teamName } = program
  if (released !== null) await moveVersion(tx, released, { from: ['released'], to: 'old' })
  if (grey !== null && grey !== row.id) await moveVersion(tx, grey, { from: ['grey'], to: 'old' })
  await moveVersion(tx, row.id, { from: ['approved', 'grey', 'old'], to: 'released' })
  const serial = await releaseProgram(city, tx, {
    appId,
    version: row.id,
    profile: publicProfile(row.profile!, teamName),
  })
  const releasedAt = city.clock.now()
  await writeReleased(tx, appId, { released: row.id, releasedAt, grey: null, percent: 0, serial })
  return serial
}

async function toShare(
  city: City,
  tx: Queries,
  program: ProgramRow,
  { row, percent }: { row: VersionRow; percent: number },
): Promise<number> {
  const { appId, grey, greyPercent, teamName } = program
  if (grey === row.id && percent <= greyPercent) throw new Refusal('share_not_larger')
  if (grey !== null && grey !== row.id) await moveVersion(tx, grey, { from: ['grey'], to: 'old' })
  await moveVersion(tx, row.id, { from: ['approved', 'old'], to: 'grey' })
  const profile = publicProfile(row.profile!, teamName)
  const serial = await releaseToShare(city, tx, { appId, version: row.id, percent, profile })
  await writeReleased(tx, appId, { ...program, grey: row.id, percent, serial })
  return serial
}

/** What was released, to whom, and gone back to. */
export async function releaseSteps(
  city: City,
  { input, by }: Call<InputOf<Api['releaseSteps']>>,
): Promise<ReplyOf<Api['releaseSteps']>> {
  await programFor(city, input.appId, by.person)
  const rows = await city.db.rows<Omit<ReleaseStep, 'by'> & { person: string }>(sql`
    select step.id, serial::float8 as serial, kind, step.version as "versionId", version.version, percent,
      step.person, step.at
    from makers.step join makers.version on version.id = step.version
    where step.app_id = ${input.appId} order by serial desc limit ${STEPS_SHOWN_MAX}`)
  const people = await cards(city, [...new Set(rows.map(row => row.person))])
  return {
    steps: rows.map(({ person, ...row }) => {
      const card = people.find(one => one.id === person)
      return { ...row, ...(card ? { by: card } : {}) }
    }),
  }
}
