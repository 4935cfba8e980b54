import type { Merchant, MerchantOrder, TradeState } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { listTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { pages } from '../router.ts'
import { Answer } from '../ui/answer.tsx'
import { Cell, Empty, Group } from '../ui/controls.tsx'
import { Chips, More, paged } from '../ui/paged.tsx'
import { now } from '../ui/state.ts'
import { amountOf } from '../pay/parts.tsx'
import { kept, openBeside, shopAt } from './address.ts'
import { DeskPage, loadOfShop, type OfShop } from './parts.tsx'
import { isPaid, leftOf, modeOf, stateName, whatOf } from './state.ts'

const FILTERS = ['all', 'SUCCESS', 'NOTPAY', 'REFUND', 'CLOSED'] as const

/** Orders of a shop, newest first. */
export function Orders(props: { shop: Merchant }) {
  const [filter, choose] = kept('state', FILTERS)
  const state = (): { state?: TradeState } => {
    const one = filter()
    return one === 'all' ? {} : { state: one }
  }
  const ask = async (input: OfShop & { before?: string }) => {
    const { orders: rows, more } = await call('GET /merchants/:id/orders', { ...input, ...state() })
    return { rows, more }
  }
  const shop = () => props.shop.id
  const first = loadOfShop(shop, ask, filter)
  const orders = paged(
    first,
    before => ask({ id: shop(), mode: modeOf(shop()), before }),
    () => `${filter()} ${modeOf(shop())}`,
  )
  return (
    <DeskPage shop={props.shop} title={t('shop.orders')}>
      <Chips
        label={t('shop.filter')}
        all={FILTERS}
        on={filter()}
        name={one => t(one === 'all' ? 'shop.filter.all' : `shop.state.${one}`)}
        onChoose={choose}
      />
      <Answer loaded={first} rows={6}>
        {() => (
          <Show
            when={orders.rows().length > 0}
            fallback={<Empty icon="inbox" title={t('shop.orders.none')} text={t('shop.orders.none.text')} />}
          >
            <Group>
              <For each={orders.rows()}>{order => <OrderCell shop={props.shop} order={order} />}</For>
            </Group>
            <More list={orders} />
          </Show>
        )}
      </Answer>
    </DeskPage>
  )
}

/** One order in a list. */
export const OrderCell = (props: { shop: Merchant; order: MerchantOrder }) => {
  const at = () => shopAt(props.shop.id, 'orders', props.order.id)
  return (
    <Cell
      icon={props.order.state === 'REFUND' ? 'undo' : isPaid(props.order) ? 'check' : 'clock'}
      tint={isPaid(props.order) && leftOf(props.order) > 0n ? '#07803f' : '#56605b'}
      title={whatOf(props.order, props.shop)}
      note={`${listTime(props.order.paidAt ?? props.order.createdAt, now(), language())} · ${stateName(props.order)}`}
      value={amountOf(props.order.amount, props.order.currency)}
      current={pages().includes(at())}
      onClick={() => openBeside(at())}
    />
  )
}
