import type { Reminder } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { lineTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { openRoot } from '../router.ts'
import { openChat, tried } from '../screens/open.ts'
import { Unloaded } from '../ui/answer.tsx'
import { Button, Empty, Skeleton } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { wantMessage } from '../ui/jump.ts'
import { load, type Loaded } from '../ui/load.ts'
import { lineOf, titleOf } from '../ui/names.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { now, store, watch } from '../ui/state.ts'
import '../styles/talk.css'

/** Asked again whenever one becomes due. */
function reminders(): Loaded<Reminder[]> {
  return load(
    () => watch('scheduled'),
    async () => {
      const { rows, people } = await call('GET /reminders')
      for (const card of people) store().setPerson(card)
      return rows
    },
  )
}

/** At the foot of the chats list: what I wanted to be reminded of by now. */
export function DueReminders() {
  const list = reminders()
  const due = () => (list.data() ?? []).filter(one => one.due)
  return (
    <Show when={due().length > 0}>
      <div class="due" role="list" aria-label={t('talk.reminders')}>
        <For each={due()}>{one => <Row of={one} again={list.again} />}</For>
      </div>
    </Show>
  )
}

/** All of my reminders. */
export function Reminders() {
  const list = reminders()
  return (
    <Page title={t('talk.reminders')}>
      <Show when={!list.code()} fallback={<Unloaded code={list.code()!} again={list.again} />}>
        <Show when={list.data()} fallback={<Skeleton rows={4} />}>
          <Show
            when={list.data()!.length > 0}
            fallback={
              <Empty icon="clock" title={t('talk.reminders.none')} text={t('talk.reminders.none.text')}>
                <Button onClick={() => openRoot('/chats', false)}>{t('tab.chats')}</Button>
              </Empty>
            }
          >
            <div class="group-box kept" role="list" aria-label={t('talk.reminders')}>
              <For each={list.data()}>{one => <Row of={one} again={list.again} />}</For>
            </div>
          </Show>
        </Show>
      </Show>
    </Page>
  )
}

function Row(props: { of: Reminder; again: () => Promise<void> }) {
  const words = () => (props.of.event ? lineOf(props.of.event) : t('chat.quote_gone'))
  const open = () => {
    wantMessage(props.of.c, props.of.q)
    openChat(props.of.c)
  }
  const done = () =>
    tried(async () => {
      await call('DELETE /reminders/:id', { id: props.of.id })
      await props.again()
    })
  return (
    <div class="kept-row" role="listitem" classList={{ ringing: props.of.due }}>
      <button type="button" class="kept-open" onClick={open}>
        <span class="kept-words" dir="auto">
          {words()}
        </span>
        <span class="kept-by">
          <Icon name="clock" />
          {lineTime(props.of.at, now(), language())}
          <Show when={store().rows.get(props.of.c)}>{row => <> · {titleOf(row())}</>}</Show>
        </span>
      </button>
      <IconButton
        icon={props.of.due ? 'check' : 'close'}
        label={t(props.of.due ? 'talk.reminder.done' : 'talk.reminder.cancel', { what: words().slice(0, 40) })}
        onClick={() => void done()}
      />
    </div>
  )
}
