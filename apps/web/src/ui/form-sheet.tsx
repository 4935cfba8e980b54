import { Show, type JSX } from 'solid-js'
import { FormError, toWrong, tries } from '../screens/sign-form.tsx'
import { Button } from './controls.tsx'
import { closestDialog, Sheet } from './sheet.tsx'

/**
 * A sheet with one form, sent by its button or by Enter. It says why it was refused, and closes when it was not, unless
 * `onSubmit` answers `false`: then something is still missing.
 */
export function FormSheet(props: {
  title: string
  text?: string | undefined
  submit: string
  danger?: boolean
  disabled?: boolean
  /** The form itself says what is wrong, not the browser. */
  novalidate?: boolean
  onSubmit: () => Promise<unknown>
  onClose: () => void
  children: JSX.Element
}) {
  const attempts = tries()
  const send = async (form: HTMLFormElement) => {
    if ((await props.onSubmit()) !== false) closestDialog(form)?.close()
  }
  return (
    <Sheet title={props.title} onClose={props.onClose}>
      <form
        class="form"
        novalidate={props.novalidate ?? false}
        onSubmit={event => {
          event.preventDefault()
          const form = event.currentTarget
          if (!attempts.busy()) void attempts.run(() => send(form)).then(() => toWrong(form))
        }}
      >
        <Show when={props.text}>
          <p class="form-text">{props.text}</p>
        </Show>
        {props.children}
        <FormError code={attempts.except([])} />
        <Button
          type="submit"
          kind={props.danger ? 'danger' : 'primary'}
          busy={attempts.busy()}
          disabled={props.disabled ?? false}
        >
          {props.submit}
        </Button>
      </form>
    </Sheet>
  )
}
