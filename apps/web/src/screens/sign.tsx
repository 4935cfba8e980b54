import { createSignal } from 'solid-js'
import { HANDLE_LENGTH_MAX, NAME_LENGTH_MAX, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@plaza/contract/limits'
import { call, codeOf } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { language, refusal, t } from '../i18n.ts'
import { Button, Field } from '../ui/controls.tsx'
import { sessions } from '../ui/state.ts'
import { deviceName } from './device.ts'

export const handleOf = (typed: string): string => typed.trim().replace(/^@/, '').toLowerCase()

/** A new account with a handle and a password. The id stays the same when the button is pressed again. */
export function SignUp() {
  const id = uuidv7()
  const [name, setName] = createSignal('')
  const [handle, setHandle] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [code, setCode] = createSignal('')
  const errorAt = (...codes: string[]) => (codes.includes(code()) ? refusal(code()) : undefined)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setBusy(true)
    setCode('')
    try {
      const input = {
        id,
        handle: handleOf(handle()),
        name: name().trim(),
        password: password(),
        language: language(),
        deviceName: deviceName(),
      }
      await sessions.signedIn(await call('POST /identity/sign-up', input))
    } catch (error) {
      setCode(codeOf(error))
    }
    setBusy(false)
  }
  const elsewhere = () =>
    errorAt('name_invalid', 'handle_taken', 'handle_invalid', 'password_too_weak') ? undefined : code()
  return (
    <form class="form" onSubmit={event => void submit(event)}>
      <h1>{t('sign_up')}</h1>
      <Field
        label={t('name')}
        value={name()}
        onInput={setName}
        name="name"
        autocomplete="name"
        maxlength={NAME_LENGTH_MAX}
        error={errorAt('name_invalid')}
        required
        autofocus
      />
      <Field
        label={t('handle')}
        hint={t('handle.hint')}
        value={handle()}
        onInput={setHandle}
        prefix="@"
        name="username"
        autocomplete="username"
        maxlength={HANDLE_LENGTH_MAX + 1}
        error={errorAt('handle_taken', 'handle_invalid')}
        required
      />
      <Field
        label={t('password')}
        hint={t('password.hint', { min: PASSWORD_LENGTH_MIN })}
        type="password"
        value={password()}
        onInput={setPassword}
        name="password"
        autocomplete="new-password"
        maxlength={PASSWORD_LENGTH_MAX}
        error={errorAt('password_too_weak')}
        required
      />
      <FormError code={elsewhere()} />
      <Button type="submit" kind="primary" busy={busy()}>
        {t('sign_up.do')}
      </Button>
    </form>
  )
}

export function SignIn() {
  const [handle, setHandle] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [code, setCode] = createSignal('')
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setBusy(true)
    setCode('')
    try {
      await sessions.signedIn(
        await call('POST /identity/sign-in', {
          handle: handleOf(handle()),
          password: password(),
          deviceName: deviceName(),
        }),
      )
    } catch (error) {
      setCode(codeOf(error))
    }
    setBusy(false)
  }
  return (
    <form class="form" onSubmit={event => void submit(event)}>
      <h1>{t('sign_in')}</h1>
      <Field
        label={t('handle')}
        value={handle()}
        onInput={setHandle}
        prefix="@"
        name="username"
        autocomplete="username"
        required
        autofocus
      />
      <Field
        label={t('password')}
        type="password"
        value={password()}
        onInput={setPassword}
        name="password"
        autocomplete="current-password"
        required
      />
      <FormError code={code()} />
      <Button type="submit" kind="primary" busy={busy()}>
        {t('sign_in')}
      </Button>
    </form>
  )
}

/** A refusal that belongs to the whole form. */
export const FormError = (props: { code: string | undefined }) => (
  <p class="form-error" role="alert">
    {props.code ? refusal(props.code) : ''}
  </p>
)
