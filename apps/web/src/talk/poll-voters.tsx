import type { PersonCard, PollBody } from '@plaza/contract'
import { createSignal, For, onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { openPerson, tried } from '../screens/open.ts'
import { Button } from '../ui/controls.tsx'
import { PersonRow } from '../ui/people.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { store } from '../ui/state.ts'
import '../styles/polls.css'

interface Of {
  c: string
  q: number
  body: PollBody
  onDone: () => void
}

/** Who voted for what, answer by answer. */
export const PollVoters = (props: Of) => (
  <Sheet title={t('poll.who')} onClose={() => props.onDone()}>
    <div class="poll-voters">
      <For each={props.body.options}>
        {(option, i) => (
          <Show when={option.votes > 0}>
            <h3 dir="auto">{t('poll.option', { text: option.text, count: option.votes })}</h3>
            <Voters c={props.c} q={props.q} option={i()} />
          </Show>
        )}
      </For>
    </div>
  </Sheet>
)

function Voters(props: { c: string; q: number; option: number }) {
  const [people, setPeople] = createSignal<readonly PersonCard[]>([])
  const [more, setMore] = createSignal(false)
  const [busy, setBusy] = createSignal(true)
  let box!: HTMLDivElement
  const next = async () => {
    setBusy(true)
    await tried(async () => {
      const after = people().at(-1)?.id
      const { c: id, q, option } = props
      const wish = { id, q, option, ...(after === undefined ? {} : { after }) }
      const page = await call('GET /chats/:id/polls/:q/voters', wish)
      for (const card of page.people) store().setPerson(card)
      setPeople([...people(), ...page.people])
      setMore(page.more)
    })
    setBusy(false)
  }
  onMount(() => void next())
  const open = (id: string) => {
    closestDialog(box)?.close()
    openPerson(id)
  }
  return (
    <div class="list" role="list" ref={box} aria-busy={busy()}>
      <Show when={busy() && people().length === 0}>
        <i class="spinner" />
      </Show>
      <For each={people()}>
        {card => (
          <PersonRow
            person={card.id}
            {...(card.id === store().myId ? { name: t('you') } : {})}
            onClick={() => open(card.id)}
          />
        )}
      </For>
      <Show when={more()}>
        <Button small busy={busy()} onClick={() => void next()}>
          {t('list.more')}
        </Button>
      </Show>
    </div>
  )
}
