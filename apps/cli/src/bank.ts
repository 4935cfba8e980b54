import { DEMO_PIN, demoCustomers, keepBank, sandboxChannel } from '@plaza/bank'
import type { ServerOptions } from '@plaza/server'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Complaint, type Config } from './config.ts'
import { tryPort } from './port.ts'
import { say, sayWrong } from './say.ts'

/** Ports after the city's that are tried for the sandbox bank. */
const PORTS_TRIED_MAX = 20
const LOOPBACK = '127.0.0.1'
/** So long the city waits for the bank before it opens without it. */
const READY_MS = 5_000

/** The bank as this process has it. */
export interface OpenBank extends AsyncDisposable {
  /** How the city reaches it; undefined when there is none for this process. */
  readonly channel: ServerOptions['bank']
  /** Says where it is, once it serves. */
  tell(): Promise<void>
  /** Ends what was started here; nothing where nothing was. */
  stop(): Promise<void>
}

/**
 * The bank that the settings name, or the sandbox bank for a city that has no other: that one is started and kept by a process with the worker role, and only spoken to by
 * the others, which must be told its port.
 */
export async function openBank(config: Config, databaseUrl: string, log: Logger): Promise<OpenBank> {
  const { home, host } = config
  const works = config.roles.includes('worker')
  if (config.bankChannel)
    return { ...noBank, channel: config.bankChannel, tell: async () => say('The bank is spoken to over ISO 20022.') }
  const port =
    config.bank !== 'sandbox' ? undefined : (config.bankPort ?? (works ? await freePortAfter(config.port) : undefined))
  if (port === undefined) return noBank
  const channel = sandboxChannel({ home, port })
  if (!works) return { ...noBank, channel }
  if (await tryPort(LOOPBACK, port)) throw new Complaint(`Port ${port} for the bank is used. Set PLAZA_BANK_PORT.`)
  const shown = config.bankPublicUrl ?? `http://localhost:${port}`
  const kept = keepBank({
    databaseUrl,
    home,
    port,
    log,
    callbackUrl: `http://${reachable(host)}:${config.port}/bank/news`,
    settings: {
      BANK_PUBLIC_URL: shown,
      BANK_RETURN_ORIGINS: config.publicUrl ? new URL(config.publicUrl).origin : '',
      BANK_LOG: 'warn',
    },
  })
  // The city asks for yesterday's statement as soon as it is up; a bank that is late is asked again.
  await Promise.race([kept.ready, wait(READY_MS, undefined, { ref: false })])
  const stop = async () => kept[Symbol.asyncDispose]()
  return {
    channel,
    stop,
    async tell() {
      if (!(await kept.ready)) return sayWrong('The sandbox bank did not start; it is tried again. See the log.')
      const [first, last] = [demoCustomers[0]?.number, demoCustomers.at(-1)?.number]
      say(`Sandbox bank at ${shown}/ (customers ${first} to ${last}, PIN ${DEMO_PIN})`)
    },
    [Symbol.asyncDispose]: stop,
  }
}

const noBank: OpenBank = {
  channel: undefined,
  tell: async () => {},
  stop: async () => {},
  [Symbol.asyncDispose]: async () => {},
}

/** How this machine calls a server that listens there. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return LOOPBACK
  return host.includes(':') ? `[${host}]` : host
}

async function freePortAfter(port: number): Promise<number> {
  for (let next = port + 1; next <= Math.min(port + PORTS_TRIED_MAX, 65_535); next++)
    if ((await tryPort(LOOPBACK, next)) === undefined) return next
  throw new Complaint(`No port from ${port + 1} on is free for the sandbox bank. Set PLAZA_BANK_PORT.`)
}
