import { makersApi } from '@plaza/contract'
import { derivedId } from '@plaza/kernel'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Complaint } from '../complaint.ts'
import type { Desk, Options } from './desk.ts'
import { keptFile, writeCity } from './kept.ts'
import { storedProfile } from './profile.ts'
import { openProject, writeProject } from './project.ts'
import { openSession, type Session } from './session.ts'

/** Registers the program of a folder and writes its app id into `plaza.json`. The same file is one program, however often. */
export async function register(desk: Desk, options: Options, folder: string): Promise<void> {
  const project = openProject(folder)
  const about = { id: randomUUID() as string, ...project.about }
  // Written before it is used: a repeat after a lost answer registers the same program.
  writeProject(folder, about)
  const session = openSession(desk, options, about.city)
  const { api, kept } = session
  const team = await teamFor(desk, session, options)
  const profile = await storedProfile(api, project)
  const { program, secret } = await api.call(makersApi.registerProgram, { id: about.id, team, profile })
  const { appId } = program
  if (secret) {
    writeCity(desk.settings, api.origin, { secrets: { ...kept.secrets, [appId]: secret } })
    desk.say(`The secret of its server is in ${keptFile(desk.settings)}: plaza program secret`)
  } else desk.say('Its server’s secret was told before. Where that was lost: plaza program secret --renew')
  writeProject(folder, { ...about, appId, city: api.origin })
  nameInFormat(folder, appId)
  desk.say(`Registered as ${appId} at ${api.origin}.`)
}

/** The team that answers for the program: the only one, the named one, or a new one of that name. */
async function teamFor(desk: Desk, { api, kept }: Session, { team: name, contact }: Options): Promise<string> {
  const { teams } = await api.call(makersApi.myTeams, {})
  const mine = teams.filter(team => !team.invited && team.role !== 'tester')
  const found = name === undefined ? mine : mine.filter(team => team.name === name)
  if (found.length === 1) return found[0]!.id
  if (found.length > 1)
    throw new Complaint(`Which team? Add --team with one of: ${mine.map(team => team.name).join(', ')}.`)
  if (name === undefined || contact === undefined)
    throw new Complaint(
      'Who answers for it? Add --team "Harbour Makers" --contact makers@example.org: citizens and reviewers see both.',
    )
  const made = await api.call(makersApi.makeTeam, { id: derivedId('team', kept.person.id, name), name, contact })
  desk.say(`You own a team now: ${made.name}.`)
  return made.id
}

/** Tools of the format keep the id in `project.config.json`; an id that stands there is another platform's and stays. */
function nameInFormat(folder: string, appId: string): void {
  const file = path.join(folder, 'project.config.json')
  if (!existsSync(file)) return
  const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  if (settings['appid'] !== undefined) return
  writeFileSync(file, `${JSON.stringify({ ...settings, appid: appId }, null, 2)}\n`)
}
