import { Database, isConnectionLost, migrate } from '@plaza/db'
import { systemClock, systemDice } from '@plaza/kernel'
import { setTimeout as wait } from 'node:timers/promises'
import { openAccounts } from './accounts.ts'
import type { Bank, BankOptions } from './bank.ts'
import { openHttp } from './http.ts'
import { TICK_MS } from './limits.ts'
import { readMood } from './mood.ts'
import { tellDue } from './notices.ts'
import { settleDue } from './settle.ts'

const BANK_SQL = [{ module: 'bank', folder: new URL('../sql/', import.meta.url) }]

/** Makes the bank's schema, as its first start does: for a backup that brings its rows. Safe to repeat. */
export async function migrateBank(databaseUrl: string): Promise<void> {
  await using db = new Database(databaseUrl, { poolMax: 1 })
  await migrate(db, BANK_SQL)
}

export interface RunningBank extends AsyncDisposable {
  readonly url: string
  readonly port: number
}

/** Opens the bank: its schema and accounts when it is new, its doors, and its work in the background. */
export async function startBank(options: BankOptions): Promise<RunningBank> {
  const db = new Database(options.databaseUrl)
  const alarm = new Alarm()
  let url = options.publicUrl ?? ''
  const bank: Bank = {
    options,
    db,
    clock: systemClock,
    dice: systemDice,
    log: options.log,
    wake: () => alarm.ring(),
    url: () => url,
  }
  try {
    await migrate(db, BANK_SQL)
    await openAccounts(bank)
    const app = await openHttp(bank)
    await app.listen({ host: options.host, port: options.port })
    const address = app.server.address()
    const port = typeof address === 'object' && address ? address.port : options.port
    url ||= `http://${options.host}:${port}`
    const stop = new AbortController()
    // A slow city must not keep the bank from settling, so the two work side by side.
    const works = [
      work(bank, alarm, stop.signal, async () => settleDue(bank, await readMood(bank))),
      work(bank, alarm, stop.signal, () => tellDue(bank)),
    ]
    options.log.info({ port }, 'bank started')
    return {
      url,
      port,
      async [Symbol.asyncDispose]() {
        await app.close()
        stop.abort()
        alarm.ring()
        await Promise.all(works)
        await db[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await db[Symbol.asyncDispose]()
    throw error
  }
}

/** Does what is due until nothing is, then waits for the next tick or for somebody to wake it. */
async function work(bank: Bank, alarm: Alarm, stop: AbortSignal, due: () => Promise<number>): Promise<void> {
  while (!stop.aborted) {
    try {
      if ((await due()) > 0) {
        alarm.ring()
        continue
      }
    } catch (error) {
      // The rows stay due; a database that went away comes back.
      const { message } = error as Error
      if (isConnectionLost(error)) bank.log.warn({ message }, 'database away')
      else bank.log.error({ message }, 'work failed')
      await wait(TICK_MS)
    }
    await alarm.heard(TICK_MS)
  }
}

/** Wakes whoever waits. */
class Alarm {
  #listeners = new Set<() => void>()
  ring(): void {
    for (const listener of this.#listeners) listener()
  }
  heard(ms: number): Promise<void> {
    return new Promise(resolve => {
      const done = () => {
        clearTimeout(timer)
        this.#listeners.delete(done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      this.#listeners.add(done)
    })
  }
}
