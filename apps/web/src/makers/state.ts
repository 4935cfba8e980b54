import type { MakerProgram, MakerRole, MakerVersion, ProgramProfile, VersionState } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { language } from '../i18n.ts'
import type { IconName } from '../ui/icon.tsx'

export type Words = ProgramProfile['names']

/** Words of a profile in the reader's language, or else in English, which is always there. */
export const inWords = (words: Words): string => words[language()] ?? words.en

export const programName = ({ profile }: Pick<MakerProgram, 'profile'>): string => inWords(profile.names)

const RANK: Record<MakerRole, number> = { tester: 0, developer: 1, owner: 2 }
/** Whether a role may do what is open from another one on. */
export const mayAs = (role: MakerRole, from: MakerRole): boolean => RANK[role] >= RANK[from]
export const mayDevelop = ({ role }: { readonly role: MakerRole }): boolean => mayAs(role, 'developer')
export const isOwner = ({ role }: { readonly role: MakerRole }): boolean => role === 'owner'

/** Changes parts of a profile as it is now, so that two people who change different parts both keep theirs. */
export async function saveProfile(
  appId: string,
  change: (now: ProgramProfile) => Partial<ProgramProfile>,
): Promise<MakerProgram> {
  const { profile } = await call('GET /makers/programs/:appId', { appId })
  return call('PUT /makers/programs/:appId/profile', { appId, profile: { ...profile, ...change(profile) } })
}

/** Words as they are sent: without spaces around them, and without languages that say nothing. */
export function cleanWords({ en, es = '', zh = '' }: Words): Words {
  return { en: en.trim(), ...(es.trim() ? { es: es.trim() } : {}), ...(zh.trim() ? { zh: zh.trim() } : {}) }
}

export interface Look {
  readonly icon: IconName
  readonly tone: 'good' | 'wait' | 'bad' | 'plain'
}

/** How the state of a version is drawn; its word is `version.state.<state>`. */
export const LOOKS: Record<VersionState, Look> = {
  develop: { icon: 'edit', tone: 'plain' },
  trial: { icon: 'smile', tone: 'plain' },
  review: { icon: 'clock', tone: 'wait' },
  approved: { icon: 'check', tone: 'good' },
  refused: { icon: 'alert', tone: 'bad' },
  grey: { icon: 'globe', tone: 'good' },
  released: { icon: 'checks', tone: 'good' },
  old: { icon: 'inbox', tone: 'plain' },
}

/** Nobody decided about it yet, or somebody refused it: it may be asked for review. */
export const maySubmit = ({ state }: MakerVersion): boolean => ['develop', 'trial', 'refused'].includes(state)
