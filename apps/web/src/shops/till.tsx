import type { Merchant, MerchantOrder } from '@plaza/contract'
import { readPayCode } from '@plaza/pay-code'
import { createSignal, Match, Show, Switch } from 'solid-js'
import { refusal, t } from '../i18n.ts'
import { push } from '../router.ts'
import { Viewfinder } from '../screens/viewfinder.tsx'
import { Button, Field } from '../ui/controls.tsx'
import { Qr } from '../ui/qr.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { fine } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { amountOf, countdown, Outcome, seconds, shopName } from '../pay/parts.tsx'
import { wallet, lookAtWallet } from '../wallet/state.ts'
import { Keypad } from '../wallet/keypad.tsx'
import { RefundSheet } from './order-detail.tsx'
import { DeskPage } from './parts.tsx'
import { mayRefund } from './state.ts'
import { shopAt } from './address.ts'
import { Hours } from './hours.tsx'
import { till, type TillState } from './till-state.ts'
import '../styles/wallet.css'
import '../styles/till.css'

/** The cashier's page, for a phone or a tablet on the counter. */
export function Till(props: { shop: Merchant }) {
  const state = till(() => props.shop)
  void lookAtWallet().catch(() => {})
  const currency = () => wallet()?.currency ?? 'EUR'
  return (
    <DeskPage shop={props.shop} title={t('till.title')} class="till">
      <div class="till-columns">
        <section class="till-main" aria-label={t('till.title')}>
          <Switch>
            <Match when={state.stage().s === 'amount' || state.stage().s === 'scan'}>
              <Entry till={state} currency={currency()} />
            </Match>
            <Match when={showing(state)}>
              {order => (
                <div class="till-show">
                  <p class="till-amount">{amountOf(order().order.amount, order().order.currency)}</p>
                  <div class="till-qr">
                    <Qr text={order().link} label={t('till.qr', { name: shopName(props.shop) })} />
                  </div>
                  <Waiting order={order().order} text={t('till.waits')} />
                  <Button busy={state.busy()} onClick={() => void state.cancel()}>
                    {t('cancel')}
                  </Button>
                </div>
              )}
            </Match>
            <Match when={orderAt(state, 'wait')}>
              {order => (
                <Outcome kind="wait" title={t('till.confirming')} amount={amountOf(order().amount, order().currency)}>
                  <Waiting order={order()} text={t('till.confirming.text')} />
                  <Button busy={state.busy()} onClick={() => void state.cancel()}>
                    {t('cancel')}
                  </Button>
                </Outcome>
              )}
            </Match>
            <Match when={orderAt(state, 'paid')}>
              {order => <Paid shop={props.shop} order={order()} onNext={state.reset} />}
            </Match>
            <Match when={orderAt(state, 'over')}>
              {order => (
                <Outcome kind="bad" title={t('till.over')} amount={amountOf(order().amount, order().currency)}>
                  <p>{t('till.over.text')}</p>
                  <Button kind="primary" onClick={state.reset}>
                    {t('till.next')}
                  </Button>
                </Outcome>
              )}
            </Match>
          </Switch>
          <p class="form-error till-error" role="alert">
            <Show when={state.code()}>{code => refusal(code())}</Show>
          </p>
        </section>
        <Hours shop={props.shop} />
      </div>
      <Show when={state.stage().s === 'scan'}>
        <ScanSheet till={state} />
      </Show>
    </DeskPage>
  )
}

function showing({ stage }: TillState) {
  const now = stage()
  return now.s === 'show' ? now.till : undefined
}

function orderAt({ stage }: TillState, s: 'wait' | 'paid' | 'over'): MerchantOrder | undefined {
  const now = stage()
  return now.s === s && 'order' in now ? now.order : undefined
}

const Entry = (props: { till: TillState; currency: string }) => (
  <div class="till-entry">
    <p class="till-amount" aria-live="polite" classList={{ none: props.till.minor() === '' }}>
      {amountOf(props.till.minor() || '0', props.currency)}
    </p>
    <Keypad disabled={props.till.busy()} onDigit={props.till.digit} onDelete={props.till.rubOut} />
    <div class="till-do">
      <Button
        kind="primary"
        icon="qr"
        busy={props.till.busy()}
        disabled={props.till.minor() === ''}
        onClick={() => void props.till.show()}
      >
        {t('till.show')}
      </Button>
      <Button icon="scan" disabled={props.till.minor() === '' || props.till.busy()} onClick={props.till.scan}>
        {t('till.scan')}
      </Button>
    </div>
  </div>
)

/** That the payer's turn it is, and how long it is. */
function Waiting(props: { order: MerchantOrder; text: string }) {
  const now = seconds()
  const left = () => props.order.expiresAt - now()
  return (
    <p class="till-waits" role="status">
      <i class="spinner" aria-hidden="true" />
      <span>
        {props.text}
        <Show when={left() < 60 * 60_000}>{` ${countdown(left())}`}</Show>
      </span>
    </p>
  )
}

function Paid(props: { shop: Merchant; order: MerchantOrder; onNext: () => void }) {
  const [refunding, setRefunding] = createSignal(false)
  return (
    <div class="fresh">
      <Outcome kind="good" title={t('till.paid')} amount={amountOf(props.order.amount, props.order.currency)}>
        <Button kind="primary" onClick={props.onNext}>
          {t('till.next')}
        </Button>
        <Show
          when={mayRefund(props.shop)}
          fallback={
            <Button onClick={() => push(shopAt(props.shop.id, 'orders', props.order.id))}>{t('shop.order')}</Button>
          }
        >
          <Button icon="undo" onClick={() => setRefunding(true)}>
            {t('refund.title')}
          </Button>
        </Show>
      </Outcome>
      <Show when={refunding()}>
        <RefundSheet shop={props.shop} order={props.order} onDone={props.onNext} onClose={() => setRefunding(false)} />
      </Show>
    </div>
  )
}

/** Reads the code on a payer's phone, by the camera, a hand scanner that types, or fingers. */
function ScanSheet(props: { till: TillState }) {
  const [typed, setTyped] = createSignal('')
  const take = (text: string) => {
    const found = readPayCode(text)
    if (!found) return toast(t('till.no_code'))
    void props.till.payBy(text.replaceAll(' ', ''))
  }
  const close = () => props.till.stage().s === 'scan' && props.till.reset()
  return (
    <Sheet title={t('till.scan')} onClose={close}>
      <div class="till-camera">
        <Viewfinder hint={t('till.scan.hint')} paused={props.till.busy()} onText={take} />
      </div>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          take(typed())
        }}
      >
        <Field
          label={t('till.typed')}
          value={typed()}
          inputmode="numeric"
          autocomplete="off"
          maxlength={26}
          autofocus={fine()}
          onInput={setTyped}
        />
        <Show when={props.till.code()}>
          {code => (
            <p class="form-error" role="alert">
              {refusal(code())}
            </p>
          )}
        </Show>
        <Button type="submit" kind="primary" busy={props.till.busy()}>
          {t('till.take')}
        </Button>
      </form>
    </Sheet>
  )
}
