import type { CardBody, ChatEvent, Split } from '@plaza/contract'
import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { listOf, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { MoneyFace } from './money-card.tsx'
import { calledHere } from './split-people.tsx'
import { SplitSheet } from './split-sheet.tsx'
import '../styles/asks.css'

/** Says in the group who had not paid when they were reminded, and leads to the bill as it stands now. */
export default function SplitReminderCard(props: { event: ChatEvent }) {
  const [split, setSplit] = createSignal<Split>()
  const body = () => props.event.b as CardBody
  const people = () => (body().facts as unknown as { people: string[] }).people
  const look = () => tried(async () => setSplit(await call('GET /wallet/splits/:id', { id: body().ref })))
  return (
    <>
      <MoneyFace
        kind="split"
        icon="clock"
        over={false}
        title={t('split.reminder')}
        line={t('split.reminder.who', { names: listOf(people().map(calledHere)) })}
        foot={t('split.foot')}
        onClick={() => void look()}
      />
      <Show when={split()}>
        {now => (
          <SplitSheet id={now().id} facts={now()} onChange={() => void look()} onClose={() => setSplit(undefined)} />
        )}
      </Show>
    </>
  )
}
