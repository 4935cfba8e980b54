import type { Merchant, MerchantMode, MerchantOrder } from '@plaza/contract'
import { createSignal } from 'solid-js'
import { hasSentence, t, type Key } from '../i18n.ts'

const KEPT = 'plaza.shop_test'

const [tests, setTests] = createSignal<readonly string[]>(JSON.parse(localStorage.getItem(KEPT) ?? '[]') as string[])

/** Whether this device works with real money or play money at a shop. */
export const modeOf = (shop: string): MerchantMode => (tests().includes(shop) ? 'test' : 'live')

/** Changes the mode of a shop on this device. */
export function chooseMode(shop: string, mode: MerchantMode): void {
  const others = tests().filter(one => one !== shop)
  setTests(mode === 'test' ? [...others, shop] : others)
  localStorage.setItem(KEPT, JSON.stringify(tests()))
}

/** May give money back and see more than a till does. */
export const mayRefund = (shop: Merchant): boolean => shop.role !== 'cashier'

/** What is left of an order to give back, in minor units. */
export const leftOf = ({ amount, refunded }: MerchantOrder): bigint => BigInt(amount) - BigInt(refunded)

/** Owners alone move keys, secrets and what is given away. */
export const isOwner = ({ role }: Merchant): boolean => role === 'owner'

export const isPaid = ({ state }: MerchantOrder): boolean => state === 'SUCCESS' || state === 'REFUND'

export const isOpen = ({ state }: MerchantOrder): boolean => state === 'NOTPAY' || state === 'USERPAYING'

/** What an order is for, or else where it was made: an order that says nothing has the name of its shop. */
export function whatOf({ description, type }: Pick<MerchantOrder, 'description' | 'type'>, shop: Merchant): string {
  if (description && description !== shop.name) return description
  const key = `shop.type.${type}`
  return hasSentence(key) ? t(key as Key) : t('shop.order')
}

/** How an order stands, in a word or two. */
export const stateName = (order: MerchantOrder): string =>
  t(order.state === 'REFUND' && leftOf(order) > 0n ? 'shop.state.PART' : `shop.state.${order.state}`)
