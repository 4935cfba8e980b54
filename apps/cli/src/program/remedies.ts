/** What to do about a refusal, in the words of this command line; the sentence of the city stands before it. */
const REMEDIES: Readonly<Record<string, string>> = {
  not_signed_in: 'Run "plaza program login".',
  tier_too_low: 'Open Plaza, "Wallet, Who you are".',
  key_revoked: 'Run "plaza program key --renew", then upload it under a new number.',
  version_taken: 'Name a higher one: "plaza program upload --version …".',
  checks_failed: 'Run "plaza program check" to see them.',
  review_open: 'See "plaza program status".',
  too_many_uploads: 'See "plaza program status".',
  not_approved: 'Run "plaza program submit", and wait for the review. See "plaza program status".',
  share_not_larger: 'A share only grows; "plaza program rollback" ends it.',
  program_stopped: 'Write to the operator of the city.',
  domain_invalid: 'Mend "domains" in plaza.json.',
  developer_only: 'Ask an owner of the team.',
  not_found: 'Is this the right city, and are you in the team of this program? See "plaza program status".',
}

/** The remedy for a refusal, where there is one to tell. */
export const remedyFor = (code: string): string => REMEDIES[code] ?? ''
