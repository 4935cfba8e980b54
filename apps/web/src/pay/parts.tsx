import type { PayOrder } from '@plaza/contract'
import { createEffect, createSignal, on, onCleanup, Show, type JSX } from 'solid-js'
import { money } from '../engine/money.ts'
import { language, t } from '../i18n.ts'
import { Face } from '../ui/avatar.tsx'
import { Icon } from '../ui/icon.tsx'
import { watch } from '../ui/state.ts'
import '../styles/pay.css'

type Shop = PayOrder['merchant']

/** How a shop is called by its own people, or else as codes carry it. */
export const shopName = (shop: Pick<Shop, 'name' | 'nativeName'>): string => shop.nativeName ?? shop.name

/** What an order is for, where it says more than the name of its shop. */
export const whatOf = ({ description, merchant }: PayOrder): string =>
  description === merchant.name ? '' : description

/** A shop with its mark, and a warning where nobody has looked at it yet. */
export const ShopHead = (props: { shop: Shop }) => (
  <div class="shop-head">
    <span class="avatar l">
      <Face id={props.shop.id} name={shopName(props.shop)} />
    </span>
    <div>
      <h2>
        {shopName(props.shop)}
        <Show when={props.shop.verified}>
          <span class="verified" role="img" aria-label={t('shop.verified')} title={t('shop.verified')}>
            <Icon name="shield" />
          </span>
        </Show>
      </h2>
      <p>
        <Show when={props.shop.nativeName}>{`${props.shop.name} · `}</Show>
        {t(props.shop.verified ? 'shop.verified' : 'shop.unverified')}
      </p>
    </div>
  </div>
)

/** Says in its own colour that nothing here is money. */
export const TestBand = () => (
  <p class="test-band">
    <b>{t('shop.test')}</b> {t('shop.test.note')}
  </p>
)

/** How it ended, large: a mark, a word, an amount, and what stands below. */
export const Outcome = (props: {
  kind: 'good' | 'bad' | 'wait'
  title: string
  amount?: string
  children?: JSX.Element
}) => (
  <div class={`outcome ${props.kind}`} role="status">
    <span class="outcome-mark">
      <Show when={props.kind !== 'wait'} fallback={<i class="spinner" />}>
        <Icon name={props.kind === 'good' ? 'check' : 'close'} />
      </Show>
    </span>
    <h2>{props.title}</h2>
    <Show when={props.amount}>
      <p class="outcome-amount">{props.amount}</p>
    </Show>
    {props.children}
  </div>
)

/** The time, to the second, while the calling screen lives. */
export function seconds(): () => number {
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), 1_000)
  onCleanup(() => clearInterval(timer))
  return now
}

/** Minutes and seconds as a clock shows them. */
export function countdown(ms: number): string {
  const left = Math.max(0, Math.ceil(ms / 1_000))
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
}

/** Runs when the server hints that an order of mine, or of a shop of mine, stands differently now. */
export const onOrders = (run: () => unknown): void =>
  createEffect(
    on(
      () => watch('orders'),
      () => void run(),
      { defer: true },
    ),
  )

/** An amount in the reader's language; play money is called by the city's currency. */
export const amountOf = (minor: string, currency: string): string => money(minor, currency, language())

/** Whether the first amount (minor units) is the smaller. */
export const isLess = (a: string, b: string): boolean => BigInt(a) < BigInt(b)
