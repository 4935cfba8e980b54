import type { Dispute, PayOrder } from '@plaza/contract'
import { DISPUTE_TEXT_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, For } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { decimalOf, minorOf, placesOf } from '../engine/money.ts'
import { t } from '../i18n.ts'
import { Field } from '../ui/controls.tsx'
import { FormSheet } from '../ui/form-sheet.tsx'
import { AmountField } from '../wallet/amount-field.tsx'
import '../styles/wallet.css'

const REASONS = ['not_received', 'not_as_described', 'wrong_amount', 'not_me', 'other'] as const

/** Questions a payment: why, how much of it, and what happened. The money is held at the shop until it is decided. */
export function DisputeSheet(props: { order: PayOrder; onOpened: (dispute: Dispute) => void; onClose: () => void }) {
  const places = placesOf(props.order.currency)
  const left = (BigInt(props.order.amount) - BigInt(props.order.refunded ?? '0')).toString()
  const [reason, setReason] = createSignal<Dispute['reason']>('not_received')
  const [amount, setAmount] = createSignal(decimalOf(left, places))
  const [text, setText] = createSignal('')
  const [wrong, setWrong] = createSignal(false)
  let id = uuidv7()
  const change = (set: () => void) => {
    id = uuidv7()
    setWrong(false)
    set()
  }
  const open = async () => {
    const minor = minorOf(amount(), places)
    setWrong(minor === undefined)
    if (minor === undefined) return false
    const wish = { id, order: props.order.id, reason: reason(), text: text().trim(), amount: minor }
    props.onOpened(await call('POST /pay/disputes', wish))
    return true
  }
  return (
    <FormSheet
      title={t('dispute.open')}
      text={t('dispute.open.text')}
      submit={t('dispute.open.do')}
      disabled={text().trim() === ''}
      novalidate
      onSubmit={open}
      onClose={props.onClose}
    >
      <div class="chips wrap" role="group" aria-label={t('dispute.reason')}>
        <For each={REASONS}>
          {one => (
            <button
              type="button"
              class="chip"
              classList={{ on: reason() === one }}
              aria-pressed={reason() === one}
              onClick={() => change(() => setReason(one))}
            >
              {t(`dispute.reason.${one}`)}
            </button>
          )}
        </For>
      </div>
      <AmountField
        label={t('dispute.amount')}
        value={amount()}
        currency={props.order.currency}
        wrong={wrong()}
        onInput={value => change(() => setAmount(value))}
      />
      <Field
        label={t('dispute.what')}
        hint={t('dispute.what.hint')}
        value={text()}
        maxlength={DISPUTE_TEXT_LENGTH_MAX}
        multiline
        onInput={value => change(() => setText(value))}
        required
      />
    </FormSheet>
  )
}
