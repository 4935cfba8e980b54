import type { City } from '@plaza/house'
import { programByApp } from './store.ts'
import { memberOf } from './teams/store.ts'

/** Doors for whoever must know who stands behind a program. Both say nothing of programs that came with the city. */

/** Whether a person may set what a program's server may do and hear: an owner or developer of its team. */
export async function managesProgram(city: City, appId: string, person: string): Promise<boolean | undefined> {
  const program = await programByApp(city.db, appId)
  if (!program) return undefined
  const member = await memberOf(city.db, program.team, person)
  return member !== undefined && !member.invited && member.role !== 'tester'
}

/** The team that answers for a program. */
export async function teamBehind(city: City, appId: string): Promise<string | undefined> {
  return (await programByApp(city.db, appId))?.team
}
