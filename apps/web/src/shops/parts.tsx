import type { Merchant, MerchantMode } from '@plaza/contract'
import { createMemo, Show, type JSX } from 'solid-js'
import { t } from '../i18n.ts'
import { load, type Loaded } from '../ui/load.ts'
import { Page, usePlace } from '../ui/page.tsx'
import { onOrders } from '../pay/parts.tsx'
import { modeOf } from './state.ts'
import '../styles/shops.css'

/** Asks the server now, and again whenever the page is on top once more. */
export function loadShown<T>(ask: () => Promise<T>): Loaded<T> {
  const place = usePlace()
  const times = createMemo((before: number) => (place.shown() ? before + 1 : before), 0)
  return load(times, ask)
}

/** What every question about a shop says. */
export interface OfShop {
  readonly id: string
  readonly mode: MerchantMode
}

/** As `loadShown`, and again when the mode or `key` changes or an order of the shop does. */
export function loadOfShop<T>(shop: () => string, ask: (of: OfShop) => Promise<T>, key: () => string = () => '') {
  const place = usePlace()
  const times = createMemo((before: number) => (place.shown() ? before + 1 : before), 0)
  const loaded = load(
    () => `${times()} ${shop()} ${modeOf(shop())} ${key()}`,
    () => ask({ id: shop(), mode: modeOf(shop()) }),
  )
  onOrders(loaded.again)
  return loaded
}

/** A page of the desk of one shop; in test mode it has a colour of its own. */
export const DeskPage = (props: {
  shop: Merchant
  title: string
  actions?: JSX.Element
  class?: string
  children: JSX.Element
}) => (
  <Page title={props.title} class={`shop-desk ${modeOf(props.shop.id)} ${props.class ?? ''}`} actions={props.actions}>
    <Show when={modeOf(props.shop.id) === 'test'}>
      <p class="test-strip" role="note">
        <b>{t('shop.test')}</b> {t('shop.test.desk')}
      </p>
    </Show>
    {props.children}
  </Page>
)
