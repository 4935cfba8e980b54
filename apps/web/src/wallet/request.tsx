import { PAYMENT_NOTE_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { minorOf, placesOf } from '../engine/money.ts'
import { t } from '../i18n.ts'
import { back } from '../router.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button, Field, Skeleton } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { store } from '../ui/state.ts'
import { tried } from '../screens/open.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { AmountField } from './amount-field.tsx'
import { lookAtWallet, wallet } from './state.ts'
import '../styles/wallet.css'

/** Asks the other person of a conversation for money. */
export function RequestPage(props: { id: string }) {
  const peer = () => store().rows.get(props.id)?.peer
  onMount(() => void tried(lookAtWallet))
  return (
    <Page title={t('request.title')}>
      <Show when={wallet() && peer()} fallback={<Skeleton rows={3} />}>
        {person => <RequestForm to={person()} currency={wallet()!.currency} />}
      </Show>
    </Page>
  )
}

function RequestForm(props: { to: string; currency: string }) {
  const [typed, setTyped] = createSignal('')
  const [note, setNote] = createSignal('')
  const [wrong, setWrong] = createSignal(false)
  const attempts = tries()
  // One id for every try, so that nobody is asked twice.
  let id = uuidv7()
  const ask = async () => {
    const { to, currency } = props
    const amount = minorOf(typed(), placesOf(currency))
    setWrong(amount === undefined)
    if (amount === undefined) return
    await call('POST /wallet/requests', { id, to, amount, currency, ...(note().trim() ? { note: note().trim() } : {}) })
    back()
  }
  const change = (set: () => void) => {
    id = uuidv7()
    setWrong(false)
    set()
  }
  return (
    <form
      class="form pay-form"
      onSubmit={event => {
        event.preventDefault()
        void attempts.run(ask)
      }}
    >
      <div class="pay-who">
        <Avatar person={props.to} size="l" />
        <b>{t('request.to', { name: nameOf(props.to) })}</b>
      </div>
      <AmountField
        label={t('amount.label')}
        value={typed()}
        currency={props.currency}
        wrong={wrong()}
        onInput={value => change(() => setTyped(value))}
      />
      <Field
        label={t('note.label')}
        value={note()}
        maxlength={PAYMENT_NOTE_LENGTH_MAX}
        onInput={value => change(() => setNote(value))}
      />
      <FormError code={attempts.except([])} />
      <Button type="submit" kind="primary" busy={attempts.busy()}>
        {t('request.go')}
      </Button>
    </form>
  )
}
