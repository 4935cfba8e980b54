import type { Merchant } from '@plaza/contract'
import { lazy, Match, Switch } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { Answer } from '../ui/answer.tsx'
import { Empty } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { Home } from './home.tsx'
import { Keys } from './keys.tsx'
import { NewShop } from './new-shop.tsx'
import { OrderDetail } from './order-detail.tsx'
import { Orders } from './orders.tsx'
import { Staff } from './staff.tsx'
import { StickerPage } from './sticker.tsx'
import { Till } from './till.tsx'

// What is not needed all day comes when it is asked for.
const Disputes = lazy(() => import('./disputes.tsx').then(module => ({ default: module.Disputes })))
const DisputeDetail = lazy(() => import('./disputes.tsx').then(module => ({ default: module.DisputeDetail })))
const Settlements = lazy(() => import('./settlements.tsx').then(module => ({ default: module.Settlements })))
const SettlementDetail = lazy(() => import('./settlement.tsx').then(module => ({ default: module.SettlementDetail })))
const Transfers = lazy(() => import('./transfers.tsx').then(module => ({ default: module.Transfers })))
const Gifts = lazy(() => import('./gifts.tsx').then(module => ({ default: module.Gifts })))
const Webhook = lazy(() => import('./webhook.tsx').then(module => ({ default: module.Webhook })))

/** The desk of one shop, by the page that its address names; `new` is a shop that is to be. */
export function ShopDesk(props: { id: string; page?: string; order?: string; dispute?: string; settlement?: string }) {
  if (props.id === 'new') return <NewShop />
  const shop = load(
    () => props.id,
    () => call('GET /merchants/:id', { id: props.id }),
  )
  return (
    <Switch
      fallback={
        <Page title={t('shops.title')}>
          <Answer loaded={shop}>{() => null}</Answer>
        </Page>
      }
    >
      <Match when={shop.data()}>{known => <DeskOf shop={known()} set={shop.set} {...pageOf(props)} />}</Match>
    </Switch>
  )
}

interface Shown {
  readonly page: string | undefined
  readonly order: string | undefined
  readonly dispute: string | undefined
  readonly settlement: string | undefined
}

const pageOf = (props: { page?: string; order?: string; dispute?: string; settlement?: string }): Shown => ({
  page: props.page,
  order: props.order,
  dispute: props.dispute,
  settlement: props.settlement,
})

const DeskOf = (
  props: Shown & {
    shop: Merchant
    set: (shop: Merchant) => void
  },
) => (
  <Switch
    fallback={
      <Page title={t('shops.title')}>
        <Empty icon="store" title={t('shops.nothing')} />
      </Page>
    }
  >
    <Match when={props.order}>{order => <OrderDetail shop={props.shop} order={order()} />}</Match>
    <Match when={props.dispute}>{dispute => <DisputeDetail shop={props.shop} dispute={dispute()} />}</Match>
    <Match when={props.settlement}>
      {settlement => <SettlementDetail shop={props.shop} settlement={settlement()} />}
    </Match>
    <Match when={props.page === undefined || props.page === 'today'}>
      <Home shop={props.shop} set={props.set} />
    </Match>
    <Match when={props.page === 'orders'}>
      <Orders shop={props.shop} />
    </Match>
    <Match when={props.page === 'disputes'}>
      <Disputes shop={props.shop} />
    </Match>
    <Match when={props.page === 'settlements'}>
      <Settlements shop={props.shop} />
    </Match>
    <Match when={props.page === 'transfers'}>
      <Transfers shop={props.shop} />
    </Match>
    <Match when={props.page === 'gifts'}>
      <Gifts shop={props.shop} />
    </Match>
    <Match when={props.page === 'webhook'}>
      <Webhook shop={props.shop} />
    </Match>
    <Match when={props.page === 'staff'}>
      <Staff shop={props.shop} />
    </Match>
    <Match when={props.page === 'keys'}>
      <Keys shop={props.shop} />
    </Match>
    <Match when={props.page === 'sticker'}>
      <StickerPage shop={props.shop} />
    </Match>
    <Match when={props.page === 'till'}>
      <Till shop={props.shop} />
    </Match>
  </Switch>
)
