import type { City } from '@plaza/house'

/** Outbox: how something with a card stands has changed; the card is to show it. */
export const CARD_CHANGED = 'wallet.card_changed'
/** Outbox: a payment entered somebody's history. */
export const BILL_WRITTEN = 'wallet.bill_written'
/** Outbox: the bank is to be asked to move money. */
export const BANK_MOVE = 'wallet.bank_move'
/** Outbox: whoever has not paid their share of a split is to be reminded. */
export const SPLIT_REMINDED = 'wallet.split_reminded'

export function pinChanged(city: City, person: string): void {
  city.log.info({ person }, 'payment PIN set')
  city.metrics.count('wallet_pins_set')
}

export function pinRefused(city: City, person: string, why: 'wrong' | 'locked'): void {
  city.log.warn({ person, why }, 'payment PIN refused')
  city.metrics.count('wallet_pins_refused', { why })
}

export function proofMade(city: City, person: string, how: 'pin' | 'passkey'): void {
  city.log.info({ person, how }, 'payment confirmed')
  city.metrics.count('wallet_proofs', { how })
}

export function freezeChanged(city: City, person: string, by: 'me' | 'office', frozen: boolean): void {
  city.log.warn({ person, by, frozen }, 'wallet freeze changed')
  city.metrics.count('wallet_freezes', { by, frozen: String(frozen) })
}

export function limitsReduced(city: City, person: string): void {
  city.log.info({ person }, 'wallet limits reduced')
  city.metrics.count('wallet_limits_reduced')
}

export function tierChanged(city: City, person: string, tier: number): void {
  city.log.info({ person, tier }, 'wallet tier changed')
  city.metrics.count('wallet_tiers_changed', { tier: String(tier) })
}

/** A payment moved on: sent, accepted, given back. */
export function paymentMoved(city: City, what: string, state: string): void {
  city.metrics.count('wallet_payments', { what, state })
}

export function cardNotShown(city: City, ref: string, why: string): void {
  city.log.info({ ref, why }, 'wallet card not shown')
  city.metrics.count('wallet_cards_not_shown', { why })
}

export function tierChangeDecided(city: City, level: number, state: string): void {
  city.log.warn({ level, state }, 'change of a tier decided')
  city.metrics.count('wallet_tier_changes', { level: String(level), state })
}

export function checkMoved(city: City, tier: number, state: string): void {
  city.log.info({ tier, state }, 'check of an identity moved on')
  city.metrics.count('wallet_identity_checks', { tier: String(tier), state })
}

export function providerSilent(city: City, error: unknown): void {
  city.log.warn({ err: error }, 'identity provider does not answer')
  city.metrics.count('wallet_identity_provider_failures')
}

export function bankAnswered(city: City, direction: 'in' | 'out', outcome: string): void {
  city.metrics.count('wallet_bank_answers', { direction, outcome })
}

export function bankAskFailed(city: City, error: unknown): void {
  city.log.error({ err: error }, 'question to the bank failed')
  city.metrics.count('wallet_bank_failures')
}

export function reconciled(city: City, day: string, entries: number): void {
  city.log.info({ day, entries }, 'bank statement reconciled')
  city.metrics.count('wallet_days_reconciled')
}

export function suspenseFound(city: City, why: string): void {
  city.log.warn({ why }, 'a booking that cannot be explained')
  city.metrics.count('wallet_suspense', { why })
}

export function suspenseResolved(city: City, how: string, state: 'done' | 'failed'): void {
  city.log.warn({ how, state }, 'unexplained booking resolved')
  city.metrics.count('wallet_suspense_resolved', { how, state })
}

export function officeActed(city: City, what: string): void {
  city.log.info({ what }, 'operator acted on wallets')
  city.metrics.count('wallet_office_acts', { what })
}

export function riskDecided(city: City, verdict: string, reasons: readonly string[]): void {
  if (verdict !== 'allow') city.log.warn({ verdict, reasons }, 'payment seen by the risk rules')
  city.metrics.count('wallet_risk_decisions', { verdict })
}
