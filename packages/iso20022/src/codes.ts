/** Why a payment was refused: codes of ISO 20022's external code set ExternalStatusReason1Code, with their names there. */
export const REASONS = {
  AC01: 'IncorrectAccountNumber',
  AC04: 'ClosedAccountNumber',
  AC06: 'BlockedAccount',
  AG01: 'TransactionForbidden',
  AM01: 'ZeroAmount',
  AM02: 'NotAllowedAmount',
  AM03: 'NotAllowedCurrency',
  AM04: 'InsufficientFunds',
  AM05: 'Duplication',
  AM10: 'InvalidControlSum',
  AM18: 'InvalidNumberOfTransactions',
  BE01: 'InconsistentWithEndCustomer',
  DT01: 'InvalidDate',
  DU01: 'DuplicateMessageID',
  DU04: 'DuplicateEndToEndID',
  FF01: 'InvalidFileFormat',
  FF10: 'BankSystemProcessingError',
  MD01: 'NoMandate',
  MD06: 'RefundRequestByEndCustomer',
  MS02: 'NotSpecifiedReasonCustomerGenerated',
  MS03: 'NotSpecifiedReasonAgentGenerated',
  RC01: 'BankIdentifierIncorrect',
  RR04: 'RegulatoryReason',
} as const

export type Reason = keyof typeof REASONS

/** Whether a code is one that this package knows by name; banks may send any other of the set. */
export function isReason(code: string): code is Reason {
  return Object.hasOwn(REASONS, code)
}

/** ExternalPaymentTransactionStatus1Code, as far as a customer's bank sends them. */
export const STATUSES = ['RCVD', 'PDNG', 'ACTC', 'ACCP', 'ACWC', 'ACSP', 'ACSC', 'ACCC', 'RJCT', 'CANC'] as const
export type Status = (typeof STATUSES)[number]

/** What became of a payment: RJCT and CANC moved nothing and never will, ACSC and ACCC moved the money, the rest is on its way. */
export function finality(status: string): 'settled' | 'rejected' | 'open' | undefined {
  if (!STATUSES.some(known => known === status)) return undefined
  if (status === 'RJCT' || status === 'CANC') return 'rejected'
  return status === 'ACSC' || status === 'ACCC' ? 'settled' : 'open'
}

export const MESSAGE_NAMES = [
  'pain.001.001.09',
  'pain.002.001.10',
  'pain.008.001.08',
  'camt.053.001.08',
  'camt.054.001.08',
] as const
export type MessageName = (typeof MESSAGE_NAMES)[number]
