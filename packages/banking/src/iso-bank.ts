import { Refusal } from '@plaza/kernel'
import {
  dayOf,
  isIban,
  plainIban,
  readStatusReport,
  Unreadable,
  writeCreditInitiation,
  writeDebitInitiation,
  type StatusReport,
} from '@plaza/iso20022'
import { readCallback } from './callback.ts'
import { call, type Answer, type BankAddress, type Call } from './call.ts'
import { PATHS, type Channel, type IsoBankConfig } from './channel.ts'
import type { BankConnector, Outcome, PaymentKey, PullRequest, PushRequest } from './connector.ts'
import { consentCalls } from './consents.ts'
import { ANSWER_TIMEOUT_MS } from './limits.ts'
import { isOther, outcomeIn, type Asked } from './outcome.ts'
import { referenceOf } from './reference.ts'
import { readDay } from './statements.ts'

/** Connects to a bank by ISO 20022: pain.001 to pay out, pain.008 to collect, pain.002 to know, camt.053 and camt.054 to be told. */
export function isoBank(config: IsoBankConfig): BankConnector {
  const address: BankAddress = {
    baseUrl: config.baseUrl,
    headers: { ...config.headers, authorization: `Bearer ${config.clientSecret}` },
    timeoutMs: config.timeoutMs ?? ANSWER_TIMEOUT_MS,
  }
  const paths = { ...PATHS, ...config.paths }
  const channel: Channel = { config, paths, ask: what => call(address, what) }
  return {
    ...consentCalls(channel),
    pull: request => pull(channel, request),
    push: request => push(channel, request),
    lookup: key => lookup(channel, key),
    statement: day => readDay(channel, day),
    verifyCallback: (raw, headers) => readCallback(config, raw, headers),
  }
}

async function push(channel: Channel, { key, amount, iban, name, text }: PushRequest): Promise<Outcome> {
  const { account, zone } = channel.config
  const creditor = { name, iban: plainIban(iban) }
  // Nothing leaves the house for what no bank can carry out.
  if (amount.minor <= 0n) return { kind: 'rejected', reason: 'AM01' }
  if (!isIban(creditor.iban)) return { kind: 'rejected', reason: 'AC01' }
  const id = referenceOf(key)
  const transfers = [{ endToEndId: id, amount, creditor, ...(text === undefined ? {} : { text }) }]
  const body = writeCreditInitiation(
    { ...headOf(channel, id), instructions: [{ id, day: today(channel), debtor: account, transfers }] },
    zone,
  )
  const asked = { amount, debtorIban: account.iban, creditorIban: creditor.iban }
  return send(channel, key, asked, { method: 'POST', path: channel.paths.creditTransfers, body })
}

async function pull(channel: Channel, { key, amount, consent, text }: PullRequest): Promise<Outcome> {
  const { account, creditorId, zone } = channel.config
  if (amount.minor <= 0n) return { kind: 'rejected', reason: 'AM01' }
  const id = referenceOf(key)
  const debit = {
    endToEndId: id,
    amount,
    debtor: { name: consent.holder, iban: consent.iban },
    mandate: { id: consent.id, day: consent.day },
    ...(text === undefined ? {} : { text }),
  }
  const body = writeDebitInitiation(
    {
      ...headOf(channel, id),
      instructions: [{ id, day: today(channel), creditor: account, creditorId, debits: [debit] }],
    },
    zone,
  )
  const asked = { amount, debtorIban: consent.iban, creditorIban: account.iban }
  const headers = { consent: consent.token }
  return send(channel, key, asked, { method: 'POST', path: channel.paths.directDebits, body, headers })
}

/** Sends one payment. When the bank says the key was used before, it is asked what for. */
async function send(channel: Channel, key: PaymentKey, asked: Asked, what: Call): Promise<Outcome> {
  const headers = { 'content-type': 'application/xml; charset=utf-8', ...what.headers }
  const answer = reportIn(channel, await channel.ask({ ...what, headers }))
  if ('kind' in answer) return answer
  const outcome = decide(answer, key, asked)
  if (outcome !== 'repeated') return outcome
  const found = reportIn(channel, await askFor(channel, key))
  if ('kind' in found) return found
  const stands = decide(found, key, asked)
  // Nothing under this key, but the message's id was another's: the caller used one key for two things.
  if (stands === 'repeated') throw new Refusal('exists_different')
  return stands
}

function decide(report: StatusReport, key: PaymentKey, asked: Asked): Outcome | 'repeated' {
  const reference = referenceOf(key)
  const own = report.instructions.flatMap(({ transactions }) => transactions).find(t => t.endToEndId === reference)
  if (own && isOther(own, asked)) throw new Refusal('exists_different')
  return outcomeIn(report, reference)
}

async function lookup(channel: Channel, key: PaymentKey): Promise<Outcome> {
  const answer = await askFor(channel, key)
  if ('status' in answer && answer.status === 404) return { kind: 'unknown', reason: 'not_found' }
  const report = reportIn(channel, answer)
  if ('kind' in report) return report
  const outcome = outcomeIn(report, referenceOf(key))
  return outcome === 'repeated' ? { kind: 'unknown', reason: 'answer_unreadable' } : outcome
}

const askFor = (channel: Channel, key: PaymentKey) =>
  channel.ask({ method: 'GET', path: [...channel.paths.payments, referenceOf(key), 'status'] })

/** The status report in an answer. Everything else, also a refusal at the bank's door, leaves the outcome unknown. */
function reportIn({ config }: Channel, answer: Answer): StatusReport | Extract<Outcome, { kind: 'unknown' }> {
  if ('lost' in answer) return { kind: 'unknown', reason: answer.lost }
  if (answer.status !== 200) return { kind: 'unknown', reason: 'answer_not_ok' }
  try {
    return readStatusReport(answer.body, config.zone)
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'unknown', reason: 'answer_unreadable' }
    throw error
  }
}

const today = ({ config }: Channel) => dayOf(config.clock.now(), config.zone)

const headOf = ({ config }: Channel, messageId: string) => ({
  messageId,
  createdAtMs: config.clock.now(),
  initiator: config.account.name,
})
