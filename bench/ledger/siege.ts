import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { SeededDice, systemClock } from '@plaza/kernel'
import { ledger, openAccounts, transfer, type Fault } from '@plaza/ledger'
import { openDatabase } from '@plaza/postgres'
import { testCity } from '@plaza/testkit'
import { besiege } from '../lib/besiege.ts'
import { readBooks } from '../lib/books.ts'

const TELLERS = 2
const PEOPLE = 30
const START = 2_000n
/** Each round waits until this many transfers were answered again. */
const ANSWERS_BETWEEN = 150

/** A transfer as JSON: amounts in text. */
export type Asked = { readonly id: string; readonly kind?: string } & Record<string, unknown>
export interface Told {
  readonly id: string
  readonly code: string
  readonly n?: string
}

export interface SiegeReport {
  readonly seed: number
  readonly tellerKills: number
  readonly databaseKills: number
  readonly acknowledged: number
  /** Acknowledged, and not in the journal at the number that was told. */
  readonly lost: number
  /** Acknowledged twice at different places, or in the journal without having been asked. */
  readonly doubled: number
  readonly negative: number
  /** Statements that do not end at the balance. */
  readonly unequal: number
  readonly moneyMade: bigint
  readonly faults: readonly Fault[]
  readonly longestSilenceMs: number
}

/**
 * Kills a ledger again and again: two processes move money between thirty people, and each round ends one of them, or
 * PostgreSQL, with SIGKILL. What was never answered is asked again. Then every promise must be in the books, once.
 */
export async function siege(options: {
  rounds: number
  seed: number
  say?: (line: string) => void
}): Promise<SiegeReport> {
  const dice = new SeededDice(options.seed)
  const folder = mkdtempSync(join(tmpdir(), 'plaza-ledger-siege-'))
  chmodSync(folder, 0o711)
  const home = join(folder, 'city')
  const quiet = { info() {}, warn() {}, error() {} }
  const database = await openDatabase({ home, log: quiet, settings: { shared_buffers: '64MB' } })
  const book = new Book()
  try {
    const accounts = await openBank(database.url)
    const hire = (seed: number, asks: boolean) =>
      book.listen({ databaseUrl: database.url, accounts, seed, again: book.unanswered(), asks }, folder)
    const tellers = Array.from({ length: TELLERS }, (_, i) => hire(options.seed + i, true))
    const { processKills, databaseKills, longestSilenceMs } = await besiege({
      ...options,
      dice,
      home,
      process: {
        name: 'teller',
        share: 0.6,
        async kill(round) {
          const i = dice.below(TELLERS)
          await end(tellers[i] as ChildProcess)
          tellers[i] = hire(options.seed + round * 100, true)
        },
      },
      restMs: { least: 100, more: 400 },
      answers: () => book.answers,
      answersBetween: ANSWERS_BETWEEN,
    })
    for (const teller of tellers) await end(teller)
    const last = hire(options.seed, false)
    await once(last, 'exit')
    return {
      ...(await examine(database.url, book)),
      seed: options.seed,
      tellerKills: processKills,
      databaseKills,
      longestSilenceMs,
    }
  } finally {
    await Promise.all(book.children.map(end))
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What the tellers said: asked, answered, acknowledged. */
class Book {
  readonly asked = new Map<string, Asked>()
  readonly answered = new Set<string>()
  readonly acknowledged = new Map<string, string>()
  readonly children: ChildProcess[] = []
  answers = 0
  contradictions = 0

  unanswered(): Asked[] {
    return [...this.asked.values()].filter(({ id }) => !this.answered.has(id))
  }

  listen(order: object, folder: string): ChildProcess {
    const script = new URL('./teller.ts', import.meta.url).pathname
    const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(order)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TMPDIR: folder },
    })
    this.children.push(child)
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', line => this.hear(line))
    return child
  }

  hear(line: string): void {
    let what: Asked & Told
    try {
      what = JSON.parse(line.slice(2)) as Asked & Told
    } catch {
      return // cut off in the middle by a kill
    }
    if (line.startsWith('T')) {
      this.asked.set(what.id, what)
      return
    }
    this.answers += 1
    this.answered.add(what.id)
    if (what.n === undefined) return
    if ((this.acknowledged.get(what.id) ?? what.n) !== what.n) this.contradictions += 1
    this.acknowledged.set(what.id, what.n)
  }
}

async function openBank(databaseUrl: string): Promise<string[]> {
  await using city = await testCity({ modules: [ledger], databaseUrl, clock: systemClock })
  const source = city.newId()
  const people = Array.from({ length: PEOPLE }, () => city.newId())
  await openAccounts(city, [
    { id: source, currency: 'EUR', kind: 'source', floor: null },
    ...people.map(id => ({ id, currency: 'EUR', kind: 'wallet' })),
  ])
  await transfer(
    city,
    people.map(to => ({ id: city.newId(), from: source, to, amount: START, code: 'fund' })),
  )
  return people
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

async function examine(databaseUrl: string, book: Book) {
  await using city = await testCity({ modules: [ledger], databaseUrl, clock: systemClock })
  await city.settle()
  const { rows, negative, unequal, moneyMade, faults } = await readBooks(city)
  const lost = [...book.acknowledged].filter(([id, n]) => rows.get(id)?.n.toString() !== n).length
  const strangers = [...rows.values()].filter(
    row => row.code !== 'fund' && row.kind !== 'expire' && !book.asked.has(row.id),
  )
  return {
    acknowledged: book.acknowledged.size,
    lost,
    doubled: book.contradictions + strangers.length,
    negative,
    unequal,
    moneyMade,
    faults,
  }
}
