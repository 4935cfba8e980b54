import { assert, isUuid } from '@plaza/kernel'
import type { PaymentKey } from './connector.ts'

/** EndToEndId and MsgId hold 35 signs: the key goes without its dashes. */
export function referenceOf(key: PaymentKey): string {
  assert(isUuid(key), 'the key of a payment is a uuid')
  return key.replaceAll('-', '')
}

/** The key that a reference was made of, when it was made by `referenceOf`. */
export function keyOf(reference: string): PaymentKey | undefined {
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(reference)
  return parts?.slice(1).join('-')
}
