import { PAYMENT_NOTE_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, createUniqueId, For, Show, type JSX } from 'solid-js'
import { uuidv7 } from '../engine/ids.ts'
import { minorOf, placesOf } from '../engine/money.ts'
import { t } from '../i18n.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button, Field } from '../ui/controls.tsx'
import { FormError, tries } from '../screens/sign-form.tsx'
import { AmountField } from './amount-field.tsx'
import '../styles/wallet.css'

/** Money that is about to move, in minor units. Every try has the same id, so that none of them counts twice. */
export interface Sum {
  readonly id: string
  readonly amount: string
  readonly currency: string
}
/** Sets something of a form. What is sent afterwards is another thing, with an id of its own. */
export type Change = (set: () => void) => void

/** The frame of a form that moves money: what it asks, why the last try was refused, and the button that goes on. */
export function MoneyForm(props: {
  go: string
  class?: string
  after?: JSX.Element
  onSubmit: () => Promise<unknown>
  children: JSX.Element
}) {
  const attempts = tries()
  return (
    <form
      class={`form pay-form ${props.class ?? ''}`}
      onSubmit={event => {
        event.preventDefault()
        void attempts.run(props.onSubmit)
      }}
    >
      {props.children}
      <FormError code={attempts.except([])} />
      <Button type="submit" kind="primary" busy={attempts.busy()}>
        {props.go}
      </Button>
      {props.after}
    </form>
  )
}

/** A form that begins with an amount. Goes on only with one that can be read. */
export function AmountForm(props: {
  currency: string
  /** What the amount is called, where it is not simply the amount. */
  label?: string | undefined
  /** The amount as it would be typed, where it stands already. */
  fixed?: string | undefined
  go: string
  head?: JSX.Element
  onSubmit: (sum: Sum) => Promise<unknown>
  children: (change: Change) => JSX.Element
}) {
  const [typed, setTyped] = createSignal(props.fixed ?? '')
  const [wrong, setWrong] = createSignal(false)
  let id = uuidv7()
  const change: Change = set => {
    id = uuidv7()
    setWrong(false)
    set()
  }
  const submit = async () => {
    const { currency } = props
    const amount = minorOf(typed(), placesOf(currency))
    setWrong(amount === undefined)
    if (amount !== undefined) await props.onSubmit({ id, amount, currency })
  }
  return (
    <MoneyForm go={props.go} onSubmit={submit}>
      {props.head}
      <AmountField
        label={props.label ?? t('amount.label')}
        value={typed()}
        currency={props.currency}
        wrong={wrong()}
        fixed={props.fixed !== undefined}
        onInput={value => change(() => setTyped(value))}
      />
      {props.children(change)}
    </MoneyForm>
  )
}

/** An amount for one person, with a note; what else is asked stands below it. */
export function PayForm(props: {
  to: string
  title: string
  currency: string
  label?: string
  /** Amount and note as they would be typed, where they stand already. */
  fixed?: string | undefined
  note?: string | undefined
  go: string
  onSubmit: (sum: Sum & { readonly to: string }, note: { readonly note?: string }) => Promise<unknown>
  children?: (change: Change) => JSX.Element
}) {
  const [note, setNote] = createSignal(props.note ?? '')
  const noted = () => (note().trim() ? { note: note().trim() } : {})
  return (
    <AmountForm
      currency={props.currency}
      label={props.label}
      fixed={props.fixed}
      go={props.go}
      head={
        <div class="pay-who">
          <Avatar person={props.to} size="l" />
          <b>{props.title}</b>
        </div>
      }
      onSubmit={sum => props.onSubmit({ ...sum, to: props.to }, noted())}
    >
      {change => (
        <>
          <NoteField value={note()} onInput={value => change(() => setNote(value))} />
          {props.children?.(change)}
        </>
      )}
    </AmountForm>
  )
}

/** A word about a payment, for whoever gets or pays it. */
export const NoteField = (props: { value: string; onInput: (value: string) => void }) => (
  <Field label={t('note.label')} value={props.value} maxlength={PAYMENT_NOTE_LENGTH_MAX} onInput={props.onInput} />
)

interface Choice<T> {
  readonly value: T
  readonly title: string
  readonly note?: string
}

/** One of a few, as cells with a mark. */
export function Choices<T>(props: {
  title: string
  note?: string | undefined
  choices: readonly Choice<T>[]
  chosen: T
  onChoose: (value: T) => void
}) {
  const id = createUniqueId()
  return (
    <section class="group">
      <h2 id={id}>{props.title}</h2>
      <div class="group-box" role="radiogroup" aria-labelledby={id}>
        <For each={props.choices}>
          {({ value, title, note }) => (
            <label class="cell choice">
              <span class="cell-text">
                <span class="cell-title">{title}</span>
                <Show when={note}>
                  <span class="cell-note">{note}</span>
                </Show>
              </span>
              <input type="radio" name={id} checked={props.chosen === value} onChange={() => props.onChoose(value)} />
            </label>
          )}
        </For>
      </div>
      <Show when={props.note}>
        <p class="note">{props.note}</p>
      </Show>
    </section>
  )
}
