import { createMemo, For, Show } from 'solid-js'
import { listTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { openChat } from '../screens/open.ts'
import { mayPin, pin } from '../screens/pin.ts'
import { rowOf } from '../screens/rows.ts'
import { Unloaded } from '../ui/answer.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Empty, Skeleton } from '../ui/controls.tsx'
import { wantMessage } from '../ui/jump.ts'
import { lineOf, nameOf } from '../ui/names.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { now } from '../ui/state.ts'
import { pinnedOf } from './pinned.ts'
import '../styles/talk.css'

/** All that is pinned in a chat, the newest first. */
export function PinnedPage(props: { id: string }) {
  const list = pinnedOf(props.id)
  const row = createMemo(() => rowOf(props.id))
  const may = () => row() !== undefined && row()!.role !== 'gone' && row()!.open && mayPin(row()!)
  const open = (q: number) => {
    wantMessage(props.id, q)
    openChat(props.id)
  }
  return (
    <Page title={t('pinned.title')}>
      <Show when={!list.code() || list.data()} fallback={<Unloaded code={list.code()!} again={list.again} />}>
        <Show when={list.data()} fallback={<Skeleton rows={4} />}>
          {events => (
            <Show
              when={events().length > 0}
              fallback={<Empty icon="pin" title={t('pinned.none')} text={t('pinned.none.text')} />}
            >
              <div class="group-box kept" role="list" aria-label={t('pinned.title')}>
                <For each={events()}>
                  {event => (
                    <div class="kept-row" role="listitem">
                      <button type="button" class="kept-open" onClick={() => open(event.q)}>
                        <span class="kept-words" dir="auto">
                          {lineOf(event)}
                        </span>
                        <span class="kept-by">
                          <Avatar person={event.f} size="s" />
                          {nameOf(event.f)} · {listTime(event.at, now(), language())}
                        </span>
                      </button>
                      <Show when={may()}>
                        <IconButton
                          icon="unpin"
                          label={t('pinned.undo_what', { what: lineOf(event).slice(0, 40) })}
                          onClick={() => void pin(event, false)}
                        />
                      </Show>
                    </div>
                  )}
                </For>
              </div>
            </Show>
          )}
        </Show>
      </Show>
    </Page>
  )
}
