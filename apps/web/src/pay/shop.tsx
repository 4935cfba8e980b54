import type { PayOrder, Shop } from '@plaza/contract'
import { createSignal, Match, onMount, Show, Switch } from 'solid-js'
import { call } from '../engine/api.ts'
import { minorOf, placesOf } from '../engine/money.ts'
import { t } from '../i18n.ts'
import { Unloaded } from '../ui/answer.tsx'
import { Empty, Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { ToChats } from '../ui/to-chats.tsx'
import { AmountForm, NoteField, type Sum } from '../wallet/pay-form.tsx'
import { confirmPayment } from '../wallet/pay-sheet.tsx'
import { inMoney, lookAtWallet, wallet } from '../wallet/state.ts'
import { OrderReceipt } from './order-receipt.tsx'
import { ShopHead, shopName, TestBand } from './parts.tsx'

/** A shop behind its sticker: it is paid any amount, or the one that the sticker says. */
export function ShopPage(props: { code: string; amount?: string | undefined }) {
  const [paid, setPaid] = createSignal<PayOrder>()
  const shop = load(
    () => props.code,
    () => call('GET /pay/shops/:code', { code: props.code }),
  )
  onMount(() => void lookAtWallet().catch(() => {}))
  return (
    <Page title={t(paid() ? 'order.receipt' : 'shop.pay')}>
      <Switch fallback={<Skeleton rows={3} />}>
        <Match when={paid()}>{order => <OrderReceipt order={order()} fresh />}</Match>
        <Match when={shop.data()}>{known => <PayShop shop={known()} amount={props.amount} onPaid={setPaid} />}</Match>
        <Match when={shop.code() === 'not_found' || shop.code() === 'bad_input'}>
          <Empty icon="qr" title={t('code.dead')} text={t('code.dead.text')}>
            <ToChats />
          </Empty>
        </Match>
        <Match when={shop.code()}>{code => <Unloaded code={code()} again={shop.again} />}</Match>
      </Switch>
    </Page>
  )
}

function PayShop(props: { shop: Shop; amount: string | undefined; onPaid: (order: PayOrder) => void }) {
  const [note, setNote] = createSignal('')
  const fixed = () => minorOf(props.amount ?? '', placesOf(props.shop.currency)) && props.amount
  const pay = async (sum: Sum) => {
    const proof = props.shop.test
      ? undefined
      : await confirmPayment({
          command: { do: 'order', ...sum, to: props.shop.id },
          to: t('pay.to', { name: shopName(props.shop) }),
        })
    if (!props.shop.test && !proof) return
    const noted = note().trim() ? { note: note().trim() } : {}
    const order = await call('POST /pay/shops/:code/pay', {
      code: props.shop.code,
      ...sum,
      ...noted,
      ...(proof ? { proof } : {}),
    })
    navigator.vibrate?.([40, 60, 40])
    void lookAtWallet().catch(() => {})
    props.onPaid(order)
  }
  return (
    <AmountForm
      currency={props.shop.currency}
      label={t('shop.amount')}
      fixed={fixed()}
      go={t('shop.go')}
      head={
        <>
          <Show when={props.shop.test}>
            <TestBand />
          </Show>
          <ShopHead shop={props.shop} />
        </>
      }
      onSubmit={pay}
    >
      {change => (
        <>
          <NoteField value={note()} onInput={value => change(() => setNote(value))} />
          <Show when={!props.shop.test && wallet()}>
            {mine => (
              <p class="note center">{t('pay.balance', { amount: inMoney(mine().balance, mine().currency) })}</p>
            )}
          </Show>
        </>
      )}
    </AmountForm>
  )
}
