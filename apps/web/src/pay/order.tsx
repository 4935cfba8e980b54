import type { PayOrder } from '@plaza/contract'
import { createSignal, Match, onMount, Show, Switch } from 'solid-js'
import { ApiError, call, codeOf, type ApiCode } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { back, push } from '../router.ts'
import { Unloaded } from '../ui/answer.tsx'
import { Button, Cell, Empty, Group, Skeleton } from '../ui/controls.tsx'
import { Page } from '../ui/page.tsx'
import { ToChats } from '../ui/to-chats.tsx'
import { confirmPayment } from '../wallet/pay-sheet.tsx'
import { inMoney, lookAtWallet, wallet } from '../wallet/state.ts'
import { watched } from '../wallet/bank-state.ts'
import { OrderReceipt } from './order-receipt.tsx'
import {
  amountOf,
  countdown,
  isLess,
  onOrders,
  Outcome,
  seconds,
  ShopHead,
  shopName,
  TestBand,
  whatOf,
} from './parts.tsx'

/** From then on the time that is left runs visibly. */
const COUNTDOWN_MS = 60 * 60_000

const isOpen = (order: PayOrder): boolean => order.state === 'NOTPAY' || order.state === 'USERPAYING'

/** An order by the code in its link: to be paid, paid by me, or over. */
export function OrderPage(props: { code: string }) {
  const order = watched(() => call('GET /pay/orders/:code', { code: props.code }), isOpen)
  const [justPaid, setJustPaid] = createSignal(false)
  onMount(() => void lookAtWallet().catch(() => {}))
  onOrders(order.again)
  return (
    <Page title={t(order.data()?.mine ? 'order.receipt' : 'order.title')}>
      <Switch fallback={<Skeleton rows={4} />}>
        <Match when={order.data()}>
          {known => (
            <Show
              when={known().mine}
              fallback={
                <AskedOrder
                  order={known()}
                  onPaid={paid => {
                    setJustPaid(true)
                    order.set(paid)
                  }}
                  again={() => void order.again()}
                />
              }
            >
              <OrderReceipt order={known()} fresh={justPaid()} />
            </Show>
          )}
        </Match>
        <Match when={order.code()}>
          {code => <NoOrder code={code()} again={() => void order.again()} busy={order.loading()} />}
        </Match>
      </Switch>
    </Page>
  )
}

const NoOrder = (props: { code: ApiCode; busy: boolean; again: () => void }) => (
  <Show when={props.code === 'not_found' || props.code === 'bad_input'} fallback={<Unloaded {...props} />}>
    <Empty icon="qr" title={t('order.gone')} text={t('order.gone.text')}>
      <ToChats />
    </Empty>
  </Show>
)

function AskedOrder(props: { order: PayOrder; onPaid: (order: PayOrder) => void; again: () => void }) {
  const now = seconds()
  const left = () => props.order.expiresAt - now()
  return (
    <Switch fallback={<Payable {...props} left={left()} />}>
      <Match when={props.order.state === 'SUCCESS' || props.order.state === 'REFUND'}>
        <Over order={props.order} title={t('order.paid')} text={t('order.paid.text')} />
      </Match>
      <Match when={!isOpen(props.order)}>
        <Over order={props.order} title={t('order.closed')} text={t('order.closed.text')} />
      </Match>
      <Match when={left() <= 0}>
        <Over order={props.order} title={t('order.expired')} text={t('order.expired.text')} />
      </Match>
    </Switch>
  )
}

const Over = (props: { order: PayOrder; title: string; text: string }) => (
  <>
    <div class="order">
      <ShopHead shop={props.order.merchant} />
    </div>
    <Outcome kind="bad" title={props.title}>
      <p>{props.text}</p>
      <Button onClick={back}>{t('close')}</Button>
    </Outcome>
  </>
)

function Payable(props: { order: PayOrder; left: number; onPaid: (order: PayOrder) => void; again: () => void }) {
  const [busy, setBusy] = createSignal(false)
  const [code, setCode] = createSignal<ApiCode>()
  const tooLittle = () => {
    const mine = wallet()
    return !props.order.test && mine !== undefined && isLess(mine.balance, props.order.amount)
  }
  const pay = async () => {
    setCode(undefined)
    const proof = props.order.test ? undefined : await confirmPayment(paymentOf(props.order))
    if (!props.order.test && !proof) return
    setBusy(true)
    try {
      props.onPaid(await call('POST /pay/orders/:code/pay', { code: props.order.code, ...(proof ? { proof } : {}) }))
      navigator.vibrate?.([40, 60, 40])
      void lookAtWallet().catch(() => {})
    } catch (error) {
      setCode(codeOf(error))
      if (error instanceof ApiError && error.code !== 'offline') props.again()
    }
    setBusy(false)
  }
  return (
    <div class="order">
      <Show when={props.order.test}>
        <TestBand />
      </Show>
      <ShopHead shop={props.order.merchant} />
      <Show when={whatOf(props.order)}>{what => <p class="order-what">{what()}</p>}</Show>
      <p class="order-amount">{amountOf(props.order.amount, props.order.currency)}</p>
      <p class="order-left" classList={{ soon: props.left < 60_000 }}>
        <Show
          when={props.left < COUNTDOWN_MS}
          fallback={t('order.until', { date: fullTime(props.order.expiresAt, language()) })}
        >
          {t('order.left', { time: countdown(props.left) })}
        </Show>
      </p>
      <Source order={props.order} tooLittle={tooLittle()} />
      <p class="form-error" role="alert">
        <Show when={code()}>{refused => t('order.try', { why: refusal(refused()) })}</Show>
      </p>
      <div class="order-do">
        <Show
          when={!tooLittle()}
          fallback={
            <Button kind="primary" icon="download" onClick={() => push('/me/wallet/bank/in')}>
              {t('bank.in')}
            </Button>
          }
        >
          <Button kind="primary" busy={busy()} onClick={() => void pay()}>
            {t('order.pay', { amount: amountOf(props.order.amount, props.order.currency) })}
          </Button>
        </Show>
        <Button kind="quiet" disabled={busy()} onClick={back}>
          {t('order.not_now')}
        </Button>
      </div>
    </div>
  )
}

/** Where the money comes from. */
const Source = (props: { order: PayOrder; tooLittle: boolean }) => (
  <Group>
    <Show
      when={!props.order.test}
      fallback={<Cell icon="wallet" tint="#b14a17" title={t('order.from.test')} note={t('order.from.test.note')} />}
    >
      <Cell
        icon="wallet"
        tint="#07803f"
        title={t('order.from')}
        note={
          <Show when={props.tooLittle}>
            <span class="order-low">{t('order.low')}</span>
          </Show>
        }
        value={<Show when={wallet()}>{mine => inMoney(mine().balance, mine().currency)}</Show>}
      />
    </Show>
  </Group>
)

const paymentOf = ({ id, amount, currency, merchant }: PayOrder) => ({
  command: { do: 'order', id, to: merchant.id, amount, currency } as const,
  to: t('pay.to', { name: shopName(merchant) }),
})
