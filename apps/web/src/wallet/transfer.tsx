import type { Mandate } from '@plaza/contract'
import { PAYMENT_NOTE_LENGTH_MAX, TRANSFER_DELAYS_H } from '@plaza/contract/limits'
import { createSignal, For, onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { minorOf, placesOf } from '../engine/money.ts'
import { t } from '../i18n.ts'
import { back } from '../router.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button, Field, Group, Skeleton } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { store } from '../ui/state.ts'
import { tried } from '../screens/open.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { AmountField } from './amount-field.tsx'
import { cardsToPay, leftOf, lookAtFamily } from './family-cards.ts'
import { FamilySource } from './family-source.tsx'
import { confirmPayment } from './pay-sheet.tsx'
import { inMoney, lookAtWallet, wallet } from './state.ts'
import '../styles/wallet.css'

type Delay = (typeof TRANSFER_DELAYS_H)[number]

/** Sends money to the other person of a conversation. */
export function TransferPage(props: { id: string }) {
  const peer = () => store().rows.get(props.id)?.peer
  onMount(() => void tried(() => Promise.all([lookAtWallet(), lookAtFamily()])))
  return (
    <Page title={t('transfer.title')}>
      <Show when={wallet() && peer()} fallback={<Skeleton rows={3} />}>
        {person => <TransferForm to={person()} currency={wallet()!.currency} />}
      </Show>
    </Page>
  )
}

function TransferForm(props: { to: string; currency: string }) {
  const [typed, setTyped] = createSignal('')
  const [note, setNote] = createSignal('')
  const [delay, setDelay] = createSignal<Delay>(0)
  const [card, setCard] = createSignal<Mandate>()
  const [wrong, setWrong] = createSignal(false)
  const attempts = tries()
  // One id for every try, so that none of them is paid twice.
  let id = uuidv7()
  const pay = async () => {
    const amount = minorOf(typed(), placesOf(props.currency))
    setWrong(amount === undefined)
    if (amount === undefined) return
    const family = card()
    const what = {
      id,
      to: props.to,
      amount,
      currency: props.currency,
      ...(delay() ? { delayHours: delay() } : {}),
      ...(family ? { mandate: family.id } : {}),
    }
    const proof = await confirmPayment({
      command: { do: 'transfer', ...what },
      to: t('pay.to', { name: nameOf(props.to) }),
      ...(family ? { from: fromCard(family) } : {}),
    })
    if (!proof) return
    await call('POST /wallet/transfers', { ...what, ...(note().trim() ? { note: note().trim() } : {}), proof })
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
        void attempts.run(pay)
      }}
    >
      <div class="pay-who">
        <Avatar person={props.to} size="l" />
        <b>{t('transfer.to', { name: nameOf(props.to) })}</b>
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
      <FamilySource
        cards={cardsToPay(props.to)}
        chosen={card()?.id}
        onChoose={chosen => change(() => setCard(() => chosen))}
      />
      <Group title={t('transfer.delay')} {...(delay() > 0 ? { note: t('transfer.delay.note') } : {})}>
        <For each={TRANSFER_DELAYS_H}>
          {hours => (
            <label class="cell choice">
              <span class="cell-text">
                <span class="cell-title">{t(`transfer.delay.${hours}`)}</span>
              </span>
              <input
                type="radio"
                name="delay"
                checked={delay() === hours}
                onChange={() => change(() => setDelay(hours))}
              />
            </label>
          )}
        </For>
      </Group>
      <FormError code={attempts.except([])} />
      <Button type="submit" kind="primary" busy={attempts.busy()}>
        {t('transfer.go')}
      </Button>
    </form>
  )
}

const fromCard = (card: Mandate): string =>
  t('pay.from_card', { name: nameOf(card.from), left: inMoney(leftOf(card), card.currency) })
