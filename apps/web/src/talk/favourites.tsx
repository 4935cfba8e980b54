import type { Favourite } from '@plaza/contract'
import { FAVOURITE_NOTE_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { listTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { openChat, tried } from '../screens/open.ts'
import { Unloaded } from '../ui/answer.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Empty, Field, Skeleton } from '../ui/controls.tsx'
import { FormSheet } from '../ui/form-sheet.tsx'
import { wantMessage } from '../ui/jump.ts'
import { load } from '../ui/load.ts'
import { openMenu } from '../ui/menu.tsx'
import { lineOf, nameOf } from '../ui/names.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { More, paged } from '../ui/paged.tsx'
import { SearchBox } from '../ui/people.tsx'
import { now, store } from '../ui/state.ts'
import { forward } from './deeds.tsx'
import '../styles/talk.css'

const ASK_AFTER_MS = 250

/** Messages that I keep, found by their words and my notes. */
export function Favourites() {
  const [query, setQuery] = createSignal('')
  const [asked, setAsked] = createSignal('')
  const [noting, setNoting] = createSignal<Favourite | undefined>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = async (before?: string) => {
    const page = await call('GET /favourites', {
      ...(asked() ? { q: asked() } : {}),
      ...(before === undefined ? {} : { before }),
    })
    for (const card of page.people) store().setPerson(card)
    return page
  }
  const first = load(asked, () => ask())
  const list = paged(first, ask, asked)
  const search = (text: string) => {
    setQuery(text)
    clearTimeout(timer)
    timer = setTimeout(() => setAsked(text.trim()), ASK_AFTER_MS)
  }
  const drop = (one: Favourite) =>
    tried(async () => {
      await call('DELETE /favourites/:id', { id: one.id })
      await first.again()
    })
  const open = ({ event }: Favourite) => {
    wantMessage(event.c, event.q)
    openChat(event.c)
  }
  const menu = (from: Element, one: Favourite) =>
    openMenu(from, [
      { label: t('talk.open'), icon: 'chats', run: () => open(one) },
      { label: t('talk.note'), icon: 'edit', run: () => setNoting(one) },
      ...(one.event.k === 'card'
        ? []
        : [{ label: t('chat.forward'), icon: 'forward_to' as const, run: () => void forward([one.event]) }]),
      { label: t('talk.drop'), icon: 'trash', run: () => void drop(one), danger: true },
    ])
  return (
    <Page title={t('talk.favourites')}>
      <SearchBox value={query()} label={t('talk.favourites.search')} onInput={search} />
      <Show
        when={!first.code() || list.rows().length > 0}
        fallback={<Unloaded code={first.code()!} again={first.again} />}
      >
        <Show when={first.data()} fallback={<Skeleton rows={6} />}>
          <Show
            when={list.rows().length > 0}
            fallback={
              <Empty
                icon="star"
                title={t(asked() ? 'chats.none_found' : 'talk.favourites.none')}
                text={asked() ? '' : t('talk.favourites.none.text')}
              />
            }
          >
            <div class="group-box kept" role="list" aria-label={t('talk.favourites')}>
              <For each={list.rows()}>
                {one => (
                  <div class="kept-row" role="listitem">
                    <button type="button" class="kept-open" onClick={() => open(one)}>
                      <span class="kept-words" dir="auto">
                        {lineOf(one.event)}
                      </span>
                      <Show when={one.note}>
                        <span class="kept-note">{one.note}</span>
                      </Show>
                      <span class="kept-by">
                        <Avatar person={one.event.f} size="s" />
                        {nameOf(one.event.f)} · {listTime(one.savedAt, now(), language())}
                      </span>
                    </button>
                    <IconButton
                      icon="more"
                      label={t('talk.more', { what: lineOf(one.event).slice(0, 40) })}
                      popup
                      onClick={event => menu(event.currentTarget as Element, one)}
                    />
                  </div>
                )}
              </For>
            </div>
            <More list={list} />
          </Show>
        </Show>
      </Show>
      <Show when={noting()} keyed>
        {one => <NoteSheet of={one} onClose={() => (setNoting(undefined), void first.again())} />}
      </Show>
    </Page>
  )
}

function NoteSheet(props: { of: Favourite; onClose: () => void }) {
  const [note, setNote] = createSignal(props.of.note)
  const save = () => call('PUT /favourites/:id/note', { id: props.of.id, note: note() })
  return (
    <FormSheet title={t('talk.note')} submit={t('save')} onSubmit={save} onClose={props.onClose}>
      <Field
        label={t('talk.note')}
        value={note()}
        onInput={setNote}
        maxlength={FAVOURITE_NOTE_LENGTH_MAX}
        multiline
        autofocus
      />
    </FormSheet>
  )
}
