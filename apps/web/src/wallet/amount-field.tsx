import { createUniqueId, Show } from 'solid-js'
import { money, placesOf } from '../engine/money.ts'
import { language, t } from '../i18n.ts'

/** A large field for an amount of money, in the currency's own writing. */
export function AmountField(props: {
  label: string
  value: string
  currency: string
  wrong: boolean
  /** Said by somebody else: it is only read. */
  fixed?: boolean
  onInput: (typed: string) => void
}) {
  const id = createUniqueId()
  const example = () => money(placesOf(props.currency) === 0 ? '12' : '1250', props.currency, language())
  return (
    <div class="amount" classList={{ wrong: props.wrong }}>
      <label for={id}>{props.label}</label>
      <div class="amount-box">
        <span aria-hidden="true">{props.currency}</span>
        <input
          id={id}
          type="text"
          inputmode="decimal"
          autocomplete="off"
          maxlength={16}
          placeholder="0"
          value={props.value}
          readonly={props.fixed ?? false}
          aria-invalid={props.wrong ? true : undefined}
          aria-describedby={props.wrong ? `${id}-note` : undefined}
          onInput={event => props.onInput(event.currentTarget.value)}
          ref={element =>
            queueMicrotask(() => element.isConnected && !props.fixed && element.focus({ preventScroll: true }))
          }
        />
      </div>
      <Show when={props.wrong}>
        <p id={`${id}-note`} class="note" role="alert">
          {t('amount.invalid', { example: example() })}
        </p>
      </Show>
    </div>
  )
}
