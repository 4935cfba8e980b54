import { makersApi, type MakerProgram, type MakerVersion } from '@plaza/contract'
import type { Desk, Options } from './desk.ts'
import { openRegistered } from './project.ts'
import { openSession } from './session.ts'

const VERSIONS_TOLD = 10

/** `plaza program status`: what citizens get, how the newest versions stand, and what a reviewer said. */
export async function status(desk: Desk, options: Options): Promise<number> {
  const { appId, about } = openRegistered(desk.cwd)
  const { api } = openSession(desk, options, about.city)
  const [program, { versions }] = await Promise.all([
    api.call(makersApi.makerProgram, { appId }),
    api.call(makersApi.makerVersions, { appId }),
  ])
  desk.say(`${program.profile.names.en} (${appId}) at ${api.origin}`)
  for (const line of citizensGet(program)) desk.say(line)
  for (const version of versions.slice(0, VERSIONS_TOLD)) desk.say(told(version))
  const asked = versions.find(one => one.state === 'review' || one.state === 'refused')
  if (!asked) return 0
  const { messages } = await api.call(makersApi.reviewMessages, { version: asked.id })
  for (const { side, text } of messages) desk.say(`  ${side === 'reviewer' ? 'Reviewer' : 'You'}: ${text}`)
  return 0
}

function citizensGet({ released, grey, stopped }: MakerProgram): string[] {
  if (stopped) return ['The operator stopped it: nobody can open it.']
  if (!released) return ['Citizens cannot open it yet.']
  return [`Citizens get ${released.version}.`, ...(grey ? [`${grey.percent} % of them get ${grey.version}.`] : [])]
}

function told({ version, state, note, yes, yesNeeded, reasons }: MakerVersion): string {
  const votes = state === 'review' && yesNeeded > 1 ? ` (${yes} of ${yesNeeded} reviewers said yes)` : ''
  return `  ${version.padEnd(12)} ${state}${votes}${note ? `  ${note}` : ''}${reasons ? `\n    ${reasons}` : ''}`
}
