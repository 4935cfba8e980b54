import type { MoneyRequest } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { nameOf } from '../ui/names.ts'
import { confirmPayment } from './pay-sheet.tsx'

/** What somebody is asked for: a request, or their share of a split bill. */
export interface Asked {
  readonly id: string
  /** Who asks, and gets it. */
  readonly from: string
  readonly amount: string
  readonly currency: string
}

/** Has the payer confirm, and pays. The request as it stands then, or undefined when it was let be. */
export async function payAsked({ id, from, amount, currency }: Asked): Promise<MoneyRequest | undefined> {
  const proof = await confirmPayment({
    command: { do: 'pay_request', id, to: from, amount, currency },
    to: t('pay.to', { name: nameOf(from) }),
  })
  return proof === undefined ? undefined : call('POST /wallet/requests/:id/pay', { id, proof })
}
