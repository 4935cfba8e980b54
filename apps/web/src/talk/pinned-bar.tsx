import type { ChatRow } from '@plaza/contract'
import { createEffect, createMemo, createSignal, on, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { Icon } from '../ui/icon.tsx'
import { wantMessage } from '../ui/jump.ts'
import { lineOf } from '../ui/names.ts'
import { IconButton } from '../ui/page.tsx'
import { store, watch } from '../ui/state.ts'
import { pinnedOf } from './pinned.ts'
import '../styles/pinned.css'

/** Above a chat: what was pinned last. A press goes there, and the next one to the one that was pinned before it. */
export function PinnedBar(props: { row: ChatRow }) {
  const c = props.row.c
  const list = pinnedOf(c)
  const [place, setPlace] = createSignal(0)
  const events = () => list.data() ?? []
  // What was edited or recalled meanwhile is shown so where the chat has it.
  const shown = createMemo(() => {
    const event = events()[place() % Math.max(1, events().length)]
    watch(`thread:${c}`)
    return (event && store().threads.get(c)?.at(event.q)) ?? event
  })
  createEffect(on(events, () => setPlace(0), { defer: true }))
  const go = (q: number) => {
    wantMessage(c, q)
    setPlace((place() + 1) % events().length)
  }
  return (
    <Show when={shown()}>
      {event => (
        <div class="pinned-bar" role="region" aria-label={t('pinned.title')}>
          <button type="button" class="pinned-go" onClick={() => go(event().q)}>
            <Icon name="pin" />
            <span class="pinned-text">
              <b>
                {events().length > 1
                  ? t('pinned.place', { place: place() + 1, count: events().length })
                  : t('pinned.one')}
              </b>
              <span dir="auto">{lineOf(event())}</span>
            </span>
          </button>
          <IconButton icon="down" label={t('pinned.all')} onClick={() => push(`/chats/${c}/pinned`)} />
        </div>
      )}
    </Show>
  )
}
