import { createSignal, Match, Switch } from 'solid-js'
import { CODE_DIGITS, HANDLE_LENGTH_MAX, NAME_LENGTH_MAX } from '@plaza/contract/limits'
import { call, codeOf } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { language, refusal, t } from '../i18n.ts'
import { Button, Field } from '../ui/controls.tsx'
import { sessions } from '../ui/state.ts'
import { deviceName } from './device.ts'
import { FormError, handleOf } from './sign.tsx'

/** An address as the server wants it: e-mail as it is, phone numbers without spaces. */
export const addressOf = (typed: string): string => (typed.includes('@') ? typed.trim() : typed.replace(/[\s()-]/g, ''))

/** A one-time code to an address: signs in, or leads a new person to a name. */
export function CodeSignIn() {
  const [step, setStep] = createSignal<'address' | 'code' | 'person'>('address')
  const [address, setAddress] = createSignal('')
  const [digits, setDigits] = createSignal('')
  const [name, setName] = createSignal('')
  const [handle, setHandle] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [code, setCode] = createSignal('')
  const personId = uuidv7()
  let codeId = uuidv7()

  const run = async (event: SubmitEvent, act: () => Promise<void>) => {
    event.preventDefault()
    setBusy(true)
    setCode('')
    await act().catch((error: unknown) => setCode(codeOf(error)))
    setBusy(false)
  }
  const send = async () => {
    codeId = uuidv7()
    await call('POST /identity/codes', { id: codeId, to: addressOf(address()), language: language() })
    setStep('code')
  }
  const use = async () => {
    const person = { id: personId, handle: handleOf(handle()), name: name().trim(), language: language() }
    const input = { id: codeId, code: digits().trim(), deviceName: deviceName() }
    const reply = await call('POST /identity/codes/:id/use', step() === 'person' ? { ...input, person } : input)
    if ('needsPerson' in reply) setStep('person')
    else await sessions.signedIn(reply)
  }
  const errorAt = (...codes: string[]) => (codes.includes(code()) ? refusal(code()) : undefined)
  return (
    <Switch>
      <Match when={step() === 'address'}>
        <form class="form" onSubmit={event => void run(event, send)}>
          <h1>{t('sign_in.code')}</h1>
          <p class="form-text">{t('code.address.text')}</p>
          <Field
            label={t('code.address')}
            value={address()}
            onInput={setAddress}
            name="address"
            autocomplete="email"
            required
            autofocus
          />
          <FormError code={code()} />
          <Button type="submit" kind="primary" busy={busy()}>
            {t('code.send')}
          </Button>
        </form>
      </Match>
      <Match when={step() === 'code'}>
        <form class="form" onSubmit={event => void run(event, use)}>
          <h1>{t('code.enter')}</h1>
          <p class="form-text">{t('code.sent_to', { address: address() })}</p>
          <CodeField value={digits()} onInput={setDigits} error={errorAt('code_wrong', 'code_expired', 'bad_input')} />
          <FormError code={errorAt('code_wrong', 'code_expired', 'bad_input') ? undefined : code()} />
          <Button type="submit" kind="primary" busy={busy()}>
            {t('continue')}
          </Button>
          <Button kind="quiet" onClick={() => setStep('address')}>
            {t('code.again')}
          </Button>
        </form>
      </Match>
      <Match when={step() === 'person'}>
        <form class="form" onSubmit={event => void run(event, use)}>
          <h1>{t('code.person')}</h1>
          <p class="form-text">{t('code.person.text')}</p>
          <Field
            label={t('name')}
            value={name()}
            onInput={setName}
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
            autocomplete="username"
            maxlength={HANDLE_LENGTH_MAX + 1}
            error={errorAt('handle_taken', 'handle_invalid')}
            required
          />
          <FormError code={errorAt('name_invalid', 'handle_taken', 'handle_invalid') ? undefined : code()} />
          <Button type="submit" kind="primary" busy={busy()}>
            {t('sign_up.do')}
          </Button>
        </form>
      </Match>
    </Switch>
  )
}

export const CodeField = (props: { value: string; onInput: (value: string) => void; error?: string | undefined }) => (
  <div class="code-field">
    <Field
      label={t('code.digits', { count: CODE_DIGITS })}
      value={props.value}
      onInput={props.onInput}
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength={CODE_DIGITS}
      error={props.error}
      required
      autofocus
    />
  </div>
)
