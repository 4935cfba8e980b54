import type { Bill, CardBody, ChatEvent } from '@plaza/contract'
import { Show } from 'solid-js'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { signed, titleOfBill } from './bill-line.tsx'
import '../styles/money-cards.css'
import '../styles/bills.css'

/** A payment as the Payments account tells of it; leads to the receipt. */
export default function BillCard(props: { event: ChatEvent }) {
  const bill = () => {
    const { ref, facts } = props.event.b as CardBody
    return { ...facts, id: ref } as unknown as Bill
  }
  return (
    <button type="button" class="bill-card" onClick={() => push(`/me/wallet/bills/${bill().id}`)}>
      <span class="bill-card-way">{t(`bill.direction.${bill().direction}`)}</span>
      <b class="bill-sum" classList={{ in: bill().direction === 'in' }}>
        {signed(bill())}
      </b>
      <span>{titleOfBill(bill())}</span>
      <Show when={bill().note}>
        <span class="bill-card-note">{bill().note}</span>
      </Show>
      <span class="bill-card-foot">{t('bill.open')}</span>
    </button>
  )
}
