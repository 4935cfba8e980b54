import type { ChatEvent } from '@plaza/contract'
import { lazy, Suspense } from 'solid-js'
import { t } from '../i18n.ts'
import { nameOf } from '../ui/names.ts'
import { store } from '../ui/state.ts'
import { MoneyCard, told } from './money-card.tsx'

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
  const { ref, facts } = told<EnvelopeFacts>(props)
  const forOther = () => facts().to !== undefined && facts().to !== store().myId
  const line = () =>
    forOther() ? t('envelope.for', { name: nameOf(facts().to as string) }) : t(`envelope.state.${facts().state}`)
  return (
    <MoneyCard
      kind="envelope"
      icon="mail"
      cover={facts().cover}
      over={facts().state !== 'open'}
      title={facts().wish || t('envelope.wish')}
      line={line()}
      foot={t('envelope.foot')}
      sheet={onClose => (
        <Suspense>
          <EnvelopeDialog id={ref()} facts={facts()} onClose={onClose} />
        </Suspense>
      )}
    />
  )
}
