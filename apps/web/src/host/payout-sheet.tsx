import type { MerchantPayout } from '@plaza/contract'
import { createSignal, Show } from 'solid-js'
import { call, codeOf } from '../engine/api.ts'
import { refusal, t } from '../i18n.ts'
import { amountOf, ShopHead, TestBand } from '../pay/parts.tsx'
import { Button } from '../ui/controls.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { lookAtWallet } from '../wallet/state.ts'
import { Asker } from './consent.tsx'
import { openDialog } from './dialog.tsx'
import type { Program } from './program.ts'
import '../styles/pay.css'
import '../styles/programs.css'

/** Shows what a merchant has for the citizen, as the city knows it, and has it taken. Whether it was. */
export async function payoutSheet(program: Program, payout: MerchantPayout): Promise<boolean> {
  const taken = await openDialog<boolean>(done => <PayoutSheet program={program} payout={payout} onDone={done} />)
  return taken === true
}

function PayoutSheet(props: { program: Program; payout: MerchantPayout; onDone: (taken?: boolean) => void }) {
  let box!: HTMLDivElement
  let taken = false
  const [busy, setBusy] = createSignal(false)
  const [code, setCode] = createSignal('')
  const amount = () => amountOf(props.payout.amount, props.payout.currency)
  const take = async () => {
    setCode('')
    setBusy(true)
    try {
      await call('POST /pay/payouts/:id/accept', { id: props.payout.id })
      taken = true
      void lookAtWallet().catch(() => {})
      toast(t('program.payout.done', { amount: amount() }))
      closestDialog(box)?.close()
    } catch (error) {
      setCode(codeOf(error))
    }
    setBusy(false)
  }
  return (
    <Sheet
      title={t(props.payout.redPacket ? 'program.payout.envelope' : 'program.payout.title')}
      onClose={() => props.onDone(taken)}
    >
      <div class="consent" ref={box}>
        <Asker program={props.program} />
        <Show when={props.payout.test}>
          <TestBand />
        </Show>
        <ShopHead shop={props.payout.merchant} />
        <p class="order-amount">{amount()}</p>
        <p class="consent-why">{props.payout.remark}</p>
        <p class="form-error" role="alert">
          <Show when={code()}>{refusal(code())}</Show>
        </p>
        <div class="consent-choices">
          <Button kind="primary" busy={busy()} onClick={() => void take()}>
            {t('program.payout.take', { amount: amount() })}
          </Button>
          <Button kind="quiet" disabled={busy()} onClick={() => closestDialog(box)?.close()}>
            {t('order.not_now')}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
