import type { Merchant, Shift } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { clockTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Button, Cell, Group, Switch } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { confirm } from '../ui/sheet.tsx'
import { store } from '../ui/state.ts'
import { amountOf } from '../pay/parts.tsx'
import { OrderCell } from './orders.tsx'
import { loadOfShop } from './parts.tsx'
import { modeOf } from './state.ts'
import { openShiftOf } from './till-state.ts'

/** Orders beside the till. */
const SHOWN_MAX = 8

/** My hours at the till: their sum, their orders, and the end of them. */
export function Hours(props: { shop: Merchant }) {
  const shop = () => props.shop.id
  /** The same try has the same id. */
  let next = uuidv7()
  const shifts = loadOfShop(shop, of => call('GET /merchants/:id/shifts', of))
  const orders = loadOfShop(shop, of => call('GET /merchants/:id/orders', of))
  const calls = load(shop, () => call('GET /merchants/:id/till/calls', { id: shop() }))
  const mine = () => openShiftOf(shifts.data()?.shifts ?? [], store().myId)
  const since = () => mine()?.openedAt ?? new Date().setHours(0, 0, 0, 0)
  const shown = () => (orders.data()?.orders ?? []).filter(order => order.createdAt >= since()).slice(0, SHOWN_MAX)
  const open = () =>
    tried(async () => {
      await call('POST /merchants/:id/shifts', { id: shop(), mode: modeOf(shop()), shift: next })
      next = uuidv7()
      await shifts.again()
    })
  const setCalls = (on: boolean) =>
    tried(async () => {
      await call('PUT /merchants/:id/till/calls', { id: shop(), on })
      await calls.again()
    })
  const close = async (shift: Shift) => {
    const sure = { title: t('shift.close.sure'), text: t('shift.close.text'), ok: t('shift.close') }
    if (!(await confirm(sure))) return
    await tried(async () => {
      const closed = await call('POST /merchants/:id/shifts/:shift/close', { id: shop(), shift: shift.id })
      await confirm({ title: t('shift.closed'), text: totalOf(closed), ok: t('done') })
    })
    await Promise.all([shifts.again(), orders.again()])
  }
  return (
    <aside class="till-hours" aria-label={t('shift.title')}>
      <Group title={t('shift.title')}>
        <Show
          when={mine()}
          fallback={
            <Cell
              icon="clock"
              tint="#56605b"
              title={t('shift.none')}
              note={t('shift.none.text')}
              end={
                <Button small onClick={() => void open()}>
                  {t('shift.open')}
                </Button>
              }
            />
          }
        >
          {shift => (
            <Cell
              icon="clock"
              tint="#07803f"
              title={t('shift.since', { time: clockTime(shift().openedAt, language()) })}
              note={totalOf(shift())}
              end={
                <Button small onClick={() => void close(shift())}>
                  {t('shift.close')}
                </Button>
              }
            />
          )}
        </Show>
        <Show when={calls.data()}>
          {now => (
            <Switch
              label={t('till.calls')}
              hint={t('till.calls.note')}
              on={now().on}
              onChange={on => void setCalls(on)}
            />
          )}
        </Show>
      </Group>
      <Show when={shown().length > 0}>
        <Group title={t('till.last')}>
          <For each={shown()}>{order => <OrderCell shop={props.shop} order={order} />}</For>
        </Group>
      </Show>
    </aside>
  )
}

const totalOf = ({ payments, paid, refunded, currency }: Shift): string =>
  [
    t('shop.payments', { count: payments }),
    amountOf(paid, currency),
    ...(refunded === '0' ? [] : [t('shop.given_back', { amount: amountOf(refunded, currency) })]),
  ].join(' · ')
