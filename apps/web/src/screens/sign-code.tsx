import { createSignal, Match, Switch } from 'solid-js'
import { CODE_DIGITS } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { language, t } from '../i18n.ts'
import { Button, Field } from '../ui/controls.tsx'
import { sessions } from '../ui/state.ts'
import { deviceName } from './device.ts'
import { AT_NAMES, NameFields, names, namesOf, SignForm, tries } from './sign-form.tsx'

const AT_CODE = ['code_wrong', 'code_expired', 'bad_input']

/** An address as the server wants it: e-mail as it is, phone numbers without spaces. */
export const addressOf = (typed: string): string => (typed.includes('@') ? typed.trim() : typed.replace(/[\s()-]/g, ''))

/** A one-time code to an address: signs in, or leads a new person to a name. */
export function CodeSignIn() {
  const [step, setStep] = createSignal<'address' | 'code' | 'person'>('address')
  const [address, setAddress] = createSignal('')
  const [digits, setDigits] = createSignal('')
  const typed = names()
  const attempts = tries()
  const personId = uuidv7()
  let codeId = uuidv7()

  const send = async () => {
    codeId = uuidv7()
    await call('POST /identity/codes', { id: codeId, to: addressOf(address()), language: language() })
    setStep('code')
  }
  const use = async () => {
    const person = { id: personId, ...namesOf(typed), language: language() }
    const input = { id: codeId, code: digits().trim(), deviceName: deviceName() }
    const reply = await call('POST /identity/codes/:id/use', step() === 'person' ? { ...input, person } : input)
    if ('needsPerson' in reply) setStep('person')
    else await sessions.signedIn(reply)
  }
  return (
    <Switch>
      <Match when={step() === 'address'}>
        <SignForm
          title={t('sign_in.code')}
          text={t('code.address.text')}
          tries={attempts}
          onSubmit={send}
          submit={t('code.send')}
        >
          <Field
            label={t('code.address')}
            value={address()}
            onInput={setAddress}
            name="address"
            autocomplete="email"
            required
            autofocus
          />
        </SignForm>
      </Match>
      <Match when={step() === 'code'}>
        <SignForm
          title={t('code.enter')}
          text={t('code.sent_to', { address: address() })}
          tries={attempts}
          onSubmit={use}
          submit={t('continue')}
          atFields={AT_CODE}
          after={
            <Button kind="quiet" onClick={() => setStep('address')}>
              {t('code.again')}
            </Button>
          }
        >
          <CodeField value={digits()} onInput={setDigits} error={attempts.at(AT_CODE)} />
        </SignForm>
      </Match>
      <Match when={step() === 'person'}>
        <SignForm
          title={t('code.person')}
          text={t('code.person.text')}
          tries={attempts}
          onSubmit={use}
          submit={t('sign_up.do')}
          atFields={AT_NAMES}
        >
          <NameFields names={typed} tries={attempts} />
        </SignForm>
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
