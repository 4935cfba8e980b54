import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SeededDice } from '@plaza/kernel'
import { openDatabase } from '@plaza/postgres'
import { freePort } from '@plaza/testkit'
import { postmasterOf } from '../lib/postmaster.ts'
import { pause } from '../lib/process.ts'
import { Citizen, type Square } from './citizen.ts'
import { examine, type Findings } from './examine.ts'
import { Line } from './line.ts'
import { Record } from './record.ts'
import { bankDatabase, equip, openBank, openServer, populate, type Ground } from './town.ts'

const SERVERS = 2
/** Each round waits until so many questions were answered again. */
const ANSWERS_BETWEEN = 40
const ROUND_MS_MAX = 120_000
/** A bank whose database was just killed takes a mood a little later. */
const MOOD_TRIES_MAX = 100
const MOOD_RETRY_MS = 100

/** How the bank treats the city, a round each; `slow` and `late` in ms. */
const MOODS = [
  {},
  { dead: 'after' },
  { double: true },
  { lateMs: 800 },
  { dead: 'before' },
  { silent: true },
  { refuse: 'AM04' },
  { slowMs: 400, double: true },
] as const
const GOOD = { slowMs: 0, lateMs: 0, silent: false, double: false, refuse: null, dead: 'no' }

const VICTIMS = ['server', 'database', 'bank'] as const
type Victim = (typeof VICTIMS)[number]

export interface BankRunReport extends Findings {
  readonly seed: number
  readonly kills: Readonly<{ [victim in Victim]: number }>
  readonly acknowledged: number
  /** The same by kind. */
  readonly promises: Record['promises']
  readonly lostAnswers: number
  readonly doubledQuestions: number
  /** Questions whose two answers told different things. */
  readonly contradictions: number
  readonly refusals: Readonly<{ [code: string]: number }>
  readonly longestSilenceMs: number
}

/**
 * A run on the bank: eight citizens pay, request, share out, top up and withdraw through two servers over a line that
 * loses and doubles, while a bank of changing moods answers the city, and each round kills a server, PostgreSQL or the
 * bank with SIGKILL. Then every promise must be in all the books, once, and the books must agree.
 */
export async function bankRun(options: {
  rounds: number
  seed: number
  say?: (line: string) => void
}): Promise<BankRunReport> {
  const dice = new SeededDice(options.seed)
  const folder = mkdtempSync(join(tmpdir(), 'plaza-bank-run-'))
  chmodSync(folder, 0o711)
  const home = join(folder, 'city')
  const quiet = { info() {}, warn() {}, error() {} }
  await using database = await openDatabase({ home, log: quiet, settings: { shared_buffers: '64MB' } })
  const ground: Ground = {
    home: folder,
    databaseUrl: database.url,
    bankUrl: await bankDatabase(database.url),
    ports: await Promise.all(Array.from({ length: SERVERS }, freePort)),
    bankPort: await freePort(),
  }
  const bare = await populate(ground)
  let bank = await openBank(ground)
  const servers = await Promise.all(ground.ports.map((_, i) => openServer(ground, bank, i)))
  const urls = servers.map(server => server.url)
  try {
    const town = await equip(bare, urls[0] as string)
    const line = new Line(urls, dice)
    const record = new Record()
    const square: Square = { transfers: [], requests: [], envelopes: [] }
    const citizens = town.people.map(me => new Citizen(me, { town, line, record, square, dice }))
    const kills = { server: 0, database: 0, bank: 0 }
    const kill = async (victim: Victim) => {
      kills[victim] += 1
      if (victim === 'database') process.kill(postmasterOf(join(home, 'postgres')), 'SIGKILL')
      if (victim === 'bank') {
        await bank.kill9()
        bank = await openBank(ground)
      }
      if (victim === 'server') {
        const i = dice.below(SERVERS)
        await servers[i]?.kill9()
        servers[i] = await openServer(ground, bank, i)
      }
    }
    let longestSilenceMs = 0
    for (let round = 1; round <= options.rounds; round++) {
      await setMood(bank.url, { ...GOOD, ...MOODS[round % MOODS.length] })
      await pause(100 + dice.float() * 500)
      const victim = VICTIMS[round % VICTIMS.length] as Victim
      const before = line.answers
      const began = performance.now()
      await kill(victim)
      await Promise.race([answered(line, before + ANSWERS_BETWEEN), failureOf(citizens)])
      longestSilenceMs = Math.max(longestSilenceMs, performance.now() - began)
      options.say?.(`round ${round}: ${victim} killed, ${record.acknowledged} acknowledged`)
    }
    await setMood(bank.url, GOOD)
    for (const citizen of citizens) citizen.stop()
    await Promise.all(citizens.map(citizen => citizen.done))
    const findings = await examine({ ground, town, record, bank, urls })
    return {
      seed: options.seed,
      kills,
      acknowledged: record.acknowledged,
      promises: record.promises,
      lostAnswers: line.lost,
      doubledQuestions: line.doubled,
      contradictions: line.contradictions,
      refusals: Object.fromEntries(record.refusals),
      longestSilenceMs: Math.round(longestSilenceMs),
      ...findings,
    }
  } finally {
    await Promise.all([...servers.map(server => server.kill9()), bank.kill9()])
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function answered(line: Line, count: number): Promise<void> {
  const until = performance.now() + ROUND_MS_MAX
  while (line.answers < count) {
    if (performance.now() > until) throw new Error('the city did not come back')
    await pause(20)
  }
}

/** Rejects as soon as a citizen gives up. */
async function failureOf(citizens: readonly Citizen[]): Promise<void> {
  await Promise.all(citizens.map(one => one.done))
}

async function setMood(bankUrl: string, mood: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  for (let tries = 1; tries <= MOOD_TRIES_MAX; tries++) {
    const response = await fetch(`${bankUrl}/control/mood`, {
      method: 'POST',
      headers,
      body: JSON.stringify(mood),
    }).catch(() => undefined)
    if (response?.ok) return
    await pause(MOOD_RETRY_MS)
  }
  throw new Error('the bank took no mood')
}
