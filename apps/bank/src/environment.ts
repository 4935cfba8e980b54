import { pino } from 'pino'
import type { BankOptions } from './bank.ts'

type Environment = Readonly<Record<string, string | undefined>>

const MINOR_DEFAULT = { customer: 500_000n, city: 100_000_000n }

/** Reads the bank's settings once; throws a sentence that names what is missing. Secrets come by environment, never by argument. */
export function readEnvironment(env: Environment): BankOptions {
  const text = (name: string) => env[name]?.trim() || undefined
  const need = (name: string) => {
    const value = text(name)
    if (value === undefined) throw new Error(`${name} is not set`)
    return value
  }
  const callbackUrl = text('BANK_CALLBACK_URL')
  const publicUrl = text('BANK_PUBLIC_URL')?.replace(/\/+$/, '')
  return {
    databaseUrl: need('BANK_DATABASE_URL'),
    host: text('BANK_HOST') ?? '127.0.0.1',
    port: Number(text('BANK_PORT') ?? '8090'),
    clientSecret: need('BANK_CLIENT_SECRET'),
    callbackSecret: need('BANK_CALLBACK_SECRET'),
    ...(callbackUrl === undefined ? {} : { callbackUrl }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    returnOrigins: (text('BANK_RETURN_ORIGINS') ?? '').split(',').filter(Boolean),
    currency: text('BANK_CURRENCY') ?? 'EUR',
    zone: text('BANK_ZONE') ?? 'UTC',
    customerMinor: BigInt(text('BANK_CUSTOMER_MINOR') ?? MINOR_DEFAULT.customer),
    cityMinor: BigInt(text('BANK_CITY_MINOR') ?? MINOR_DEFAULT.city),
    log: pino({ name: 'bank', level: text('BANK_LOG') ?? 'info' }, pino.destination(2)),
  }
}
