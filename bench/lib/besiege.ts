import { join } from 'node:path'
import type { SeededDice } from '@plaza/kernel'
import { postmasterOf } from './postmaster.ts'
import { pause } from './process.ts'

export interface Siege {
  readonly rounds: number
  readonly dice: SeededDice
  /** The home of the database, whose postmaster is one of the two that are killed. */
  readonly home: string
  /** The other one: a process of ours, and how often it is its turn. */
  readonly process: { readonly name: string; readonly share: number; kill(round: number): Promise<void> }
  /** Each round begins after at least so long, and at most so much later. */
  readonly restMs: { readonly least: number; readonly more: number }
  /** What was answered so far, and how much more must be before the next round. */
  readonly answers: () => number
  readonly answersBetween: number
  readonly say?: ((line: string) => void) | undefined
}

export interface Besieged {
  readonly processKills: number
  readonly databaseKills: number
  /** Longest that so many answers took after a kill. */
  readonly longestSilenceMs: number
}

/** Ends a process or PostgreSQL with SIGKILL again and again while work goes on, and waits each time until it goes on. */
export async function besiege({ dice, home, restMs, answers, say, ...siege }: Siege): Promise<Besieged> {
  let [processKills, databaseKills, longestSilenceMs] = [0, 0, 0]
  for (let round = 1; round <= siege.rounds; round++) {
    await pause(restMs.least + dice.float() * restMs.more)
    const isProcess = dice.chance(siege.process.share)
    const began = performance.now()
    const before = answers()
    if (isProcess) {
      processKills += 1
      await siege.process.kill(round)
    } else {
      databaseKills += 1
      process.kill(postmasterOf(join(home, 'postgres')), 'SIGKILL')
    }
    while (answers() < before + siege.answersBetween) await pause(20)
    longestSilenceMs = Math.max(longestSilenceMs, performance.now() - began)
    say?.(`round ${round}: ${isProcess ? siege.process.name : 'database'} killed, ${answers()} answered`)
  }
  return { processKills, databaseKills, longestSilenceMs }
}
