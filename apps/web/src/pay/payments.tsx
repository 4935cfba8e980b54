import type { PayOrder } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { listTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { push } from '../router.ts'
import { tried } from '../screens/open.ts'
import { Face } from '../ui/avatar.tsx'
import { Button, Cell, Empty, Group, Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { now } from '../ui/state.ts'
import { amountOf, shopName, whatOf } from './parts.tsx'

/** What I paid to shops, newest first. */
export function Payments() {
  const [older, setOlder] = createSignal<PayOrder[]>([])
  const [more, setMore] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const first = load(
    () => 0,
    async () => {
      const page = await call('GET /pay/orders', {})
      setMore(page.more)
      return page.orders
    },
  )
  const orders = () => [...(first.data() ?? []), ...older()]
  const next = async () => {
    setBusy(true)
    await tried(async () => {
      const page = await call('GET /pay/orders', { before: orders().at(-1)!.id })
      setOlder([...older(), ...page.orders])
      setMore(page.more)
    })
    setBusy(false)
  }
  return (
    <Page title={t('payments.title')}>
      <Show
        when={first.data()}
        fallback={
          <Show when={first.code()} fallback={<Skeleton rows={6} />}>
            {code => (
              <Empty icon="alert" title={refusal(code())}>
                <Button onClick={() => void first.again()}>{t('retry')}</Button>
              </Empty>
            )}
          </Show>
        }
      >
        <Show
          when={orders().length > 0}
          fallback={<Empty icon="tag" title={t('payments.none')} text={t('payments.none.text')} />}
        >
          <Group>
            <For each={orders()}>{order => <PaymentCell order={order} />}</For>
          </Group>
        </Show>
        <Show when={more()}>
          <div class="big-action">
            <Button busy={busy()} onClick={() => void next()}>
              {t('list.more')}
            </Button>
          </div>
        </Show>
      </Show>
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
