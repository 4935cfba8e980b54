import { createSignal, Show, type JSX } from 'solid-js'
import { HANDLE_LENGTH_MAX, NAME_LENGTH_MAX } from '@plaza/contract/limits'
import { codeOf } from '../engine/api.ts'
import { refusal, t } from '../i18n.ts'
import { Button, Field } from '../ui/controls.tsx'
import type { IconName } from '../ui/icon.tsx'

/** How a form's tries go: whether one is under way, and why the last was refused. */
export interface Tries {
  busy: () => boolean
  run: (act: () => Promise<unknown>) => Promise<void>
  /** The sentence for a field, if the refusal is one of these. */
  at: (codes: readonly string[]) => string | undefined
  /** The refusal, unless a field shows it. */
  except: (codes: readonly string[]) => string | undefined
}

export function tries(): Tries {
  const [busy, setBusy] = createSignal(false)
  const [code, setCode] = createSignal('')
  const run = async (act: () => Promise<unknown>) => {
    setBusy(true)
    setCode('')
    await act().catch((error: unknown) => setCode(codeOf(error)))
    setBusy(false)
  }
  return {
    busy,
    run,
    at: codes => (codes.includes(code()) ? refusal(code()) : undefined),
    except: codes => (codes.includes(code()) ? undefined : code()),
  }
}

/** Leads to the first field that is wrong, where it says why. */
export const toWrong = (form: Element): void => form.querySelector<HTMLElement>('[aria-invalid]')?.focus()

/** One step at the door: a heading, its fields, what was refused, and the button that goes on. */
export const SignForm = (props: {
  title: string
  text?: string
  tries: Tries
  onSubmit: () => Promise<unknown>
  submit: string
  icon?: IconName | undefined
  /** Refusals that stand at a field. */
  atFields?: readonly string[]
  after?: JSX.Element
  children: JSX.Element
}) => (
  <form
    class="form"
    onSubmit={event => {
      event.preventDefault()
      const form = event.currentTarget
      void props.tries.run(props.onSubmit).then(() => toWrong(form))
    }}
  >
    <h1>{props.title}</h1>
    <Show when={props.text}>
      <p class="form-text">{props.text}</p>
    </Show>
    {props.children}
    <FormError code={props.tries.except(props.atFields ?? [])} />
    <Button type="submit" kind="primary" busy={props.tries.busy()} {...(props.icon ? { icon: props.icon } : {})}>
      {props.submit}
    </Button>
    {props.after}
  </form>
)

export const handleOf = (typed: string): string => typed.trim().replace(/^@/, '').toLowerCase()

const AT_NAME = ['name_invalid']
const AT_HANDLE = ['handle_taken', 'handle_invalid']
/** What `NameFields` shows itself. */
export const AT_NAMES: readonly string[] = [...AT_NAME, ...AT_HANDLE]

/** What a new person is called: kept through every try. */
export interface Names {
  name: () => string
  setName: (name: string) => void
  handle: () => string
  setHandle: (handle: string) => void
}

export function names(): Names {
  const [name, setName] = createSignal('')
  const [handle, setHandle] = createSignal('')
  return { name, setName, handle, setHandle }
}

/** The names as the server takes them. */
export const namesOf = (typed: Names) => ({ handle: handleOf(typed.handle()), name: typed.name().trim() })

export const NameFields = (props: { names: Names; tries: Tries }) => (
  <>
    <Field
      label={t('name')}
      value={props.names.name()}
      onInput={props.names.setName}
      name="name"
      autocomplete="name"
      maxlength={NAME_LENGTH_MAX}
      error={props.tries.at(AT_NAME)}
      required
      autofocus
    />
    <Field
      label={t('handle')}
      hint={t('handle.hint')}
      value={props.names.handle()}
      onInput={props.names.setHandle}
      prefix="@"
      name="username"
      autocomplete="username"
      maxlength={HANDLE_LENGTH_MAX + 1}
      error={props.tries.at(AT_HANDLE)}
      required
    />
  </>
)

/** A refusal that belongs to the whole form. */
export const FormError = (props: { code: string | undefined }) => (
  <p class="form-error" role="alert">
    {props.code ? refusal(props.code) : ''}
  </p>
)
