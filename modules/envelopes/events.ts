import type { City } from '@plaza/house'

export function envelopeSent(city: City, kind: string): void {
  city.metrics.count('envelopes_sent', { kind })
}

/** Somebody reached for a share: `ok`, or why not. */
export function envelopeOpened(city: City, outcome: string): void {
  city.metrics.count('envelopes_opened', { outcome })
}

/** What nobody took went back to the sender. */
export function envelopeReturned(city: City): void {
  city.metrics.count('envelopes_returned')
}

/** The rest could not go back now (its sender's wallet is full or closed); it is tried again. */
export function returnRefused(city: City, envelope: string, why: string): void {
  city.log.warn({ envelope, why }, 'an envelope could not be returned yet')
  city.metrics.count('envelopes_return_refused', { why })
}

export function promotionOpened(city: City): void {
  city.metrics.count('promotions_opened')
}

/** Somebody reached for a share of a promotion: `ok`, or why not. */
export function promotionClaimed(city: City, outcome: string): void {
  city.metrics.count('promotions_claimed', { outcome })
}

/** What was left of a promotion went back to whoever paid it. */
export function promotionEnded(city: City): void {
  city.metrics.count('promotions_ended')
}

/** The rest could not go back now (the payer's account is frozen, full or closed); it is tried again. */
export function promotionKept(city: City, promotion: string, why: string): void {
  city.log.warn({ promotion, why }, 'a promotion could not be ended yet')
  city.metrics.count('promotions_kept', { why })
}

/** The card could not be shown at once (the chat is busy); it comes a little later. */
export function cardLater(city: City, envelope: string, error: unknown): void {
  city.log.warn({ envelope, err: error }, "an envelope's card comes later")
  city.metrics.count('envelopes_cards_later')
}
