import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { Proof } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { language, t } from '../i18n.ts'
import { Button, Field } from '../ui/controls.tsx'
import { store } from '../ui/state.ts'
import { passkeyProof, passkeysWork } from './passkey.ts'
import { CodeField } from './sign-code.tsx'
import { FormError, toWrong, tries } from './sign-form.tsx'

type Way = 'password' | 'passkey' | 'code'

/** The ways in which this person can show that it is them. */
const waysOf = (): Way[] => {
  const { hasPassword, passkeys, email, phone } = store().me
  return [
    ...(hasPassword ? (['password'] as const) : []),
    ...(passkeys.length > 0 && passkeysWork() ? (['passkey'] as const) : []),
    ...(email || phone ? (['code'] as const) : []),
  ]
}

/** Shows that it is the owner of the account who holds the device, before something that matters. */
export function ProveForm(props: { submit: string; danger?: boolean; onProof: (proof: Proof) => Promise<unknown> }) {
  const ways = waysOf()
  const [way, setWay] = createSignal<Way>(ways[0] ?? 'password')
  const [password, setPassword] = createSignal('')
  const [digits, setDigits] = createSignal('')
  const [sent, setSent] = createSignal('')
  const attempts = tries()
  const address = () => store().me.email ?? store().me.phone ?? ''
  const mustSend = () => way() === 'code' && !sent()

  const send = async () => {
    setSent((await call('POST /identity/codes', { id: uuidv7(), to: address(), language: language() })).id)
  }
  const proof = async (): Promise<Proof> => {
    if (way() === 'password') return { password: password() }
    return way() === 'passkey' ? passkeyProof() : { codeId: sent(), code: digits().trim() }
  }
  return (
    <form
      class="form"
      onSubmit={event => {
        event.preventDefault()
        const form = event.currentTarget
        void attempts.run(async () => (mustSend() ? send() : props.onProof(await proof()))).then(() => toWrong(form))
      }}
    >
      <Switch>
        <Match when={way() === 'password'}>
          <Field
            label={t('prove.password')}
            type="password"
            value={password()}
            onInput={setPassword}
            autocomplete="current-password"
            error={attempts.at(['wrong_credentials']) && t('password.old_wrong')}
            required
          />
        </Match>
        <Match when={way() === 'passkey'}>
          <p class="form-text">{t('prove.passkey')}</p>
        </Match>
        <Match when={!sent()}>
          <p class="form-text">{t('prove.code', { address: address() })}</p>
        </Match>
        <Match when={sent()}>
          <p class="form-text">{t('code.sent_to', { address: address() })}</p>
          <CodeField value={digits()} onInput={setDigits} />
        </Match>
      </Switch>
      <FormError code={attempts.except(['wrong_credentials'])} />
      <Button type="submit" kind={props.danger && !mustSend() ? 'danger' : 'primary'} busy={attempts.busy()}>
        {mustSend() ? t('code.send') : props.submit}
      </Button>
      <For each={ways.filter(other => other !== way())}>
        {other => (
          <Button kind="quiet" onClick={() => setWay(other)}>
            {t(`prove.by.${other}`)}
          </Button>
        )}
      </For>
      <Show when={ways.length === 0}>
        <p class="note center">{t('prove.no_way')}</p>
      </Show>
    </form>
  )
}
