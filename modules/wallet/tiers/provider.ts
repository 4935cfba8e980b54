import type { City } from '@plaza/house'

/** What a provider says of a check. `review`: it leaves the decision to people. */
export interface CheckOutcome {
  readonly kind: 'pending' | 'approved' | 'rejected' | 'review'
  readonly reasons: readonly string[]
}

/**
 * Whoever checks identities for the city. A check is begun, the person goes on at the provider's own page, and the outcome
 * is asked for: documents and pictures never come here.
 */
export interface IdentityProvider {
  readonly name: string
  /** Begins a check under our id; a repeat is the same check. */
  start(check: { id: string; person: string; tier: number }): Promise<{ ref: string; url?: string }>
  poll(ref: string): Promise<CheckOutcome>
}

/** Approves what it is asked for at the first look: a sandbox, for demos and tests. */
const sandbox: IdentityProvider = {
  name: 'sandbox',
  start: async ({ id, tier }) => ({ ref: `sandbox ${tier} ${id}` }),
  // The highest tier shows the way of what a machine cannot decide.
  poll: async ref =>
    ref.startsWith('sandbox 3')
      ? { kind: 'review', reasons: ['document_unreadable'] }
      : { kind: 'approved', reasons: [] },
}

/** No provider: two operators decide. */
const people: IdentityProvider = {
  name: 'people',
  start: async ({ id }) => ({ ref: `people ${id}` }),
  poll: async () => ({ kind: 'review', reasons: ['no_provider'] }),
}

export const providerOf = (city: City): IdentityProvider => (city.config.sandbox ? sandbox : people)
