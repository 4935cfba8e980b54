import { sql } from '@plaza/db'
import { perCity, type City } from '@plaza/house'

/** What a provider says of a check. `review`: it leaves the decision to people. */
export interface CheckOutcome {
  readonly kind: 'pending' | 'approved' | 'rejected' | 'review'
  readonly reasons: readonly string[]
}

/** What a provider tells by itself about the check that it calls `ref`. */
export interface CheckNews {
  readonly ref: string
  readonly outcome: CheckOutcome
}

/** The provider did not answer, or not in words that we know: nothing is decided, and it may be asked again. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable'
  readonly reason: string
  constructor(reason: string) {
    super(`the identity provider does not answer: ${reason}`)
    this.reason = reason
  }
}

/**
 * Whoever checks identities for the city. A check is begun, the person goes on at the provider's own page, and the outcome
 * is asked for or told: documents and pictures never come here. Calls throw ProviderUnavailable when there is no answer.
 */
export interface IdentityProvider {
  readonly name: string
  /** Begins a check under our id; a repeat is the same check. */
  start(check: { id: string; person: string; tier: number }): Promise<{ ref: string; url?: string }>
  poll(ref: string): Promise<CheckOutcome>
  /** Checks and reads a callback; undefined when it is not the provider's, stale or unreadable: answer 401 and forget it. */
  verifyCallback?(
    raw: Uint8Array,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): CheckNews | undefined
}

const chosen = perCity((): { provider?: IdentityProvider } => ({}))

/** Gives the city its provider of identity checks; called once, by whoever starts it. */
export function useIdentityProvider(city: City, provider: IdentityProvider): void {
  chosen(city).provider = provider
}

/** Says what the person chooses on a page of the app that stands for the provider's: for demos and tests. */
const sandbox = (city: City): IdentityProvider => ({
  name: 'sandbox',
  start: async ({ id }) => ({ ref: `sandbox ${id}`, url: `${city.config.publicUrl}/sandbox/identity/${id}` }),
  async poll(ref) {
    const said = await city.db.maybe<{ says: SandboxSays }>(
      sql`select says from wallet.sandbox_check where ref = ${ref}`,
    )
    return said ? { kind: said.says, reasons: REASONS[said.says] } : { kind: 'pending', reasons: [] }
  },
})

type SandboxSays = 'approved' | 'review' | 'rejected'
const REASONS = { approved: [], review: ['document_unreadable'], rejected: ['document_not_own'] } as const

/** What the sandbox shall say when it is asked next; what was said first stays. */
export async function sayInSandbox(city: City, ref: string, says: SandboxSays): Promise<void> {
  await city.db.run(sql`insert into wallet.sandbox_check (ref, says) values (${ref}, ${says}) on conflict do nothing`)
}

/** No provider: two operators decide. */
const people: IdentityProvider = {
  name: 'people',
  start: async ({ id }) => ({ ref: `people ${id}` }),
  poll: async () => ({ kind: 'review', reasons: ['no_provider'] }),
}

/** The provider that the city was given; else the sandbox of a demo, or two operators. */
export const providerOf = (city: City): IdentityProvider =>
  chosen(city).provider ?? (city.config.sandbox ? sandbox(city) : people)
