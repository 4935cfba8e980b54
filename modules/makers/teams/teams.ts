import type { InputOf, MakerTeam, makersApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { holderFor, mayHaveWallet } from '@plaza/wallet'
import { TEAMS_PER_PERSON_MAX } from '../limits.ts'
import * as store from './store.ts'
import type { MemberRow, TeamRow } from './store.ts'

type Api = typeof makersApi
const TIER_MIN = 1

/**
 * Makes the caller a maker with a team of their own. Safe to repeat. Refuses people whom nobody verified (`tier_too_low`), an
 * id that says something else (`exists_different`), and more teams than one may be in (`too_many_teams`).
 */
export async function makeTeam(city: City, call: Call<InputOf<Api['makeTeam']>>): Promise<MakerTeam> {
  mayHaveWallet(call)
  const { by, input } = call
  if ((await holderFor(city, by.person)).tier < TIER_MIN) throw new Refusal('tier_too_low')
  const row: TeamRow = { ...input, madeBy: by.person, createdAt: city.clock.now() }
  if (!(await store.teamById(city.db, input.id))) {
    if ((await store.countTeams(city.db, by.person)) >= TEAMS_PER_PERSON_MAX) throw new Refusal('too_many_teams')
    await city.db.tx(async tx => {
      if (!(await store.insertTeam(tx, row))) return
      const owner: MemberRow = { person: by.person, role: 'owner', invited: false, since: row.createdAt }
      await store.putMember(tx, row.id, owner)
    })
  }
  const after = await store.teamById(city.db, input.id)
  const same = after?.madeBy === by.person && after.name === row.name && after.contact === row.contact
  if (!after || !same) throw new Refusal('exists_different')
  return showTeam(after, { role: 'owner', invited: false })
}

export async function myTeams(city: City, { by }: Call<object>): Promise<ReplyOf<Api['myTeams']>> {
  const rows = await store.teamsOf(city.db, by.person, TEAMS_PER_PERSON_MAX * 2)
  return { teams: rows.map(row => showTeam(row, row)) }
}

export async function changeTeam(
  city: City,
  { input, by }: Call<InputOf<Api['changeTeam']>>,
): Promise<ReplyOf<Api['changeTeam']>> {
  const { team } = await ownTeam(city, input.id, by.person)
  await store.writeTeam(city.db, input)
  return showTeam({ ...team, ...input }, { role: 'owner', invited: false })
}

/** A team and what a person who joined it is there; to everybody else it is unknown (`not_found`). */
export async function teamFor(
  city: City,
  id: string,
  person: string,
): Promise<{ readonly team: TeamRow; readonly member: MemberRow }> {
  const [team, member] = await Promise.all([store.teamById(city.db, id), store.memberOf(city.db, id, person)])
  if (!team || !member || member.invited) throw new Refusal('not_found')
  return { team, member }
}

/** A team that the caller owns. Refuses `not_found`, and whoever only works there (`owner_only`). */
export async function ownTeam(city: City, id: string, person: string): Promise<{ readonly team: TeamRow }> {
  const { team, member } = await teamFor(city, id, person)
  if (member.role !== 'owner') throw new Refusal('owner_only')
  return { team }
}

function showTeam(row: TeamRow, { role, invited }: Pick<MemberRow, 'role' | 'invited'>): MakerTeam {
  const { id, name, contact, createdAt } = row
  return { id, name, contact, role, ...(invited ? { invited: true as const } : {}), createdAt }
}
