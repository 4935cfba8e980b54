import type { Mandate } from '@plaza/contract'
import { createSignal } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { nameOf } from '../ui/names.ts'
import { confirm } from '../ui/sheet.tsx'
import { tried } from '../screens/open.ts'
import { inMoney } from './state.ts'

interface FamilyCards {
  readonly given: Mandate[]
  readonly had: Mandate[]
}

const [familyCards, setFamilyCards] = createSignal<FamilyCards | undefined>()
/** The family cards I gave and have, as last heard. */
export { familyCards }

export async function lookAtFamily(): Promise<void> {
  setFamilyCards(await call('GET /wallet/family'))
}

/** What a card may still pay this month, in minor units. */
export function leftOf({ monthMax, used }: Mandate): string {
  const left = BigInt(monthMax) - BigInt(used)
  return (left > 0n ? left : 0n).toString()
}

/** My cards that can pay somebody: whoever gave one is not paid from it. */
export const cardsToPay = (to: string): Mandate[] =>
  (familyCards()?.had ?? []).filter(card => card.state === 'active' && card.from !== to && leftOf(card) !== '0')

/** A card as what it is called where one chooses what pays. */
export const leftLine = (card: Mandate): string => t('family.left', { amount: inMoney(leftOf(card), card.currency) })

/** Asks, and ends a card for both its people. True when it is over. */
export async function endFamilyCard(id: string): Promise<boolean> {
  const sure = { title: t('family.end.sure'), text: t('family.end.text'), ok: t('family.end'), danger: true }
  if (!(await confirm(sure))) return false
  return tried(async () => {
    await call('POST /wallet/family/:id/revoke', { id })
    await lookAtFamily()
  })
}

export const cardName = (card: Mandate): string => t('family.of', { name: nameOf(card.from) })
