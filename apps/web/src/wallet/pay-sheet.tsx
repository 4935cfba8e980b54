import type { Command } from '@plaza/contract'
import { createSignal, onMount, Show } from 'solid-js'
import { render } from 'solid-js/web'
import { ApiError, call, codeOf } from '../engine/api.ts'
import { refusal, t } from '../i18n.ts'
import { push } from '../router.ts'
import { Button } from '../ui/controls.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { store } from '../ui/state.ts'
import { passkeysWork, signedWith } from '../screens/passkey.ts'
import { PinEntry } from './pin.tsx'
import { inMoney, lookAtWallet, wallet } from './state.ts'
import '../styles/wallet.css'

interface Payment {
  readonly command: Command
  /** Who or what it is for, as it is shown. */
  readonly to: string
  /** Whose money it is, where it is not mine. */
  readonly from?: string
}

/** Shows what is about to be paid and asks for the PIN or a passkey. The proof of exactly this payment, or undefined when it was let be. */
export function confirmPayment(payment: Payment): Promise<string | undefined> {
  const place = document.body.appendChild(document.createElement('div'))
  return new Promise<string | undefined>(answer => {
    let proof: string | undefined
    const dispose = render(
      () => (
        <PaySheet
          payment={payment}
          onProof={made => (proof = made)}
          onClose={() => {
            answer(proof)
            setTimeout(() => {
              dispose()
              place.remove()
            })
          }}
        />
      ),
      place,
    )
  })
}

function PaySheet(props: { payment: Payment; onProof: (proof: string) => void; onClose: () => void }) {
  const [error, setError] = createSignal('')
  let box!: HTMLDivElement
  const close = () => closestDialog(box)?.close()
  const { command } = props.payment
  onMount(() => void lookAtWallet().catch(() => {}))

  const prove = async (how: () => Promise<{ pin: string } | { passkey: NonNullable<Passkey> }>) => {
    setError('')
    try {
      const { proof } = await call('POST /wallet/proofs', { command, ...(await how()) })
      props.onProof(proof)
      close()
    } catch (failed) {
      const code = codeOf(failed)
      if (code !== 'passkey_cancelled') setError(refusal(code))
      // Another device may have changed the wallet meanwhile.
      if (code === 'account_frozen') void lookAtWallet().catch(() => {})
      throw failed
    }
  }
  const byPasskey = () =>
    prove(async () => {
      const { options, expiresAt } = await call('POST /wallet/proofs/options', { command })
      return { passkey: { expiresAt, answer: await signedWith(options) } }
    }).catch((failed: unknown) => {
      if (!(failed instanceof ApiError)) setError(refusal('internal'))
    })
  const setPin = () => {
    close()
    push('/me/wallet/pin')
  }
  return (
    <Sheet title={t('pay.title')} onClose={props.onClose}>
      <div class="pay" ref={box}>
        <p class="pay-to">{props.payment.to}</p>
        <p class="pay-amount">{inMoney(command.amount, command.currency)}</p>
        <p class="pay-balance">
          <Show when={!props.payment.from && wallet()} fallback={props.payment.from}>
            {mine => t('pay.balance', { amount: inMoney(mine().balance, mine().currency) })}
          </Show>
        </p>
        <Show
          when={wallet()?.pinSet !== false}
          fallback={
            <Button kind="primary" icon="key" onClick={setPin}>
              {t('pay.set_pin')}
            </Button>
          }
        >
          <PinEntry error={error()} onPin={pin => prove(async () => ({ pin }))} />
        </Show>
        <Show when={passkeysWork() && store().me.passkeys.length > 0}>
          <Button kind="quiet" icon="key" onClick={() => void byPasskey()}>
            {t('pay.passkey')}
          </Button>
        </Show>
      </div>
    </Sheet>
  )
}

type Passkey = Parameters<typeof call<'POST /wallet/proofs'>>[1]['passkey']
