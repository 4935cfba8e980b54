import type { Merchant } from '@plaza/contract'
import type { Key } from '../i18n.ts'
import type { IconName } from '../ui/icon.tsx'

export interface Section {
  /** The last part of its address. */
  readonly page: string
  readonly icon: IconName
  readonly tint: string
  readonly title: Key
  readonly note?: Key
  /** Whoever is less does not see it. */
  readonly from: Merchant['role']
  /** Of real money alone. */
  readonly live?: true
}

/** What everybody at a shop does all day. */
export const DAILY: readonly Section[] = [
  { page: 'till', icon: 'phone', tint: '#07803f', title: 'till.title', from: 'cashier' },
  { page: 'sticker', icon: 'qr', tint: '#07803f', title: 'sticker.title', from: 'cashier' },
  { page: 'orders', icon: 'inbox', tint: '#07803f', title: 'shop.orders', from: 'cashier' },
]

/** Its money, and what goes wrong with it. */
export const MONEY: readonly Section[] = [
  {
    page: 'settlements',
    icon: 'bank',
    tint: '#1667c0',
    title: 'settle.title',
    note: 'settle.cell',
    from: 'manager',
    live: true,
  },
  {
    page: 'disputes',
    icon: 'alert',
    tint: '#9a5b00',
    title: 'disputes.title',
    note: 'disputes.cell',
    from: 'manager',
    live: true,
  },
  {
    page: 'gifts',
    icon: 'star',
    tint: '#a3202c',
    title: 'gifts.title',
    note: 'gifts.cell',
    from: 'manager',
    live: true,
  },
  {
    page: 'transfers',
    icon: 'transfer',
    tint: '#2563a8',
    title: 'transfers.title',
    note: 'transfers.cell',
    from: 'manager',
  },
]

/** Who works there, and its programs. */
export const SET_UP: readonly Section[] = [
  { page: 'staff', icon: 'group', tint: '#85610a', title: 'staff.title', note: 'staff.note', from: 'owner' },
  { page: 'keys', icon: 'key', tint: '#6b4fd3', title: 'keys.title', note: 'keys.note', from: 'owner' },
  { page: 'webhook', icon: 'link', tint: '#6b4fd3', title: 'webhook.title', note: 'webhook.cell', from: 'manager' },
]

const RANK: Record<Merchant['role'], number> = { cashier: 0, manager: 1, owner: 2 }

/** Those of a list that somebody sees at a shop now. */
export const sectionsFor = (
  sections: readonly Section[],
  { role }: Merchant,
  mode: 'live' | 'test',
): readonly Section[] => sections.filter(one => RANK[role] >= RANK[one.from] && (mode === 'live' || !one.live))
