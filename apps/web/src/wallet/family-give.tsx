import { createMemo, createSignal, For, onMount, Show, type JSX } from 'solid-js'
import { call } from '../engine/api.ts'
import { inOrder } from '../engine/alphabet.ts'
import { t } from '../i18n.ts'
import { back } from '../router.ts'
import { Empty, Skeleton } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { PersonRow } from '../ui/people.tsx'
import { store, watch } from '../ui/state.ts'
import { tried } from '../screens/open.ts'
import { lookAtFamily } from './family-cards.ts'
import { PayForm, type Sum } from './pay-form.tsx'
import { confirmPayment } from './pay-sheet.tsx'
import { lookAtWallet, wallet } from './state.ts'
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
  const give = async (what: Sum & { to: string }, note: { note?: string }) => {
    const proof = await confirmPayment({
      command: { do: 'family', ...what },
      to: t('family.confirm', { name: nameOf(props.to) }),
    })
    if (!proof) return
    await call('POST /wallet/family', { ...what, ...note, proof })
    await tried(lookAtFamily)
    back()
  }
  return (
    <PayForm
      to={props.to}
      title={t('family.to', { name: nameOf(props.to) })}
      currency={props.currency}
      label={t('family.limit')}
      go={t('family.go')}
      onSubmit={give}
    >
      {() => <p class="note center">{t('family.text', { name: nameOf(props.to) })}</p>}
    </PayForm>
  )
}
