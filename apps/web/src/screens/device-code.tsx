import type { Api } from '@plaza/contract'
import { createSignal, onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { clockTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { back, replaceTop } from '../router.ts'
import { Button, Field } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { toast } from '../ui/toast.tsx'
import { tried } from './open.ts'
import { FormError, tries } from './sign-form.tsx'
import '../styles/codes.css'

type Asking = Api['POST /identity/device-codes/see']['reply']

/** A machine without a browser shows a short code: typed here it says what asks, and is let in or not. */
export function DeviceCode(props: { code?: string }) {
  const [asking, setAsking] = createSignal<Asking>()
  return (
    <Page title={t('device.title')}>
      <Show when={asking()} fallback={<TypeCode code={props.code} onFound={setAsking} />}>
        {found => <Decide asking={found()} />}
      </Show>
    </Page>
  )
}

/** The field for the code; one that came with the address is looked at without a word. */
function TypeCode(props: { code: string | undefined; onFound: (asking: Asking) => void }) {
  const [code, setCode] = createSignal(props.code ?? '')
  const attempts = tries()
  const look = () =>
    attempts.run(async () => props.onFound(await call('POST /identity/device-codes/see', { code: code() })))
  onMount(() => props.code && void look())
  return (
    <form
      class="form device-form"
      onSubmit={event => {
        event.preventDefault()
        void look()
      }}
    >
      <p class="form-text">{t('device.text')}</p>
      <Field
        label={t('device.code')}
        hint={t('device.code.hint')}
        value={code()}
        onInput={setCode}
        maxlength={20}
        autocomplete="one-time-code"
        required
        autofocus
      />
      <FormError code={attempts.except([])} />
      <Button type="submit" kind="primary" busy={attempts.busy()}>
        {t('device.look')}
      </Button>
    </form>
  )
}

/** What asks, from where and since when; and a yes or a no. */
function Decide(props: { asking: Asking }) {
  const [busy, setBusy] = createSignal(false)
  const answer = async (approve: boolean) => {
    setBusy(true)
    const ok = await tried(() => call('POST /identity/device-codes/:id/answer', { id: props.asking.id, approve }))
    setBusy(false)
    if (!ok) return
    toast(t(approve ? 'device.approved' : 'link.refused'))
    if (approve) replaceTop('/me/settings/devices')
    else back()
  }
  return (
    <div class="ask">
      <span class="empty-icon">
        <Icon name="laptop" />
      </span>
      <h2>{t('link.ask', { device: props.asking.deviceName })}</h2>
      <p>
        {t('device.asks', {
          time: clockTime(props.asking.createdAt, language()),
          address: props.asking.address,
        })}
      </p>
      <p>{t('device.warning')}</p>
      <Button kind="primary" icon="check" busy={busy()} onClick={() => void answer(true)}>
        {t('link.approve')}
      </Button>
      <Button busy={busy()} onClick={() => void answer(false)}>
        {t('link.refuse')}
      </Button>
    </div>
  )
}
