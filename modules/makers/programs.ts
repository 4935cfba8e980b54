import type { InputOf, MakerProgram, MakerRole, makersApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { programOf, registerProgram as register, renewSecret } from '@plaza/programs'
import { CATEGORIES } from './categories.ts'
import { noteAct } from './events.ts'
import { ACTS_PAGE, APP_ID_BYTES, PROGRAMS_PER_TEAM_MAX, PROGRAMS_SHOWN_MAX } from './limits.ts'
import { cleanProfile } from './profile.ts'
import * as store from './store.ts'
import type { ProgramRow } from './store.ts'
import { memberOf, teamsOf } from './teams/store.ts'
import { teamFor } from './teams/teams.ts'

type Api = typeof makersApi

export async function makerCategories(): Promise<ReplyOf<Api['makerCategories']>> {
  return { categories: Object.entries(CATEGORIES).map(([id, licences]) => ({ id, licences: [...licences] })) }
}

/**
 * Registers a program of a team. Safe to repeat: the secret is told the first time only. Refuses testers (`developer_only`),
 * an id that says something else (`exists_different`), and more programs than a team may have.
 */
export async function registerProgram(
  city: City,
  { input, by }: Call<InputOf<Api['registerProgram']>>,
): Promise<ReplyOf<Api['registerProgram']>> {
  const { id, team } = input
  const { team: owner, member } = await teamFor(city, team, by.person)
  mustDevelop(member.role)
  const profile = cleanProfile(input.profile)
  let secret: string | undefined
  if (!(await store.programById(city.db, id))) {
    if ((await store.countPrograms(city.db, team)) >= PROGRAMS_PER_TEAM_MAX) throw new Refusal('too_many_programs')
    const appId = `wx${Buffer.from(city.dice.bytes(APP_ID_BYTES)).toString('hex')}`
    const row = { appId, id, team, profile, madeBy: by.person, createdAt: city.clock.now() }
    secret = await city.tx(async tx => {
      if (!(await store.insertProgram(tx, row))) return undefined
      await noteAct(city, tx, { appId, what: 'registered', by: by.person })
      return register(city, tx, { appId, maker: owner.name })
    })
  }
  const after = await store.programById(city.db, id)
  if (after?.team !== team || after.madeBy !== by.person) throw new Refusal('exists_different')
  const program = await showProgram(city, after, member.role)
  return { program, ...(secret === undefined ? {} : { secret }) }
}

export async function makerPrograms(city: City, { by }: Call<object>): Promise<ReplyOf<Api['makerPrograms']>> {
  const [rows, teams] = await Promise.all([
    store.programsOf(city.db, by.person, PROGRAMS_SHOWN_MAX),
    teamsOf(city.db, by.person, PROGRAMS_SHOWN_MAX),
  ])
  const roles = new Map(teams.map(team => [team.id, team.role]))
  return {
    programs: await Promise.all(rows.map(row => showProgram(city, row, roles.get(row.team) ?? 'tester'))),
  }
}

export async function makerProgram(city: City, { input, by }: Call<{ appId: string }>): Promise<MakerProgram> {
  const { program, role } = await programFor(city, input.appId, by.person)
  return showProgram(city, program, role)
}

/** Says everything about a program besides its code, for the next version that is reviewed. */
export async function setProfile(
  city: City,
  { input, by }: Call<InputOf<Api['setProfile']>>,
): Promise<ReplyOf<Api['setProfile']>> {
  const { program, role } = await developed(city, input.appId, by.person)
  const profile = cleanProfile(input.profile)
  await city.tx(async tx => {
    await store.writeProfile(tx, program.appId, profile)
    await noteAct(city, tx, { appId: program.appId, what: 'profile_changed', by: by.person })
  })
  return showProgram(city, { ...program, profile }, role)
}

/** A new secret for the program's server; the one before is void. */
export async function renewProgramSecret(
  city: City,
  { input, by }: Call<{ appId: string }>,
): Promise<ReplyOf<Api['renewProgramSecret']>> {
  await owned(city, input.appId, by.person)
  const secret = await renewSecret(city, input.appId)
  await city.tx(tx => noteAct(city, tx, { appId: input.appId, what: 'secret_renewed', by: by.person }))
  return { secret }
}

/** The audit trail, for its team and for operators. */
export async function makerActs(
  city: City,
  { input, by }: Call<InputOf<Api['makerActs']>>,
): Promise<ReplyOf<Api['makerActs']>> {
  const isOperator = by.kind === 'operator' && (await store.programByApp(city.db, input.appId)) !== undefined
  if (!isOperator) await programFor(city, input.appId, by.person)
  const rows = await store.actsOf(city.db, { appId: input.appId, before: input.before, limit: ACTS_PAGE + 1 })
  const team = (await store.programByApp(city.db, input.appId))?.team ?? ''
  const people = new Map((await cards(city, [...new Set(rows.map(row => row.person))])).map(card => [card.id, card]))
  const acts = await Promise.all(
    rows.slice(0, ACTS_PAGE).map(async ({ at, what, person, facts }) => {
      const card = people.get(person)
      // To makers the city speaks with one voice: which operator it was is for operators.
      const shown = card && (isOperator || (await memberOf(city.db, team, person)) !== undefined)
      return { at, what, facts, ...(shown ? { by: card } : {}) }
    }),
  )
  return { acts, more: rows.length > ACTS_PAGE }
}

/** A program and what a person is in its team; to everybody else it is unknown (`not_found`). */
export async function programFor(
  city: City,
  appId: string,
  person: string,
): Promise<{ readonly program: ProgramRow; readonly role: MakerRole }> {
  const program = await store.programByApp(city.db, appId)
  if (!program) throw new Refusal('not_found')
  const member = await memberOf(city.db, program.team, person)
  if (!member || member.invited) throw new Refusal('not_found')
  return { program, role: member.role }
}

/** A program that the person may change. Refuses `not_found`, and testers (`developer_only`). */
export async function developed(city: City, appId: string, person: string) {
  const found = await programFor(city, appId, person)
  mustDevelop(found.role)
  return found
}

/** A program that the person answers for. Refuses `not_found`, and all but owners (`owner_only`). */
export async function owned(city: City, appId: string, person: string) {
  const found = await programFor(city, appId, person)
  if (found.role !== 'owner') throw new Refusal('owner_only')
  return found
}

function mustDevelop(role: MakerRole): void {
  if (role === 'tester') throw new Refusal('developer_only')
}

export async function showProgram(city: City, row: ProgramRow, role: MakerRole): Promise<MakerProgram> {
  const { appId, team, profile, released, releasedVersion, releasedAt, grey, greyVersion, trial, review } = row
  const stopped = ((await programOf(city, appId))?.stoppedAt ?? null) !== null
  return {
    appId,
    team,
    role,
    profile,
    ...(released !== null && releasedVersion !== null && releasedAt !== null
      ? { released: { id: released, version: releasedVersion, at: releasedAt } }
      : {}),
    ...(grey !== null && greyVersion !== null
      ? { grey: { id: grey, version: greyVersion, percent: row.greyPercent } }
      : {}),
    ...(trial === null ? {} : { trial }),
    ...(review === null ? {} : { review }),
    serial: row.serial,
    ...(stopped ? { stopped: true as const } : {}),
    createdAt: row.createdAt,
  }
}
