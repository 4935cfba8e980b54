import { sql } from '@plaza/db'
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

export const providerOf = (city: City): IdentityProvider => (city.config.sandbox ? sandbox(city) : people)
