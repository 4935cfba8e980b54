import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { Waiting } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { lineTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { openPerson, tried } from '../screens/open.ts'
import { Unloaded } from '../ui/answer.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Button, Empty, Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { nameOfCard } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { now, store, watch } from '../ui/state.ts'
import { refreshFacts } from './facts.ts'
import '../styles/groups.css'

/** Who would like to come into a group, for its owner and admins. */
export function WaitingPage(props: { id: string }) {
  const list = load(
    () => (watch(`row:${props.id}`), store().rows.get(props.id)?.waiting),
    async () => {
      const { waiting } = await call('GET /chats/:id/waiting', { id: props.id })
      for (const { person, by } of waiting) for (const card of by ? [person, by] : [person]) store().setPerson(card)
      return waiting
    },
  )
  const [busy, setBusy] = createSignal<string>()
  const answer = async (person: string, accept: boolean) => {
    setBusy(person)
    await tried(() => call('PUT /chats/:id/waiting/:person', { id: props.id, person, accept }))
    await Promise.all([list.again(), refreshFacts(props.id)])
    setBusy(undefined)
  }
  return (
    <Page title={t('group.waiting')}>
      <Switch fallback={<Skeleton rows={3} />}>
        <Match when={list.data()?.length === 0}>
          <Empty icon="group" title={t('group.waiting.none')} text={t('group.waiting.none.text')} />
        </Match>
        <Match when={list.data()}>
          {waiting => (
            <div class="list" role="list">
              <For each={waiting()}>
                {one => <Asking one={one} busy={busy() === one.person.id} onAnswer={answer} />}
              </For>
            </div>
          )}
        </Match>
        <Match when={list.code()}>{code => <Unloaded code={code()} again={list.again} />}</Match>
      </Switch>
    </Page>
  )
}

function Asking(props: { one: Waiting; busy: boolean; onAnswer: (person: string, accept: boolean) => void }) {
  const person = () => props.one.person
  const how = () =>
    props.one.by ? t('group.waiting.by', { name: nameOfCard(props.one.by) }) : t('group.waiting.by_link')
  return (
    <div class="asking" role="listitem">
      <button type="button" class="cell" onClick={() => openPerson(person().id)}>
        <Avatar person={person().id} />
        <span class="cell-text">
          <span class="cell-title">{nameOfCard(person())}</span>
          <span class="cell-note">{`${how()} · ${lineTime(props.one.at, now(), language())}`}</span>
        </span>
      </button>
      <Show when={props.one.reason}>
        <p class="asking-reason" dir="auto">
          {props.one.reason}
        </p>
      </Show>
      <div class="asking-acts">
        <Button small busy={props.busy} onClick={() => props.onAnswer(person().id, false)}>
          {t('group.decline')}
        </Button>
        <Button small kind="primary" busy={props.busy} onClick={() => props.onAnswer(person().id, true)}>
          {t('group.approve')}
        </Button>
      </div>
    </div>
  )
}
