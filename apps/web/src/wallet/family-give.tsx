import { PAYMENT_NOTE_LENGTH_MAX } from '@plaza/contract/limits'
import { createMemo, createSignal, For, onMount, Show, type JSX } from 'solid-js'
import { call } from '../engine/api.ts'
import { inOrder } from '../engine/alphabet.ts'
import { uuidv7 } from '../engine/ids.ts'
import { minorOf, placesOf } from '../engine/money.ts'
import { t } from '../i18n.ts'
import { back } from '../router.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button, Empty, Field, Skeleton } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { PersonRow } from '../ui/people.tsx'
import { store, watch } from '../ui/state.ts'
import { tried } from '../screens/open.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { AmountField } from './amount-field.tsx'
import { lookAtFamily } from './family-cards.ts'
import { confirmPayment } from './pay-sheet.tsx'
import { lookAtWallet, wallet } from './state.ts'
import '../styles/wallet.css'
import '../styles/asks.css'

/** Gives a family card to the other person of a conversation. */
export const FamilyHere = (props: { id: string }) => <FamilyGive to={store().rows.get(props.id)?.peer} />

/** Gives a family card to a friend who is chosen first. */
export function FamilyNew() {
  const [to, setTo] = createSignal<string>()
  return <FamilyGive to={to()} choose={<Friends onPick={setTo} />} />
}

function FamilyGive(props: { to: string | undefined; choose?: JSX.Element }) {
  onMount(() => void tried(lookAtWallet))
  return (
    <Page title={t('family.give')}>
      <Show when={props.to} fallback={props.choose}>
        {person => (
          <Show when={wallet()} fallback={<Skeleton rows={3} />}>
            {mine => <FamilyForm to={person()} currency={mine().currency} />}
          </Show>
        )}
      </Show>
    </Page>
  )
}

function Friends(props: { onPick: (person: string) => void }) {
  const friends = createMemo(() => {
    watch('contacts')
    const list = [...store().contacts.values()].filter(
      ({ friend, blocked, person }) => friend && !blocked && ['citizen', 'operator'].includes(person.kind),
    )
    return inOrder(list, contact => nameOf(contact.person.id)).map(contact => contact.person)
  })
  return (
    <Show when={friends().length > 0} fallback={<Empty icon="contacts" title={t('family.nobody')} />}>
      <section class="group">
        <h2>{t('family.pick')}</h2>
        <div class="group-box" role="list">
          <For each={friends()}>
            {person => (
              <PersonRow person={person.id} note={`@${person.handle}`} onClick={() => props.onPick(person.id)} />
            )}
          </For>
        </div>
      </section>
    </Show>
  )
}

function FamilyForm(props: { to: string; currency: string }) {
  const [typed, setTyped] = createSignal('')
  const [note, setNote] = createSignal('')
  const [wrong, setWrong] = createSignal(false)
  const attempts = tries()
  let id = uuidv7()
  const give = async () => {
    const { to, currency } = props
    const amount = minorOf(typed(), placesOf(currency))
    setWrong(amount === undefined)
    if (amount === undefined) return
    const what = { id, to, amount, currency }
    const proof = await confirmPayment({
      command: { do: 'family', ...what },
      to: t('family.confirm', { name: nameOf(to) }),
    })
    if (!proof) return
    await call('POST /wallet/family', { ...what, ...(note().trim() ? { note: note().trim() } : {}), proof })
    await tried(lookAtFamily)
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
        void attempts.run(give)
      }}
    >
      <div class="pay-who">
        <Avatar person={props.to} size="l" />
        <b>{t('family.to', { name: nameOf(props.to) })}</b>
      </div>
      <AmountField
        label={t('family.limit')}
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
      <p class="note center">{t('family.text', { name: nameOf(props.to) })}</p>
      <FormError code={attempts.except([])} />
      <Button type="submit" kind="primary" busy={attempts.busy()}>
        {t('family.go')}
      </Button>
    </form>
  )
}
