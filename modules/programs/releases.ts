import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { assert, Refusal } from '@plaza/kernel'
import { releaseText } from '@plaza/program-wire'
import { createHash } from 'node:crypto'
import { tellChanged } from './events.ts'
import { signText } from './keys.ts'
import { putTemplates } from './store-subscribe.ts'
import { putProgram, release } from './store.ts'
import {
  insertProgram,
  lockProgram,
  lookedAt,
  nextSerial,
  putStatement,
  resign,
  setFacts,
  setGrey,
  setTesters,
  setTrial,
  versionsToSign,
  type ReachRow,
  type SignedVersion,
} from './store-releases.ts'
import type { Profile } from './rules.ts'
import { putWords } from './words.ts'
import { putPlaces } from './nearby.ts'

const SECRET_BYTES = 16
const SHARE_KEY_BYTES = 32

/**
 * Doors of the registry: what citizens get changes only here. Each joins the caller's transaction, takes the lock of the
 * program's row first, and ends with statements under the next serial.
 */

/** A program that nobody gets yet, with the secret of its server; undefined where this id has one. */
export async function registerProgram(
  city: City,
  tx: Queries,
  program: { appId: string; maker: string },
): Promise<string | undefined> {
  const secret = Buffer.from(city.dice.bytes(SECRET_BYTES)).toString('hex')
  const made = await insertProgram(tx, {
    ...program,
    shareKey: city.dice.bytes(SHARE_KEY_BYTES),
    secretHash: createHash('sha256').update(secret).digest(),
    now: city.clock.now(),
  })
  return made ? secret : undefined
}

/** Makes a version what everybody gets, with the profile that was reviewed with it. Answers the serial. */
export async function releaseProgram(
  city: City,
  tx: Queries,
  { appId, version, profile }: { appId: string; version: string; profile: Profile },
): Promise<number> {
  const now = city.clock.now()
  await mustLock(tx, appId)
  await putProfile(tx, appId, profile, now)
  await release(tx, appId, version, now)
  await setGrey(tx, appId, null)
  return await restate(city, tx, appId)
}

/** Gives a version to a share of the people; everybody else keeps the released one. */
export async function releaseToShare(
  city: City,
  tx: Queries,
  grey: { appId: string; version: string; percent: number; profile: Profile },
): Promise<number> {
  await mustLock(tx, grey.appId)
  await setFacts(tx, grey.version, grey.profile)
  await setGrey(tx, grey.appId, grey)
  return await restate(city, tx, grey.appId)
}

/** Ends a grey release: everybody gets the released version again. */
export async function endShare(city: City, tx: Queries, appId: string): Promise<number> {
  await mustLock(tx, appId)
  await setGrey(tx, appId, null)
  return await restate(city, tx, appId)
}

/** Gives a version to these people only, when they ask for the trial; null ends it. */
export async function tryProgram(
  city: City,
  tx: Queries,
  trial: { appId: string; version: string | null; testers: readonly string[]; profile: Profile },
): Promise<void> {
  const { appId, version } = trial
  const before = await mustLock(tx, appId)
  if (version !== null) await setFacts(tx, version, trial.profile)
  if (before.released === null) await putProfile(tx, appId, trial.profile, city.clock.now())
  await setTrial(tx, appId, version)
  await setTesters(tx, appId, trial.testers)
  await restate(city, tx, appId, { quiet: true })
}

/** Who tries a program's trial from now on. */
export const changeTesters = (tx: Queries, appId: string, testers: readonly string[]): Promise<void> =>
  setTesters(tx, appId, testers)

export async function mustLock(tx: Queries, appId: string): Promise<ReachRow> {
  const row = await lockProgram(tx, appId)
  if (!row) throw new Refusal('not_found')
  return row
}

/** What citizens read of a program, and what finds it. */
export async function putProfile(tx: Queries, appId: string, profile: Profile, now: number): Promise<void> {
  await putProgram(tx, appId, profile, now)
  await putTemplates(tx, appId, profile.templates ?? [])
  await putPlaces(tx, appId, profile.places ?? [])
  await putWords(tx, appId, profile)
}

/**
 * States anew, under the next serial, every version of a program that somebody may run: so that people on both sides of a
 * grey release know the same highest serial. `quiet`: nobody has to hear of it.
 */
export async function restate(city: City, tx: Queries, appId: string, { quiet = false } = {}): Promise<number> {
  const row = await mustLock(tx, appId)
  const serial = await nextSerial(tx, appId)
  const tried = new Set([row.trial, ...(await lookedAt(tx, appId))])
  const runs = [
    { id: row.released, env: 'release' },
    { id: row.grey, env: 'release' },
    ...[...tried].map(id => ({ id, env: 'trial' }) as const),
  ] as const
  const ids = runs.flatMap(({ id }) => (id === null ? [] : [id]))
  const versions = new Map((await versionsToSign(tx, ids)).map(one => [one.id, one]))
  for (const { id, env } of runs) {
    if (id === null) continue
    const version = versions.get(id)
    assert(version !== undefined, 'a program runs only versions that it has')
    await state(city, tx, version, { appId, serial, env })
  }
  if (!quiet) await tellChanged(city, tx, appId, serial)
  return serial
}

async function state(
  city: City,
  tx: Queries,
  version: SignedVersion,
  of: { appId: string; serial: number; env: 'release' | 'trial' },
): Promise<void> {
  const now = city.clock.now()
  const { developerKey: key, developerSignature: signature, developerStatement: stated } = version
  const statement = releaseText({
    format: 1,
    ...of,
    versionId: version.id,
    version: version.version,
    manifest: version.sha256,
    ...(key !== null && signature !== null && stated !== null
      ? { developer: { key, signature, statement: createHash('sha256').update(stated).digest('hex') } }
      : {}),
    at: now,
  })
  const signed = signText(city, statement)
  await putStatement(tx, { ...of, version: version.id, statement, ...signed, now })
  // The platform's key may have changed since the version was kept: manifest and statement are signed by the same one.
  if (version.key !== signed.key) await resign(tx, version.id, signText(city, version.manifest))
}
