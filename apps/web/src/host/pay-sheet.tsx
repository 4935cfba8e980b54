import type { PayOrder } from '@plaza/contract'
import { createSignal, onMount, Show } from 'solid-js'
import { call, codeOf } from '../engine/api.ts'
import { refusal, t } from '../i18n.ts'
import { amountOf, ShopHead, shopName, TestBand } from '../pay/parts.tsx'
import { Button } from '../ui/controls.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { confirmPayment } from '../wallet/pay-sheet.tsx'
import { lookAtWallet } from '../wallet/state.ts'
import { Asker, SafeWord } from './consent.tsx'
import { openDialog } from './dialog.tsx'
import type { Program } from './program.ts'
import '../styles/pay.css'
import '../styles/programs.css'

/** Shows what is to be paid and to whom, as the city knows it, and has it paid. Whether it was. */
export async function payOrderSheet(program: Program, order: PayOrder): Promise<boolean> {
  const paid = await openDialog<boolean>(done => <PayOrderSheet program={program} order={order} onDone={done} />)
  return paid === true
}

function PayOrderSheet(props: { program: Program; order: PayOrder; onDone: (paid?: boolean) => void }) {
  let box!: HTMLDivElement
  let paid = false
  const [busy, setBusy] = createSignal(false)
  const [code, setCode] = createSignal('')
  onMount(() => void lookAtWallet().catch(() => {}))
  const pay = async () => {
    setCode('')
    const { id, amount, currency, merchant, test } = props.order
    const proof = test
      ? undefined
      : await confirmPayment({
          command: { do: 'order', id, to: merchant.id, amount, currency },
          to: t('pay.to', { name: shopName(merchant) }),
        })
    if (!test && !proof) return
    setBusy(true)
    try {
      await call('POST /pay/orders/:code/pay', { code: props.order.code, ...(proof ? { proof } : {}) })
      paid = true
      closestDialog(box)?.close()
    } catch (error) {
      setCode(codeOf(error))
    }
    setBusy(false)
  }
  return (
    <Sheet title={t('order.title')} onClose={() => props.onDone(paid)}>
      <div class="consent" ref={box}>
        <Asker program={props.program} />
        <Show when={props.order.test}>
          <TestBand />
        </Show>
        <ShopHead shop={props.order.merchant} />
        <p class="order-amount">{amountOf(props.order.amount, props.order.currency)}</p>
        <p class="consent-why">{props.order.description}</p>
        <p class="form-error" role="alert">
          <Show when={code()}>{refusal(code())}</Show>
        </p>
        <div class="consent-choices">
          <Button kind="primary" busy={busy()} onClick={() => void pay()}>
            {t('order.pay', { amount: amountOf(props.order.amount, props.order.currency) })}
          </Button>
          <Button kind="quiet" disabled={busy()} onClick={() => closestDialog(box)?.close()}>
            {t('order.not_now')}
          </Button>
        </div>
        <SafeWord />
      </div>
    </Sheet>
  )
}
