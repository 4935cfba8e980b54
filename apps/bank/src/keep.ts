import type { IsoBankConfig } from '@plaza/banking'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { CITY_IBAN } from './accounts.ts'
import { BANK_BIC, CREDITOR_ID } from './bank.ts'
import { RESTARTS_MAX, RESTART_WAIT_MS_MAX, RESTART_WAIT_MS_MIN, STEADY_MS } from './limits.ts'
import { ensureBankSecrets, spawnBank, type BankProcess, type SpawnBankOptions } from './spawn.ts'

export interface KeepBankOptions extends SpawnBankOptions {
  readonly log: Logger
}

/** A bank that lives as long as the city does. */
export interface KeptBank extends AsyncDisposable {
  /** Resolves when it first serves; false when it did not come up. It is tried again meanwhile. */
  readonly ready: Promise<boolean>
  /** The process now; undefined while there is none. */
  now(): BankProcess | undefined
}

/**
 * Starts the sandbox bank and starts it again when it ends, after pauses that double. After `RESTARTS_MAX` ends with no
 * steady minute between them it stays away, and the city goes on without: what is under way stays as it is.
 */
export function keepBank({ log, ...options }: KeepBankOptions): KeptBank {
  const stop = new AbortController()
  let bank: BankProcess | undefined
  const begin = async (): Promise<boolean> => {
    const begun = await spawnBank(options).catch((error: unknown) =>
      log.warn({ error: String(error) }, 'bank not started'),
    )
    bank = begun ?? undefined
    return bank !== undefined
  }
  const ready = begin()
  const watching = watch()

  async function watch(): Promise<void> {
    await ready
    for (let deaths = 0; !stop.signal.aborted;) {
      const since = performance.now()
      await Promise.race([bank?.ended, aborted(stop.signal)])
      if (stop.signal.aborted) return
      bank = undefined
      deaths = performance.now() - since > STEADY_MS ? 1 : deaths + 1
      if (deaths > RESTARTS_MAX) return log.error({ deaths }, 'bank given up')
      log.warn({ deaths }, 'bank ended, starting it again')
      await pause(deaths, stop.signal)
      if (!stop.signal.aborted) await begin()
    }
  }

  return {
    ready,
    now: () => bank,
    async [Symbol.asyncDispose]() {
      stop.abort()
      await watching
      await bank?.[Symbol.asyncDispose]()
    },
  }
}

/** How a city beside the sandbox bank reaches it: the same secrets, out of the same home. */
export function sandboxChannel({ home, port }: { home: string; port: number }): Omit<IsoBankConfig, 'clock'> {
  return {
    baseUrl: `http://127.0.0.1:${port}/channel`,
    ...ensureBankSecrets(home),
    account: { iban: CITY_IBAN, name: 'Plaza', bic: BANK_BIC },
    creditorId: CREDITOR_ID,
    zone: 'UTC',
  }
}

async function pause(deaths: number, signal: AbortSignal): Promise<void> {
  const ms = Math.min(RESTART_WAIT_MS_MIN * 2 ** (deaths - 1), RESTART_WAIT_MS_MAX)
  await wait(ms, undefined, { signal }).catch(() => {})
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
