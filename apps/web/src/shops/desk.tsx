import type { Merchant } from '@plaza/contract'
import { Match, Switch } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { Empty } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { Home } from './home.tsx'
import { Keys } from './keys.tsx'
import { NewShop } from './new-shop.tsx'
import { OrderDetail } from './order-detail.tsx'
import { Orders } from './orders.tsx'
import { Answer } from './parts.tsx'
import { Staff } from './staff.tsx'
import { StickerPage } from './sticker.tsx'
import { Till } from './till.tsx'

/** The desk of one shop, by the page that its address names; `new` is a shop that is to be. */
export function ShopDesk(props: { id: string; page?: string; order?: string }) {
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
      <Match when={shop.data()}>
        {known => <DeskOf shop={known()} set={shop.set} page={props.page} order={props.order} />}
      </Match>
    </Switch>
  )
}

const DeskOf = (props: {
  shop: Merchant
  set: (shop: Merchant) => void
  page: string | undefined
  order: string | undefined
}) => (
  <Switch
    fallback={
      <Page title={t('shops.title')}>
        <Empty icon="store" title={t('shops.nothing')} />
      </Page>
    }
  >
    <Match when={props.order}>{order => <OrderDetail shop={props.shop} order={order()} />}</Match>
    <Match when={props.page === undefined}>
      <Home shop={props.shop} set={props.set} />
    </Match>
    <Match when={props.page === 'orders'}>
      <Orders shop={props.shop} />
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
