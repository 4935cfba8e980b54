import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import type { Refused, Verdict } from '@plaza/ledger'

/** Whose wallet a refusal of the ledger is about, as whoever asked sees it. */
export interface Sides {
  readonly payer: 'me' | 'other'
}

/** Refuses as the ledger did, in words for whoever asked; answers nothing when the transfer was accepted. */
export function mustBeAccepted(city: City, verdict: Verdict, sides: Sides): void {
  if (!verdict.ok) throw refusalOf(city, verdict, sides)
}

/** The word for a refusal of the ledger. What no citizen can cause is a bug of ours and told as one. */
export function refusalOf(city: City, verdict: Refused, { payer }: Sides): Error {
  const mine = payer === 'me'
  switch (verdict.code) {
    case 'insufficient':
      return new Refusal(mine ? 'balance_too_low' : 'payer_cannot_pay')
    case 'limit_reached':
      return mine ? new Refusal('limit_reached', { limit: verdict.reason ?? '' }) : new Refusal('payer_cannot_pay')
    case 'frozen':
      return new Refusal(mine ? 'account_frozen' : 'payer_cannot_pay')
    case 'above_ceiling':
    case 'closed':
      return new Refusal('payee_cannot_receive')
    case 'exists_different':
      return new Refusal('exists_different')
    case 'hold_expired':
    case 'hold_spent':
    case 'over_capture':
      return new Refusal('payment_over')
    case 'rider':
      return riderRefusal(verdict.reason)
    case 'busy':
    case 'unknown':
      return new Refusal('busy', { retryMs: 1000 })
    default:
      city.log.error({ verdict }, 'ledger refused what should be possible')
      return new Error(`the ledger refused: ${verdict.code} ${verdict.reason ?? ''}`)
  }
}

/** Riders of the wallet refuse with a word of the contract, or with a limit of their own. */
function riderRefusal(reason: string | undefined): Refusal {
  return reason === 'family' ? new Refusal('limit_reached', { limit: 'family' }) : new Refusal(reason ?? 'payment_over')
}
