import type { Mandate } from '@plaza/contract'
import { TRANSFER_DELAYS_H } from '@plaza/contract/limits'
import { createSignal, onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { back } from '../router.ts'
import { Skeleton } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { store } from '../ui/state.ts'
import { tried } from '../screens/open.ts'
import { cardsToPay, leftOf, lookAtFamily } from './family-cards.ts'
import { FamilySource } from './family-source.tsx'
import { Choices, PayForm, type Sum } from './pay-form.tsx'
import { confirmPayment } from './pay-sheet.tsx'
import { inMoney, lookAtWallet, wallet } from './state.ts'

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

/** Money for somebody; amount and note may stand already, as their code says. */
export function TransferForm(props: {
  to: string
  currency: string
  fixed?: string | undefined
  note?: string | undefined
  onSent?: () => void
}) {
  const [delay, setDelay] = createSignal<Delay>(0)
  const [card, setCard] = createSignal<Mandate>()
  const pay = async (sum: Sum & { to: string }, note: { note?: string }) => {
    const family = card()
    const what = {
      ...sum,
      ...(delay() ? { delayHours: delay() } : {}),
      ...(family ? { mandate: family.id } : {}),
    }
    const proof = await confirmPayment({
      command: { do: 'transfer', ...what },
      to: t('pay.to', { name: nameOf(props.to) }),
      ...(family ? { from: fromCard(family) } : {}),
    })
    if (!proof) return
    await call('POST /wallet/transfers', { ...what, ...note, proof })
    ;(props.onSent ?? back)()
  }
  return (
    <PayForm
      to={props.to}
      title={t('transfer.to', { name: nameOf(props.to) })}
      currency={props.currency}
      fixed={props.fixed}
      note={props.note}
      go={t('transfer.go')}
      onSubmit={pay}
    >
      {change => (
        <>
          <FamilySource
            cards={cardsToPay(props.to)}
            chosen={card()}
            onChoose={chosen => change(() => setCard(() => chosen))}
          />
          <Choices
            title={t('transfer.delay')}
            note={delay() > 0 ? t('transfer.delay.note') : undefined}
            choices={TRANSFER_DELAYS_H.map(value => ({ value, title: t(`transfer.delay.${value}`) }))}
            chosen={delay()}
            onChoose={hours => change(() => setDelay(hours))}
          />
        </>
      )}
    </PayForm>
  )
}

const fromCard = (card: Mandate): string =>
  t('pay.from_card', { name: nameOf(card.from), left: inMoney(leftOf(card), card.currency) })
