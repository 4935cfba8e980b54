import { createSignal, Show } from 'solid-js'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { language, t } from '../i18n.ts'
import { Button, Field } from '../ui/controls.tsx'
import { sessions } from '../ui/state.ts'
import { deviceName } from './device.ts'
import { passkeysWork, signUpByPasskey } from './passkey.ts'
import { AT_NAMES, handleOf, NameFields, names, namesOf, SignForm, tries } from './sign-form.tsx'

const AT_PASSWORD = ['password_too_weak']
const AT_SIGN_IN = ['wrong_credentials']

/** A new account, by passkey where the browser can, or by password. The id stays the same when a try is repeated. */
export function SignUp() {
  const id = uuidv7()
  const typed = names()
  const attempts = tries()
  const [password, setPassword] = createSignal('')
  const [byPasskey, setByPasskey] = createSignal(passkeysWork())
  const person = () => ({ id, ...namesOf(typed), language: language() })
  const submit = async () => {
    if (byPasskey()) return signUpByPasskey(person())
    const input = { ...person(), password: password(), deviceName: deviceName() }
    await sessions.signedIn(await call('POST /identity/sign-up', input))
  }
  return (
    <SignForm
      title={t('sign_up')}
      tries={attempts}
      onSubmit={submit}
      submit={t(byPasskey() ? 'sign_up.passkey' : 'sign_up.do')}
      icon={byPasskey() ? 'fingerprint' : undefined}
      atFields={[...AT_NAMES, ...AT_PASSWORD]}
      after={
        <Show when={passkeysWork()}>
          <Show when={byPasskey()}>
            <p class="note center">{t('account.passkeys.note')}</p>
          </Show>
          <Button kind="quiet" onClick={() => setByPasskey(!byPasskey())}>
            {t(byPasskey() ? 'sign_up.by_password' : 'sign_up.by_passkey')}
          </Button>
        </Show>
      }
    >
      <NameFields names={typed} tries={attempts} />
      <Show when={!byPasskey()}>
        <Field
          label={t('password')}
          hint={t('password.hint', { min: PASSWORD_LENGTH_MIN })}
          type="password"
          value={password()}
          onInput={setPassword}
          name="password"
          autocomplete="new-password"
          maxlength={PASSWORD_LENGTH_MAX}
          error={attempts.at(AT_PASSWORD)}
          required
        />
      </Show>
    </SignForm>
  )
}

export function SignIn() {
  const attempts = tries()
  const [handle, setHandle] = createSignal('')
  const [password, setPassword] = createSignal('')
  const submit = async () => {
    const input = { handle: handleOf(handle()), password: password(), deviceName: deviceName() }
    await sessions.signedIn(await call('POST /identity/sign-in', input))
  }
  return (
    <SignForm title={t('sign_in')} tries={attempts} onSubmit={submit} submit={t('sign_in')} atFields={AT_SIGN_IN}>
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
        error={attempts.at(AT_SIGN_IN)}
        required
      />
    </SignForm>
  )
}
