import type { CardBody, ChatEvent } from '@plaza/contract'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { t } from '../i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { nameOf } from '../ui/names.ts'
import { store } from '../ui/state.ts'
import '../styles/money-cards.css'
import '../styles/wallet.css'

const EnvelopeDialog = lazy(() => import('./envelope-dialog.tsx'))

/** What a card of an envelope tells; how much is in it is not among it. */
export interface EnvelopeFacts {
  readonly state: 'open' | 'empty' | 'returned'
  readonly kind: 'one' | 'equal' | 'lucky'
  readonly wish: string
  readonly cover: string
  readonly count: number
  readonly from: string
  readonly to?: string
}

/** A red envelope in the conversation. */
export default function EnvelopeCard(props: { event: ChatEvent }) {
  const [open, setOpen] = createSignal(false)
  const facts = () => (props.event.b as CardBody).facts as unknown as EnvelopeFacts
  const forOther = () => facts().to !== undefined && facts().to !== store().myId
  const line = () =>
    forOther() ? t('envelope.for', { name: nameOf(facts().to as string) }) : t(`envelope.state.${facts().state}`)
  return (
    <>
      <button
        type="button"
        class="money-card envelope"
        data-cover={facts().cover}
        classList={{ over: facts().state !== 'open' }}
        onClick={() => setOpen(true)}
      >
        <span class="money-card-body">
          <Icon name="mail" />
          <span>
            <b>{facts().wish || t('envelope.wish')}</b>
            <span>{line()}</span>
          </span>
        </span>
        <span class="money-card-foot">{t('envelope.foot')}</span>
      </button>
      <Show when={open()}>
        <Suspense>
          <EnvelopeDialog id={(props.event.b as CardBody).ref} facts={facts()} onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </>
  )
}
