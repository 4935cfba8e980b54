import type { Merchant, MerchantNotify, MerchantOrder, MerchantRefund } from '@plaza/contract'
import { REFUND_REASON_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { decimalOf, minorOf, placesOf } from '../engine/money.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, Cell, Field, Group } from '../ui/controls.tsx'
import { FormSheet } from '../ui/form-sheet.tsx'
import { Icon } from '../ui/icon.tsx'
import { PageCell } from '../ui/page-cell.tsx'
import { toast } from '../ui/toast.tsx'
import { AmountField } from '../wallet/amount-field.tsx'
import { amountOf } from '../pay/parts.tsx'
import { shopAt } from './address.ts'
import { DeskPage, loadOfShop } from './parts.tsx'
import { isPaid, leftOf, mayRefund, stateName, whatOf } from './state.ts'

/** One order with what came back of it and the news about it. */
export function OrderDetail(props: { shop: Merchant; order: string }) {
  const [refunding, setRefunding] = createSignal(false)
  const loaded = loadOfShop(
    () => props.shop.id,
    ({ id }) => call('GET /merchants/:id/orders/:order', { id, order: props.order }),
  )
  return (
    <DeskPage shop={props.shop} title={t('shop.order')}>
      <Answer loaded={loaded}>
        {data => (
          <>
            <Facts shop={props.shop} order={data().order} />
            <Show when={mayRefund(props.shop) && isPaid(data().order) && leftOf(data().order) > 0n}>
              <div class="big-action">
                <Button icon="undo" onClick={() => setRefunding(true)}>
                  {t('refund.title')}
                </Button>
              </div>
            </Show>
            <Refunds refunds={data().refunds} currency={data().order.currency} />
            <Notifies shop={props.shop} notifies={data().notifies} again={() => void loaded.again()} />
            <Show when={mayRefund(props.shop)}>
              <Group>
                <PageCell
                  to={shopAt(props.shop.id, 'inspect', props.order)}
                  icon="clock"
                  tint="#2563a8"
                  title={t('inspect.title')}
                />
              </Group>
            </Show>
            <Show when={refunding()}>
              <RefundSheet
                shop={props.shop}
                order={data().order}
                onDone={() => void loaded.again()}
                onClose={() => setRefunding(false)}
              />
            </Show>
          </>
        )}
      </Answer>
    </DeskPage>
  )
}

const Facts = (props: { shop: Merchant; order: MerchantOrder }) => (
  <>
    <div class="order-head">
      <p>{whatOf(props.order, props.shop)}</p>
      <p class="order-amount">{amountOf(props.order.amount, props.order.currency)}</p>
      <p class="shop-state" data-state={props.order.state}>
        <Icon name={isPaid(props.order) ? (props.order.state === 'REFUND' ? 'undo' : 'check') : 'clock'} />
        {stateName(props.order)}
      </p>
    </div>
    <Group>
      <Cell title={t('shop.made')} value={fullTime(props.order.createdAt, language())} />
      <Show when={props.order.paidAt}>
        {at => <Cell title={t('shop.state.SUCCESS')} value={fullTime(at(), language())} />}
      </Show>
      <Show when={props.order.refunded !== '0'}>
        <Cell title={t('shop.refunded')} value={amountOf(props.order.refunded, props.order.currency)} />
      </Show>
      <Cell title={t('shop.number')} note={<span class="bill-id">{props.order.outTradeNo}</span>} />
    </Group>
  </>
)

const Refunds = (props: { refunds: MerchantRefund[]; currency: string }) => (
  <Show when={props.refunds.length > 0}>
    <Group title={t('shop.refunds')}>
      <For each={props.refunds}>
        {one => (
          <Cell
            icon="undo"
            tint={one.state === 'SUCCESS' ? '#07803f' : '#bd3a4a'}
            title={amountOf(one.amount, props.currency)}
            note={[fullTime(one.doneAt ?? one.createdAt, language()), one.reason].filter(Boolean).join(' · ')}
            value={t(`refund.state.${one.state}`)}
          />
        )}
      </For>
    </Group>
  </Show>
)

/** News for the shop's own server, with every try. */
function Notifies(props: { shop: Merchant; notifies: MerchantNotify[]; again: () => void }) {
  const resend = async (notify: string) => {
    if (await tried(() => call('POST /merchants/:id/notifies/:notify/resend', { id: props.shop.id, notify })))
      toast(t('notify.resent'))
    props.again()
  }
  return (
    <Show when={props.notifies.length > 0}>
      <Group title={t('notify.title')} note={t('notify.note')}>
        <For each={props.notifies}>
          {one => (
            <Cell
              icon={one.state === 'done' ? 'check' : one.state === 'due' ? 'clock' : 'alert'}
              tint={one.state === 'done' ? '#07803f' : one.state === 'due' ? '#56605b' : '#bd3a4a'}
              title={one.event}
              note={`${t(`notify.${one.state}`, { tries: one.tries })} · ${lastTry(one) ?? one.url}`}
              end={
                <Show when={mayRefund(props.shop) && one.state !== 'due'}>
                  <Button small onClick={() => void resend(one.id)}>
                    {t('notify.resend')}
                  </Button>
                </Show>
              }
            />
          )}
        </For>
      </Group>
    </Show>
  )
}

function lastTry({ deliveries }: MerchantNotify): string | undefined {
  const last = deliveries.at(-1)
  return last && [fullTime(last.at, language()), last.status ?? last.why].filter(Boolean).join(' ')
}

/** Gives money back, all of what is left or a part. */
export function RefundSheet(props: { shop: Merchant; order: MerchantOrder; onDone: () => void; onClose: () => void }) {
  const places = () => placesOf(props.order.currency)
  const [amount, setAmount] = createSignal(decimalOf(leftOf(props.order).toString(), places()))
  const [reason, setReason] = createSignal('')
  const [wrong, setWrong] = createSignal(false)
  let refund = uuidv7()
  const change = (set: () => void) => {
    refund = uuidv7()
    setWrong(false)
    set()
  }
  const give = async () => {
    const minor = minorOf(amount(), places())
    setWrong(minor === undefined)
    if (minor === undefined) return false
    const said = reason().trim() ? { reason: reason().trim() } : {}
    await call('POST /merchants/:id/orders/:order/refunds', {
      id: props.shop.id,
      order: props.order.id,
      refund,
      amount: minor,
      ...said,
    })
    toast(t('refund.done', { amount: amountOf(minor, props.order.currency) }))
    props.onDone()
    return true
  }
  return (
    <FormSheet
      title={t('refund.title')}
      text={t('refund.text', { left: amountOf(leftOf(props.order).toString(), props.order.currency) })}
      submit={t('refund.do')}
      onSubmit={give}
      onClose={props.onClose}
    >
      <AmountField
        label={t('amount.label')}
        value={amount()}
        currency={props.order.currency}
        wrong={wrong()}
        onInput={value => change(() => setAmount(value))}
      />
      <Field
        label={t('refund.reason')}
        value={reason()}
        maxlength={REFUND_REASON_LENGTH_MAX}
        onInput={value => change(() => setReason(value))}
      />
    </FormSheet>
  )
}
