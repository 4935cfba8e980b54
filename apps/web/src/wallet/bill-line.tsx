import type { Bill } from '@plaza/contract'
import { Show } from 'solid-js'
import { clockTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { nameOf } from '../ui/names.ts'
import { inMoney } from './state.ts'

export const KINDS = ['transfer', 'request', 'envelope', 'bank', 'shop', 'welcome', 'other'] as const
export const CATEGORIES = ['people', 'shared', 'gifts', 'food', 'transport', 'home', 'fun', 'bank', 'other'] as const

const ICONS: Record<Bill['kind'], IconName> = {
  transfer: 'transfer',
  request: 'inbox',
  envelope: 'mail',
  bank: 'bank',
  shop: 'store',
  welcome: 'wallet',
  other: 'wallet',
}

/** An amount with the sign that says which way it went. */
export const signed = ({ direction, amount, currency }: Pick<Bill, 'direction' | 'amount' | 'currency'>): string =>
  `${direction === 'in' ? '+' : '−'}${inMoney(amount, currency)}`

/** What kind of payment it was. */
export const kindOfBill = ({ kind }: Bill): string => t(`bill.kind.${kind}`)

/** With whom a payment was, or what it was where it was nobody. */
export const titleOfBill = (bill: Bill): string => (bill.person ? nameOf(bill.person) : kindOfBill(bill))

/** When it was and what for, as far as that says something. */
const noteOfBill = ({ at, note, category }: Bill): string => {
  const what = note || (category === 'other' ? '' : t(`bill.category.${category}`))
  return [clockTime(at, language()), what].filter(Boolean).join(' · ')
}

/** A face, or the sign of the kind. */
export const BillFace = (props: { bill: Bill; size?: 'm' | 'l' }) => (
  <Show
    when={props.bill.person}
    fallback={
      <span class="bill-icon" classList={{ l: props.size === 'l' }}>
        <Icon name={ICONS[props.bill.kind]} />
      </span>
    }
  >
    {person => <Avatar person={person()} size={props.size ?? 'm'} />}
  </Show>
)

/** One payment in the list. */
export const BillLine = (props: { bill: Bill; onOpen: () => void }) => (
  <li>
    <button type="button" class="cell bill-line" data-row onClick={() => props.onOpen()}>
      <BillFace bill={props.bill} />
      <span class="cell-text">
        <span class="cell-title">{titleOfBill(props.bill)}</span>
        <span class="cell-note">{noteOfBill(props.bill)}</span>
      </span>
      <span class="bill-amount" classList={{ in: props.bill.direction === 'in' }}>
        {signed(props.bill)}
      </span>
    </button>
  </li>
)
