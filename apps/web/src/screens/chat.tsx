import { createMemo, createSignal, lazy, onCleanup, onMount, Show, Suspense } from 'solid-js'
import type { ChatRow } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { countable, mayWrite } from '../engine/rules.ts'
import { factsOf, keepFacts, nameIn } from '../groups/facts.ts'
import { t, type Key } from '../i18n.ts'
import { push } from '../router.ts'
import { Empty, Skeleton } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { KindMark } from '../ui/kind.tsx'
import { lineOf, peerKind, titleOf } from '../ui/names.ts'
import { Bar, IconButton, usePlace } from '../ui/page.tsx'
import { now, onArrival, store, watch } from '../ui/state.ts'
import { ToChats } from '../ui/to-chats.tsx'
import { say } from '../ui/toast.tsx'
import { Composer, type Writing } from './composer.tsx'
import { choosing } from './chosen.ts'
import { askOffered } from './offered.ts'
import { keepRow } from './open.ts'
import { mayCallIn } from './pay-menu.ts'
import { Readers } from './readers.tsx'
import { Rich } from './line.tsx'
import { Window } from './window.tsx'
import '../styles/chat.css'
import '../styles/composer.css'

const PinnedBar = lazy(() => import('../talk/pinned-bar.tsx').then(module => ({ default: module.PinnedBar })))
const Closed = lazy(() => import('../groups/closed.tsx').then(module => ({ default: module.Closed })))
const GroupNotice = lazy(() => import('../groups/notice.tsx').then(module => ({ default: module.GroupNotice })))
const WaitingBar = lazy(() => import('../groups/waiting-bar.tsx').then(module => ({ default: module.WaitingBar })))
const CallBar = lazy(() => import('../talk/call-bar.tsx').then(module => ({ default: module.CallBar })))
const ChosenBar = lazy(() => import('../talk/chosen-bar.tsx').then(module => ({ default: module.ChosenBar })))

/** One conversation. */
export function Chat(props: { id: string }) {
  const row = createMemo(() => (watch(`row:${props.id}`), store().rows.get(props.id)))
  const [missing, setMissing] = createSignal(false)
  onMount(askOffered)
  onMount(() => {
    if (row()) return
    call('GET /chats/:id', { id: props.id })
      .then(reply => {
        for (const card of reply.people) store().setPerson(card)
        keepRow(reply.row)
      })
      .catch(() => setMissing(true))
  })
  return (
    <Show
      when={row() !== undefined}
      fallback={
        <div class="screen chat">
          <Bar title="" />
          <Show when={missing()} fallback={<Skeleton rows={5} />}>
            <Empty icon="chats" title={t('chat.missing')} text={t('chat.missing.text')}>
              <ToChats />
            </Empty>
          </Show>
        </div>
      }
    >
      <ChatOf row={row()!} />
    </Show>
  )
}

function ChatOf(props: { row: ChatRow }) {
  const place = usePlace()
  const [writing, setWriting] = createSignal<Writing>({ w: 'new' })
  const c = props.row.c
  keepFacts(() => props.row)
  // Here before the first picture is drawn: what comes later would move what one reads.
  void Rich.preload()
  onArrival(event => {
    if (event.c === c && countable(event) && event.k !== 'system' && event.b['silent'] !== true && place.shown())
      say(t('chats.said', { name: nameIn(c, event.f), text: lineOf(event) }))
  })
  return (
    <div class="screen chat">
      <Bar
        title={<ChatTitle row={props.row} />}
        actions={
          <>
            <Show when={mayCallIn(props.row)}>
              <IconButton icon="call" label={t('call.start')} popup onClick={event => void callHere(event, c)} />
            </Show>
            <IconButton icon="more" label={t('chat.details')} onClick={() => push(`/chats/${c}/details`)} />
          </>
        }
      />
      <Show when={props.row.kind === 'group'}>
        <Suspense>
          <CallBar row={props.row} />
        </Suspense>
      </Show>
      <Show when={(props.row.pinned ?? 0) > 0}>
        <Suspense>
          <PinnedBar row={props.row} />
        </Suspense>
      </Show>
      <Show when={props.row.role !== 'member' && props.row.waiting}>
        {count => (
          <Suspense>
            <WaitingBar c={c} count={count()} />
          </Suspense>
        )}
      </Show>
      <Show when={factsOf(c)?.announcement}>
        {text => (
          <Suspense>
            <GroupNotice c={c} text={text()} />
          </Suspense>
        )}
      </Show>
      <Window
        row={props.row}
        shown={place.shown()}
        onReply={event => setWriting({ w: 'reply', to: event })}
        onEdit={event => setWriting({ w: 'edit', of: event })}
        onAgain={text => setWriting({ w: 'again', text })}
      />
      <Show
        when={choosing(c)}
        fallback={
          <Show
            when={mayWrite(props.row, now())}
            fallback={
              <Suspense fallback={<p class="chat-closed">…</p>}>
                <Closed row={props.row} />
              </Suspense>
            }
          >
            <Composer row={props.row} writing={writing()} onWriting={setWriting} shown={place.shown()} />
          </Show>
        }
      >
        <Suspense>
          <ChosenBar />
        </Suspense>
      </Show>
      <Show when={place.shown()}>
        <Readers />
      </Show>
    </div>
  )
}

async function callHere({ currentTarget }: MouseEvent, c: string): Promise<void> {
  const at = currentTarget as Element
  ;(await import('../calls/menu.ts')).askForCall(at, c)
}

function ChatTitle(props: { row: ChatRow }) {
  const [tick, setTick] = createSignal(0)
  const timer = setInterval(() => setTick(n => n + 1), 2_000)
  onCleanup(() => clearInterval(timer))
  const typing = createMemo(() => (tick(), watch(`typing:${props.row.c}`), store().typing(props.row.c)))
  const status = createMemo(() => (watch('status'), store().status))
  return (
    <span class="chat-title">
      <span class="chat-name">
        <span>{titleOf(props.row)}</span>
        <KindMark kind={peerKind(props.row)} />
        <Show when={props.row.kind === 'group'}>
          <small>({props.row.size})</small>
        </Show>
        <Show when={props.row.mute}>
          <Icon name="mute" class="muted" />
        </Show>
      </span>
      <Show
        when={status() === 'live'}
        fallback={
          <small class="status" role="status">
            <i class="spinner" />
            {t(`status.${status()}` as Key)}
          </small>
        }
      >
        <Show when={typing().length > 0}>
          <small class="typing">
            <i />
            <i />
            <i />
            {props.row.kind === 'group'
              ? t('chat.typing.who', { name: nameIn(props.row.c, typing()[0]!), count: typing().length })
              : t('chat.typing')}
          </small>
        </Show>
      </Show>
    </span>
  )
}
