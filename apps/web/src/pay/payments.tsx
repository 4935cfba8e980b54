import type { PayOrder } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { listTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { push } from '../router.ts'
import { Answer } from '../ui/answer.tsx'
import { Face } from '../ui/avatar.tsx'
import { Cell, Empty, Group } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { More, paged } from '../ui/paged.tsx'
import { now } from '../ui/state.ts'
import { amountOf, shopName, whatOf } from './parts.tsx'

/** What I paid to shops, newest first. */
export function Payments() {
  const ask = async (before?: string) => {
    const page = await call('GET /pay/orders', before ? { before } : {})
    return { rows: page.orders, more: page.more }
  }
  const first = load(
    () => 0,
    () => ask(),
  )
  const list = paged(first, ask)
  return (
    <Page title={t('payments.title')}>
      <Answer loaded={first} rows={6}>
        {() => (
          <Show
            when={list.rows().length > 0}
            fallback={<Empty icon="tag" title={t('payments.none')} text={t('payments.none.text')} />}
          >
            <Group>
              <For each={list.rows()}>{order => <PaymentCell order={order} />}</For>
            </Group>
            <More list={list} />
          </Show>
        )}
      </Answer>
    </Page>
  )
}

function PaymentCell(props: { order: PayOrder }) {
  const refunded = () => (props.order.refunded ?? '0') !== '0'
  const note = () =>
    [
      listTime(props.order.paidAt ?? 0, now(), language()),
      whatOf(props.order),
      ...(refunded()
        ? [t('payments.refunded', { amount: amountOf(props.order.refunded ?? '0', props.order.currency) })]
        : []),
      ...(props.order.test ? [t('shop.test')] : []),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <Cell
      start={
        <span class="avatar s">
          <Face id={props.order.merchant.id} name={shopName(props.order.merchant)} />
        </span>
      }
      title={shopName(props.order.merchant)}
      note={note()}
      value={amountOf(props.order.amount, props.order.currency)}
      onClick={() => push(`/q/o/${props.order.code}`)}
    />
  )
}
