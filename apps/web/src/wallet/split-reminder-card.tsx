import type { CardBody, ChatEvent, Split } from '@plaza/contract'
import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { listOf, t } from '../i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { tried } from '../screens/open.ts'
import { calledHere } from './split-people.tsx'
import { SplitSheet } from './split-sheet.tsx'
import '../styles/money-cards.css'
import '../styles/wallet.css'
import '../styles/asks.css'

/** Says in the group who had not paid when they were reminded, and leads to the bill as it stands now. */
export default function SplitReminderCard(props: { event: ChatEvent }) {
  const [split, setSplit] = createSignal<Split>()
  const body = () => props.event.b as CardBody
  const people = () => (body().facts as unknown as { people: string[] }).people
  const look = () => tried(async () => setSplit(await call('GET /wallet/splits/:id', { id: body().ref })))
  return (
    <>
      <button type="button" class="money-card split" onClick={() => void look()}>
        <span class="money-card-body">
          <Icon name="clock" />
          <span>
            <b>{t('split.reminder')}</b>
            <span>{t('split.reminder.who', { names: listOf(people().map(calledHere)) })}</span>
          </span>
        </span>
        <span class="money-card-foot">{t('split.foot')}</span>
      </button>
      <Show when={split()}>
        {now => (
          <SplitSheet id={now().id} facts={now()} onChange={() => void look()} onClose={() => setSplit(undefined)} />
        )}
      </Show>
    </>
  )
}
