import { createSignal, For, Show, type JSX } from 'solid-js'
import { t } from '../i18n.ts'
import { openChat } from '../screens/open.ts'
import { ChatAvatar } from '../ui/avatar.tsx'
import { Button, Empty } from '../ui/controls.tsx'
import { titleOf } from '../ui/names.ts'
import { store } from '../ui/state.ts'
import { Marked } from './hit.tsx'
import type { recentSearches } from './recent.ts'

/** People and chats shown before one asks for all of them. */
const FEW = 3

/** What was looked for lately, to look for it again. */
export function Recent(props: { recent: ReturnType<typeof recentSearches>; onChoose: (words: string) => void }) {
  return (
    <Show
      when={props.recent.all().length > 0}
      fallback={<Empty icon="search" title={t('find.start')} text={t('find.start.text')} />}
    >
      <div class="find-head">
        <h2>{t('find.recent')}</h2>
        <Button kind="quiet" small onClick={() => props.recent.clear()}>
          {t('find.recent.clear')}
        </Button>
      </div>
      <div class="chips wrap" role="group" aria-label={t('find.recent')}>
        <For each={props.recent.all()}>
          {words => (
            <button type="button" class="chip" onClick={() => props.onChoose(words)}>
              {words}
            </button>
          )}
        </For>
      </div>
    </Show>
  )
}

/** The first of some, and the rest when one asks for it. */
export function Few(props: { title: string; all: readonly string[]; children: (one: string) => JSX.Element }) {
  const [whole, setWhole] = createSignal(false)
  return (
    <Show when={props.all.length > 0}>
      <h2 class="list-head">{props.title}</h2>
      <div class="list" role="list" aria-label={props.title}>
        <For each={whole() ? props.all : props.all.slice(0, FEW)}>{one => props.children(one)}</For>
      </div>
      <Show when={!whole() && props.all.length > FEW}>
        <div class="find-more">
          <Button kind="quiet" small onClick={() => setWhole(true)}>
            {t('find.all', { count: props.all.length })}
          </Button>
        </div>
      </Show>
    </Show>
  )
}

/** A group whose name was found. */
export const ChatFound = (props: { c: string; words: string; onOpen: () => void }) => (
  <div role="listitem" class="person-row">
    <button type="button" class="cell" data-row onClick={() => (props.onOpen(), openChat(props.c))}>
      <ChatAvatar c={props.c} />
      <span class="cell-text">
        <span class="cell-title">
          <Marked text={titleOf(store().rows.get(props.c)!)} words={props.words} />
        </span>
      </span>
    </button>
  </div>
)
