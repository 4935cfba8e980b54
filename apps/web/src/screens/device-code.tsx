import type { Api } from '@plaza/contract'
import { createSignal, onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { clockTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { Button, Field } from '../ui/controls.tsx'
import { Page } from '../ui/page.tsx'
import { LetIn } from './let-in.tsx'
import { FormError, tries } from './sign-form.tsx'

type Asking = Api['POST /identity/device-codes/see']['reply']

/** A machine without a browser shows a short code: typed here it says what asks, and is let in or not. */
export function DeviceCode(props: { code?: string }) {
  const [asking, setAsking] = createSignal<Asking>()
  return (
    <Page title={t('device.title')}>
      <Show when={asking()} fallback={<TypeCode code={props.code} onFound={setAsking} />}>
        {found => (
          <LetIn
            device={found().deviceName}
            approved={t('device.approved')}
            answer={approve => call('POST /identity/device-codes/:id/answer', { id: found().id, approve })}
          >
            <p>{t('device.asks', { time: clockTime(found().createdAt, language()), address: found().address })}</p>
            <p>{t('device.warning')}</p>
          </LetIn>
        )}
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
