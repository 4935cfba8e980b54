import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { SeededDice } from '@plaza/kernel'
import { openDatabase } from '@plaza/postgres'
import { freePort, Phone, startCity } from '@plaza/testkit'
import { besiege } from '../lib/besiege.ts'
import { makeCrowd, type Crowd } from '../lib/crowd.ts'
import { pause } from '../lib/process.ts'
import { verify, type Verdict } from '../lib/verify.ts'

const PEOPLE = 10
const OUTSTANDING_MAX = 20
/** Between two sends of one phone, on average. */
const THINK_MS = 90
/** Each round waits until the city has served this many sends again. */
const ACKS_BETWEEN = 60
const REST_MS = 60_000

export interface SiegeReport extends Verdict {
  seed: number
  rounds: number
  serverKills: number
  databaseKills: number
  /** Lines, cursors or logs in which a phone that lived through it all differs from a new one. */
  unlikeNew: number
  /** Longest that the city acknowledged nothing after a kill. */
  longestSilenceMs: number
}

/**
 * Kills a city again and again: twenty phones of ten people talk in pairs, a small and a large group, while each round
 * ends the server process or the postmaster with SIGKILL at some moment. Then everything promised must be there once.
 */
export async function siege(options: {
  rounds: number
  seed: number
  say?: (line: string) => void
}): Promise<SiegeReport> {
  const dice = new SeededDice(options.seed)
  const folder = mkdtempSync(join(tmpdir(), 'plaza-siege-'))
  chmodSync(folder, 0o711)
  const home = join(folder, 'city')
  const quiet = { info() {}, warn() {}, error() {} }
  await using database = await openDatabase({
    home,
    log: quiet,
    settings: { shared_buffers: '64MB' },
  })
  const crowd = await makeCrowd(database.url, folder, {
    people: PEOPLE,
    devices: 2,
    pairs: [
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
      [8, 9],
      [0, 9],
    ],
    groups: [[0, 1, 2, 3, 4, 5], Array.from({ length: 22 }, (_, i) => i)],
  })
  const port = await freePort()
  const start = () => startCity({ home: folder, databaseUrl: database.url, port })
  let server = await start()
  const phones = phonesOf(crowd, `http://127.0.0.1:${port}`, dice)
  try {
    await Promise.all(phones.map(phone => phone.start()))
    const load = talk(phones, crowd, dice)
    const { processKills, databaseKills, longestSilenceMs } = await besiege({
      ...options,
      dice,
      home,
      process: {
        name: 'server',
        share: 0.5,
        async kill() {
          await server.kill9()
          server = await start()
        },
      },
      restMs: { least: 200, more: 800 },
      answers: () => acks(phones),
      answersBetween: ACKS_BETWEEN,
    })
    await load.stop()
    await Promise.all(phones.map(phone => phone.until(() => phone.settled, 'came to rest', REST_MS)))
    const verdict = await verify(database.url, phones)
    const unlikeNew = await compareWithNew(phones, crowd, `http://127.0.0.1:${port}`)
    return {
      seed: options.seed,
      rounds: options.rounds,
      serverKills: processKills,
      databaseKills,
      ...verdict,
      unlikeNew,
      longestSilenceMs,
    }
  } finally {
    for (const phone of phones) phone.stop()
    await server.kill9()
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function phonesOf(crowd: Crowd, url: string, dice: SeededDice): Phone[] {
  return crowd.people.flatMap(({ id, tokens }) =>
    tokens.map(token => new Phone({ person: id, token, url: () => url, dice })),
  )
}

/** Every phone speaks by itself until told to stop; what it sent waits in its outbox until it is acknowledged. */
function talk(phones: readonly Phone[], crowd: Crowd, dice: SeededDice): { stop(): Promise<void> } {
  let stopped = false
  const mouths = phones.map(async (phone, i) => {
    const own = crowd.conversations.filter(({ members }) => members.includes(i >> 1))
    const failures: unknown[] = []
    while (!stopped) {
      await pause(dice.float() * 2 * THINK_MS)
      if (phone.outbox.size >= OUTSTANDING_MAX) continue
      phone.send(dice.pick(own).c, `word ${dice.below(1e6)}`).catch((error: unknown) => failures.push(error))
    }
    await phone.until(() => phone.outbox.size === 0, 'was answered', REST_MS)
    if (failures.length > 0) throw new AggregateError(failures, 'a send was refused')
  })
  return {
    async stop() {
      stopped = true
      await Promise.all(mouths)
    },
  }
}

const acks = (phones: readonly Phone[]) => phones.reduce((sum, phone) => sum + phone.acked.length, 0)

async function compareWithNew(phones: readonly Phone[], crowd: Crowd, url: string): Promise<number> {
  let unlike = 0
  for (const { id, tokens } of crowd.people) {
    using fresh = await new Phone({ person: id, token: tokens[0] as string, url: () => url }).start()
    await fresh.until(() => fresh.settled, 'came to rest', REST_MS)
    for (const phone of phones.filter(other => other.person === id))
      if (!isDeepStrictEqual(phone.snapshot(), fresh.snapshot())) unlike += 1
  }
  return unlike
}
