import { createMemo, For, Show } from 'solid-js'
import type { ChatEvent } from '@plaza/contract'
import { listTime } from '../engine/time.ts'
import { nameIn, recallFacts } from '../groups/facts.ts'
import { language, t } from '../i18n.ts'
import { pages, push, backTo } from '../router.ts'
import { Avatar, ChatAvatar } from '../ui/avatar.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { wantMessage } from '../ui/jump.ts'
import { lineOf, titleOf } from '../ui/names.ts'
import { now, store, triple, watch } from '../ui/state.ts'
import { textsOf } from './kept.ts'
import { answers, excerpt, marked, type Piece } from './marks.ts'

const Pieces = (props: { of: readonly Piece[] }) => (
  <For each={props.of}>{piece => (piece.marked ? <mark>{piece.text}</mark> : <>{piece.text}</>)}</For>
)

/** A text with what was looked for marked in it. */
export const Marked = (props: { text: string; words: string }) => <Pieces of={marked(props.text, props.words)} />

/** Opens the chat where the message stands: beside this page where there is room, else over it. */
export function openHit({ c, q }: ChatEvent): void {
  const path = `/chats/${c}`
  wantMessage(c, q)
  if (!pages().includes(path)) push(path)
  else if (!triple()) backTo(page => page === path)
}

const ICONS: Partial<Record<string, IconName>> = { file: 'inbox', picture: 'image', place: 'discover', person: 'me' }

/** A message in one line; or what it is called or where it is, if that is what was found. */
function saidIn(hit: ChatEvent, words: string): string {
  const line = lineOf(hit)
  const said = [line, ...textsOf(hit)]
  return said.find(one => answers(one, words)) ?? line
}

/** A message that was found: where, who, when, and the words around what was looked for. */
export function Hit(props: { hit: ChatEvent; words: string; inChat?: boolean; onOpen: () => void }) {
  const row = createMemo(() => (watch(`row:${props.hit.c}`), store().rows.get(props.hit.c)))
  if (row()?.kind === 'group') void recallFacts(props.hit.c)
  const who = () => (props.hit.f === store().myId ? t('system.you') : nameIn(props.hit.c, props.hit.f))
  const title = () => (props.inChat ? who() : row() ? titleOf(row()!) : '…')
  /** In a group one wants to know who said it, whatever of it is shown. */
  const named = () => !props.inChat && row()?.kind === 'group'
  return (
    <div role="listitem">
      <button type="button" class="chat-line hit" data-row onClick={() => (props.onOpen(), openHit(props.hit))}>
        <Show when={props.inChat} fallback={<ChatAvatar c={props.hit.c} />}>
          <Avatar person={props.hit.f} />
        </Show>
        <span class="chat-line-text">
          <span class="chat-line-top">
            <span class="chat-line-name">
              <b>{title()}</b>
            </span>
            <time>{listTime(props.hit.at, now(), language())}</time>
          </span>
          <Show when={named()}>
            <span class="hit-by">{who()}</span>
          </Show>
          <span class="hit-words" dir="auto">
            <Show when={ICONS[props.hit.k]}>{icon => <Icon name={icon()} class="muted" />}</Show>{' '}
            <Pieces of={excerpt(saidIn(props.hit, props.words), props.words)} />
          </span>
        </span>
      </button>
    </div>
  )
}
