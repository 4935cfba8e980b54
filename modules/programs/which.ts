import type { Language } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { languageOf } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { createHmac } from 'node:crypto'
import type { ProgramRow } from './rules.ts'
import { factsOf, reachOf, type ReachRow } from './store-releases.ts'

/** The language of the screen that asks, or else the one that its person chose. */
export const languageFor = async (
  city: City,
  { by, language }: Pick<Call<object>, 'by' | 'language'>,
): Promise<Language> => language ?? languageOf(city, by.person)

/** A program as one person gets it: the version that runs for them, and what that one may reach and ask. */
export interface ProgramFor extends ProgramRow {
  readonly runs: string
  readonly env: 'release' | 'trial'
  readonly serial: number
  readonly looksAt: string | null
}

/**
 * Which version a person gets: the one that they look at for the city; the trial, where they test and opened it last (or
 * `trial` asks for it); the grey one, where they are in its share; else the released one. Undefined when there is none for
 * them.
 */
export async function programFor(
  city: City,
  appId: string,
  person: string | undefined,
  trial?: boolean,
): Promise<ProgramFor | undefined> {
  const row = await reachOf(city.db, appId, person)
  if (!row) return undefined
  const tried = row.looksAt ?? (row.tester && (trial ?? row.onTrial) ? row.trial : null)
  const env = tried === null ? 'release' : 'trial'
  const runs = tried ?? releasedFor(row, person)
  if (runs === null) return undefined
  const facts = runs === row.released ? undefined : await factsOf(city.db, runs)
  return { ...row, domains: facts?.domains ?? row.domains, scopes: facts?.scopes ?? row.scopes, runs, env }
}

const releasedFor = (row: ReachRow, person: string | undefined): string | null =>
  row.grey !== null && person !== undefined && inShare(row, person) ? row.grey : row.released

const SHARES = 10_000

/** Whether a person is in the share that gets the grey version. It only grows with its percent, and tells nothing about who. */
export function inShare(row: Pick<ReachRow, 'shareKey' | 'greyPercent'>, person: string): boolean {
  if (row.shareKey === null) return false
  const place = createHmac('sha256', row.shareKey).update(person).digest().readUInt32BE(0) % SHARES
  return place < row.greyPercent * (SHARES / 100)
}

/** A program that is there for this person (without one, for everybody); refuses `not_found` for all else. */
export async function mustProgram(city: City, appId: string, person?: string): Promise<ProgramFor> {
  const program = await programFor(city, appId, person)
  if (!program) throw new Refusal('not_found')
  return program
}

/** The same, and it is open to citizens (`program_stopped`). */
export async function mustOpen(city: City, appId: string, person?: string, trial?: boolean): Promise<ProgramFor> {
  const program = await programFor(city, appId, person, trial)
  if (!program) throw new Refusal('not_found')
  if (program.stoppedAt !== null) throw new Refusal('program_stopped')
  return program
}
