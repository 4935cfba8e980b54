import type { InputOf, makersApi, ReplyOf } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { activePerson, cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { MEMBERS_MAX, TEAMS_PER_PERSON_MAX } from '../limits.ts'
import { triedBy } from '../store.ts'
import { tellTrial } from '../testers/testers.ts'
import * as store from './store.ts'
import { ownTeam, teamFor } from './teams.ts'

type Api = typeof makersApi

export async function teamMembers(
  city: City,
  { input, by }: Call<InputOf<Api['teamMembers']>>,
): Promise<ReplyOf<Api['teamMembers']>> {
  await teamFor(city, input.id, by.person)
  const rows = await store.membersOf(city.db, input.id, MEMBERS_MAX)
  const people = new Map(
    (
      await cards(
        city,
        rows.map(row => row.person),
      )
    ).map(card => [card.id, card]),
  )
  return {
    members: rows.flatMap(({ person, role, since, invited }) => {
      const card = people.get(person)
      return card ? [{ person: card, role, since, ...(invited ? { invited: true as const } : {}) }] : []
    }),
  }
}

/**
 * Asks somebody to join, or changes what a member is. Refuses whoever does not live here (`not_found`), a full team
 * (`too_many_members`), and taking the role from the last owner (`last_owner`).
 */
export async function putMember(
  city: City,
  { input, by }: Call<InputOf<Api['putMember']>>,
): Promise<ReplyOf<Api['putMember']>> {
  const { id, person, role } = input
  await ownTeam(city, id, by.person)
  const known = await activePerson(city, person)
  if (known?.kind !== 'citizen' && known?.kind !== 'operator') throw new Refusal('not_found')
  await city.tx(async tx => {
    const members = await store.lockMembers(tx, id, MEMBERS_MAX)
    const member = members.find(one => one.person === person)
    if (!member && members.length >= MEMBERS_MAX) throw new Refusal('too_many_members')
    if (role !== 'owner') mustStayOwned(members, person)
    await store.putMember(tx, id, { person, role, invited: true, since: city.clock.now() })
  })
  return { done: true }
}

/** Joins the team that asked the caller, or declines. A declined invitation is as if it never was. */
export async function answerTeam(
  city: City,
  { input, by }: Call<InputOf<Api['answerTeam']>>,
): Promise<ReplyOf<Api['answerTeam']>> {
  const { id, accept } = input
  const member = await store.memberOf(city.db, id, by.person)
  if (!member) throw new Refusal('not_found')
  if (!member.invited) return { done: true }
  if (accept && (await store.countTeams(city.db, by.person)) >= TEAMS_PER_PERSON_MAX)
    throw new Refusal('too_many_teams')
  await city.tx(async tx => {
    if (accept) await store.join(tx, id, by.person, city.clock.now())
    else await store.dropMember(tx, id, by.person)
    await tellTesters(tx, id)
  })
  return { done: true }
}

/** Lets somebody go, or leaves. Safe to repeat. */
export async function dropMember(
  city: City,
  { input, by }: Call<InputOf<Api['dropMember']>>,
): Promise<ReplyOf<Api['dropMember']>> {
  const { id, person } = input
  if (person === by.person) await teamFor(city, id, by.person)
  else await ownTeam(city, id, by.person)
  await city.tx(async tx => {
    mustStayOwned(await store.lockMembers(tx, id, MEMBERS_MAX), person)
    await store.dropMember(tx, id, person)
    await tellTesters(tx, id)
  })
  return { done: true }
}

function mustStayOwned(members: readonly store.MemberRow[], without: string): void {
  const owners = members.filter(one => one.role === 'owner' && !one.invited).map(one => one.person)
  if (owners.length === 1 && owners[0] === without) throw new Refusal('last_owner')
}

/** Trials of a team are for whoever is in it now. */
async function tellTesters(tx: Queries, team: string): Promise<void> {
  for (const appId of await triedBy(tx, team)) await tellTrial(tx, appId)
}
