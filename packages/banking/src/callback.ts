import { nameOfMessage, readNotification, readStatusReport, Unreadable } from '@plaza/iso20022'
import type { IsoBankConfig } from './channel.ts'
import type { BankEvent } from './connector.ts'
import { bookedIn } from './entries.ts'
import { CALLBACK_BYTES_MAX } from './limits.ts'
import { outcomeOf } from './outcome.ts'
import { keyOf } from './reference.ts'
import { isSignedCallback, SIGNATURE_HEADER } from './signature.ts'

/** Checks the signature over the raw bytes before anything of them is read. */
export function readCallback(
  config: IsoBankConfig,
  raw: Uint8Array,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): BankEvent | undefined {
  const header = headers[SIGNATURE_HEADER]
  if (raw.length > CALLBACK_BYTES_MAX || typeof header !== 'string') return undefined
  if (!isSignedCallback(config.callbackSecret, raw, header, config.clock.now())) return undefined
  try {
    return nameOfMessage(raw) === 'camt.054.001.08' ? booked(config, raw) : status(config, raw)
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

function booked({ account, zone }: IsoBankConfig, raw: Uint8Array): BankEvent | undefined {
  const notification = readNotification(raw, zone)
  if (notification.account.iban !== account.iban) return undefined
  return { kind: 'booked', id: notification.id, entries: notification.entries.flatMap(bookedIn) }
}

function status({ zone }: IsoBankConfig, raw: Uint8Array): BankEvent {
  const report = readStatusReport(raw, zone)
  const outcomes = report.instructions
    .flatMap(instruction => instruction.transactions)
    .flatMap(transaction => {
      const key = keyOf(transaction.endToEndId)
      const outcome = outcomeOf(transaction)
      return key === undefined || outcome === 'repeated' ? [] : [{ key, outcome }]
    })
  return { kind: 'status', id: report.messageId, outcomes }
}
