import type { Merchant, MerchantOrder, TradeState } from '@plaza/contract'
import { createEffect, createSignal, For, on, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { listTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { push } from '../router.ts'
import { tried } from '../screens/open.ts'
import { Button, Cell, Empty, Group } from '../ui/controls.tsx'
import { now } from '../ui/state.ts'
import { amountOf } from '../pay/parts.tsx'
import { Answer, DeskPage, loadOfShop } from './parts.tsx'
import { isPaid, leftOf, modeOf, stateName, whatOf } from './state.ts'

const FILTERS = ['all', 'SUCCESS', 'NOTPAY', 'REFUND', 'CLOSED'] as const

/** Orders of a shop, newest first. */
export function Orders(props: { shop: Merchant }) {
  const [filter, setFilter] = createSignal<(typeof FILTERS)[number]>('all')
  const [older, setOlder] = createSignal<MerchantOrder[]>([])
  const [more, setMore] = createSignal<boolean>()
  const [busy, setBusy] = createSignal(false)
  const state = (): { state?: TradeState } => {
    const one = filter()
    return one === 'all' ? {} : { state: one }
  }
  const first = loadOfShop(
    () => props.shop.id,
    of => call('GET /merchants/:id/orders', { ...of, ...state() }),
  )
  createEffect(
    on(
      [filter, () => modeOf(props.shop.id)],
      () => {
        setOlder([])
        setMore(undefined)
        void first.again()
      },
      { defer: true },
    ),
  )
  const orders = () => [...(first.data()?.orders ?? []), ...older()]
  const next = async () => {
    setBusy(true)
    await tried(async () => {
      const page = await call('GET /merchants/:id/orders', {
        id: props.shop.id,
        mode: modeOf(props.shop.id),
        ...state(),
        before: orders().at(-1)!.id,
      })
      setOlder([...older(), ...page.orders])
      setMore(page.more)
    })
    setBusy(false)
  }
  return (
    <DeskPage shop={props.shop} title={t('shop.orders')}>
      <div class="chips wrap shop-filter" role="group" aria-label={t('shop.filter')}>
        <For each={FILTERS}>
          {one => (
            <button
              type="button"
              class="chip"
              classList={{ on: filter() === one }}
              aria-pressed={filter() === one}
              onClick={() => setFilter(one)}
            >
              {t(one === 'all' ? 'shop.filter.all' : `shop.state.${one}`)}
            </button>
          )}
        </For>
      </div>
      <Answer loaded={first} rows={6}>
        {() => (
          <Show
            when={orders().length > 0}
            fallback={<Empty icon="inbox" title={t('shop.orders.none')} text={t('shop.orders.none.text')} />}
          >
            <Group>
              <For each={orders()}>{order => <OrderCell shop={props.shop} order={order} />}</For>
            </Group>
            <Show when={more() ?? first.data()?.more}>
              <div class="big-action">
                <Button busy={busy()} onClick={() => void next()}>
                  {t('list.more')}
                </Button>
              </div>
            </Show>
          </Show>
        )}
      </Answer>
    </DeskPage>
  )
}

/** One order in a list. */
export const OrderCell = (props: { shop: Merchant; order: MerchantOrder }) => (
  <Cell
    icon={props.order.state === 'REFUND' ? 'undo' : isPaid(props.order) ? 'check' : 'clock'}
    tint={isPaid(props.order) && leftOf(props.order) > 0n ? '#07803f' : '#56605b'}
    title={whatOf(props.order, props.shop)}
    note={`${listTime(props.order.paidAt ?? props.order.createdAt, now(), language())} · ${stateName(props.order)}`}
    value={amountOf(props.order.amount, props.order.currency)}
    onClick={() => push(`/me/shops/${props.shop.id}/orders/${props.order.id}`)}
  />
)
