import { createSignal, For, Show } from 'solid-js'
import { PIN_DIGITS } from '@plaza/contract/limits'
import { t } from '../i18n.ts'
import { Keypad } from './keypad.tsx'

/** Six dots and the keypad under them. Asks for the whole PIN anew after each answer. */
export function PinEntry(props: { onPin: (pin: string) => Promise<unknown>; error?: string | undefined }) {
  const [pin, setPin] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const add = async (digit: string) => {
    if (busy() || pin().length >= PIN_DIGITS) return
    setPin(pin() + digit)
    if (pin().length < PIN_DIGITS) return
    setBusy(true)
    await props.onPin(pin()).catch(() => {})
    setPin('')
    setBusy(false)
  }
  return (
    <div class="pin-entry">
      <div
        class="pin-dots"
        classList={{ wrong: Boolean(props.error), busy: busy() }}
        role="img"
        aria-label={t('pay.pin.entered', { count: pin().length })}
      >
        <For each={Array.from({ length: PIN_DIGITS }, (_, i) => i)}>
          {i => <i classList={{ on: i < pin().length }} />}
        </For>
      </div>
      <p class="pin-error" role="alert">
        <Show when={props.error}>{props.error}</Show>
      </p>
      <Keypad disabled={busy()} onDigit={digit => void add(digit)} onDelete={() => setPin(pin().slice(0, -1))} />
    </div>
  )
}
