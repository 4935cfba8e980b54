import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { Proof } from '@plaza/contract'
import { ACCOUNT_REOPEN_MS } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { Button, Cell, Field, Group } from '../ui/controls.tsx'
import { Page } from '../ui/page.tsx'
import { confirm } from '../ui/sheet.tsx'
import { sessions, store } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { passkeyProof, passkeysWork } from './passkey.ts'
import { CodeField } from './sign-code.tsx'
import { FormError, tries } from './sign-form.tsx'

const DAYS = ACCOUNT_REOPEN_MS / 86_400_000

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

/** What closing the account means, and the closing, by whoever shows once more that the account is theirs. */
export function CloseAccount() {
  return (
    <Page title={t('close.title')}>
      <Group title={t('close.what')}>
        <Cell icon="laptop" tint="#1667c0" title={t('close.devices')} note={t('close.devices.note')} />
        <Cell icon="hide" tint="#56605b" title={t('close.profile')} note={t('close.profile.note')} />
        <Cell icon="contacts" tint="#07803f" title={t('close.friends')} note={t('close.friends.note')} />
        <Cell icon="chats" tint="#07803f" title={t('close.messages')} note={t('close.messages.note')} />
        <Cell
          icon="undo"
          tint="#6b4fd3"
          title={t('close.back', { days: DAYS })}
          note={t('close.back.note', { days: DAYS })}
        />
      </Group>
      <ProofForm />
    </Page>
  )
}

function ProofForm() {
  const ways = waysOf()
  const [way, setWay] = createSignal<Way>(ways[0] ?? 'password')
  const [password, setPassword] = createSignal('')
  const [digits, setDigits] = createSignal('')
  const [sent, setSent] = createSignal('')
  const attempts = tries()
  const address = () => store().me.email ?? store().me.phone ?? ''

  const send = async () => {
    setSent((await call('POST /identity/codes', { id: uuidv7(), to: address(), language: language() })).id)
  }
  const proof = async (): Promise<Proof> => {
    if (way() === 'password') return { password: password() }
    return way() === 'passkey' ? passkeyProof() : { codeId: sent(), code: digits().trim() }
  }
  const close = async () => {
    if (way() === 'code' && !sent()) return send()
    const sure = { title: t('close.sure'), text: t('close.sure.text', { days: DAYS }), ok: t('close.do'), danger: true }
    if (!(await confirm(sure))) return
    const { reopenUntil } = await call('POST /identity/close', { proof: await proof() })
    await sessions.signOut()
    toast(t('close.done', { date: fullTime(reopenUntil, language()) }))
  }
  return (
    <form
      class="form big-action"
      onSubmit={event => {
        event.preventDefault()
        void attempts.run(close)
      }}
    >
      <Switch>
        <Match when={way() === 'password'}>
          <Field
            label={t('close.password')}
            type="password"
            value={password()}
            onInput={setPassword}
            autocomplete="current-password"
            error={attempts.at(['wrong_credentials']) && t('password.old_wrong')}
            required
          />
        </Match>
        <Match when={way() === 'passkey'}>
          <p class="form-text">{t('close.passkey')}</p>
        </Match>
        <Match when={!sent()}>
          <p class="form-text">{t('close.code', { address: address() })}</p>
        </Match>
        <Match when={sent()}>
          <p class="form-text">{t('code.sent_to', { address: address() })}</p>
          <CodeField value={digits()} onInput={setDigits} />
        </Match>
      </Switch>
      <FormError code={attempts.except(['wrong_credentials'])} />
      <Button type="submit" kind={way() === 'code' && !sent() ? 'primary' : 'danger'} busy={attempts.busy()}>
        {t(way() === 'code' && !sent() ? 'code.send' : 'close.do')}
      </Button>
      <For each={ways.filter(other => other !== way())}>
        {other => (
          <Button kind="quiet" onClick={() => setWay(other)}>
            {t(`close.by.${other}`)}
          </Button>
        )}
      </For>
      <Show when={ways.length === 0}>
        <p class="note center">{t('close.no_way')}</p>
      </Show>
    </form>
  )
}
