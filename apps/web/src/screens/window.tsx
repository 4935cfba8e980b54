import { batch, createEffect, createSelector, createSignal, For, on, onCleanup, onMount, Show, untrack } from 'solid-js'
import type { ChatEvent, ChatRow } from '@plaza/contract'
import { linesOf, sameLines, type Line } from '../engine/lines.ts'
import { unreadOf } from '../engine/rules.ts'
import type { Thread } from '../engine/thread.ts'
import { t } from '../i18n.ts'
import { Button, Empty, Skeleton } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { onWanted } from '../ui/jump.ts'
import { client, store } from '../ui/state.ts'
import { LineView, type LineActions } from './line.tsx'
import { drawnLines } from './drawn-lines.ts'

const NEAR_EDGE_PX = 900
const AT_END_PX = 40
const READ_AFTER_MS = 500
const TRIM_AFTER_MS = 400
const FLASH_MS = 1_500
/** With more than this unread, the chat opens around the first of them instead of loading all. */
const UNREAD_FROM_END_MAX = 60
/** So many that were read are seen above the first that was not. */
const ABOVE_UNREAD = 4

/**
 * The messages: a scroller that counts from its end, so that older ones come in without moving anything. What is added
 * or taken below the reader is made up for by hand.
 */
export function Window(props: {
  row: ChatRow
  shown: boolean
  onReply: (event: ChatEvent) => void
  onEdit: (event: ChatEvent) => void
  onAgain: (text: string) => void
}) {
  const c = props.row.c
  const me = store().myId
  let scroller!: HTMLDivElement
  let inner!: HTMLDivElement
  let thread: Thread | undefined
  const firstRow = untrack(() => props.row)
  const unreadAtOpen = unreadOf(firstRow)
  const [unreadFrom, setUnreadFrom] = createSignal(unreadAtOpen > 0 ? firstRow.readQ : undefined)
  const lines = drawnLines()
  const [state, setState] = createSignal<'opening' | 'open' | 'failed'>('opening')
  const [edges, setEdges] = createSignal(
    { start: false, end: true },
    { equals: (a, b) => a.start === b.start && a.end === b.end },
  )
  /** The newest of my messages tells whether it was read. */
  const [myLast, setMyLast] = createSignal<string | undefined>()
  const isMyLast = createSelector(myLast)
  const [atEnd, setAtEnd] = createSignal(true)
  const [backTo, setBackTo] = createSignal<number | undefined>()
  let landed = false
  let readerMoved = false

  const refresh = (): void => {
    thread = store().threads.get(c) ?? thread
    if (!thread) return
    const out = client().outbox.of(c)
    const from = unreadFrom()
    const next = sameLines(
      linesOf(thread.items, out, me, { tail: thread.atEnd, ...(from === undefined ? {} : { unreadFrom: from }) }),
      lines.known(),
    )
    const sentMine = next.at(-1)?.out !== undefined && next.at(-1)!.id !== lines.ids().at(-1)
    if (sentMine) toEnd = true
    // What one has just said is drawn without measuring first: it is shown at the end, wherever one was. So is what follows
    // in the same frame; and what changes no line, like a draft, moves nothing.
    if (toEnd || asDrawn(next)) draw(next)
    else keepPlace(scroller, inner, () => draw(next))
    if (thread.opened && !landed) land()
    settle()
    noteRead()
  }

  const asDrawn = (next: Line[]): boolean =>
    next.length === lines.ids().length && next.every(line => lines.known().get(line.id) === line)

  const draw = (next: Line[]): void =>
    batch(() => {
      lines.show(next)
      setMyLast(next.findLast(line => isSaidBy(me, line))?.id)
      setEdges({ start: thread!.atStart, end: thread!.atEnd })
      setState(thread!.opened ? 'open' : thread!.failed ? 'failed' : 'opening')
    })

  /** What reads the layout waits for the frame, which needs it anyway. */
  let settling: number | undefined
  let toEnd = false
  const settle = (): void => {
    settling ??= requestAnimationFrame(() => {
      settling = undefined
      if (!scroller.isConnected) return
      if (toEnd) scroller.scrollTop = 0
      toEnd = false
      fill()
    })
  }

  /** The first sight: the first unread message if it is not in view, else the end. */
  function land(): void {
    if (thread!.items.length === 0) return
    landed = thread!.items.at(-1)!.q >= (props.row.last?.q ?? 0) || thread!.detached
    const divider = inner.querySelector<HTMLElement>('.unread-line')
    if (readerMoved || !divider) return
    const hidden = divider.getBoundingClientRect().top < scroller.getBoundingClientRect().top
    if (hidden) scroller.scrollTop += divider.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 48
  }

  async function open(at?: number): Promise<void> {
    if (thread) client().history.close(thread)
    landed = false
    thread = await client().history.open(c, at, unreadAtOpen + ABOVE_UNREAD)
    refresh()
  }

  /** Shows a message wherever it is, and makes it flash. `from` is where one may want to return to. */
  async function jump(q: number, from?: number): Promise<void> {
    setBackTo(from)
    if (!thread?.at(q)) await open(q)
    landed = true
    const element = inner.querySelector<HTMLElement>(`[data-q="${q}"]`)
    if (!element) return
    element.scrollIntoView({ block: 'center' })
    element.classList.add('flash')
    setTimeout(() => element.classList.remove('flash'), FLASH_MS)
  }

  async function latest(): Promise<void> {
    setBackTo(undefined)
    if (!thread?.atEnd) await open()
    landed = true
    scroller.scrollTo({ top: 0, behavior: scroller.scrollTop > -3_000 && !isStill() ? 'smooth' : 'instant' })
  }

  const fill = (): void => {
    if (!thread?.opened || thread.loading) return
    const fromTop = scroller.scrollHeight - scroller.clientHeight + scroller.scrollTop
    if (fromTop < NEAR_EDGE_PX && !thread.atStart) void client().history.older(thread)
    else if (-scroller.scrollTop < NEAR_EDGE_PX && !thread.atEnd) void client().history.newer(thread)
  }

  let readTimer: ReturnType<typeof setTimeout> | undefined
  const noteRead = (): void => {
    readTimer ??= setTimeout(() => {
      readTimer = undefined
      const row = store().rows.get(c)
      if (!row || !props.shown || document.visibilityState !== 'visible' || !document.hasFocus() || !thread?.opened)
        return
      const q = thread.atEnd && atEnd() ? row.q : lastSeen(scroller, inner)
      if (q > row.readQ && unreadOf(row) > 0) client().mine(c, { read: q })
    }, READ_AFTER_MS)
  }

  let restTimer: ReturnType<typeof setTimeout> | undefined
  const onScroll = (): void => {
    setAtEnd(scroller.scrollTop > -AT_END_PX)
    fill()
    noteRead()
    clearTimeout(restTimer)
    restTimer = setTimeout(() => {
      if (!thread) return
      const nearEnd = -scroller.scrollTop < scroller.scrollHeight / 2
      if (thread.trim(nearEnd ? 'older' : 'newer')) refresh()
    }, TRIM_AFTER_MS)
  }

  onMount(() => {
    // After the telling, which is batched: places are measured around a drawing that happens at once.
    const off = store().topics.on(`thread:${c}`, () => queueMicrotask(refresh))
    const far = unreadAtOpen > UNREAD_FROM_END_MAX
    // A chat that is opened for one of its messages begins there.
    if (!onWanted(c, q => void jump(q))) void open(far ? firstRow.readQ + 1 : undefined)
    const seen = () => noteRead()
    document.addEventListener('visibilitychange', seen)
    addEventListener('focus', seen)
    onCleanup(() => {
      off()
      document.removeEventListener('visibilitychange', seen)
      removeEventListener('focus', seen)
      clearTimeout(readTimer)
      clearTimeout(restTimer)
      cancelAnimationFrame(settling ?? 0)
      if (thread) client().history.close(thread)
    })
  })
  createEffect(
    on(
      () => props.shown,
      shown => shown && noteRead(),
      { defer: true },
    ),
  )

  const actions: LineActions = {
    reply: props.onReply,
    edit: event => props.onEdit(event),
    again: props.onAgain,
    jump: (q, from) => void jump(q, from),
  }
  const unread = () => (atEnd() && edges().end ? 0 : unreadOf(props.row))
  return (
    <div class="window">
      <div
        class="scroller"
        ref={scroller}
        role="log"
        aria-label={t('chat.messages')}
        aria-live="off"
        tabindex="0"
        onScroll={onScroll}
        onWheel={() => (readerMoved = true)}
        onTouchMove={() => (readerMoved = true)}
      >
        <div class="lines" ref={inner}>
          <Show
            when={state() === 'open'}
            fallback={<Waiting failed={state() === 'failed'} again={() => void open()} />}
          >
            <Show when={!edges().start && lines.ids().length > 0}>
              <div class="loading">
                <i class="spinner" />
              </div>
            </Show>
            <For each={lines.ids()}>
              {id => (
                <LineView line={lines.line(id)} row={props.row} actions={actions} tail={isMyLast(id) && edges().end} />
              )}
            </For>
            <Show when={lines.ids().length === 0}>
              <Empty icon="smile" title={t('chat.empty')} />
            </Show>
          </Show>
        </div>
      </div>
      <div class="pills">
        <Show when={backTo()}>
          {q => (
            <button type="button" class="pill" onClick={() => void jump(q()).then(() => setBackTo(undefined))}>
              <Icon name="undo" /> {t('chat.jump_back')}
            </button>
          )}
        </Show>
        <Show when={props.row.mentionQ !== undefined && unread() > 0}>
          <button type="button" class="pill" onClick={() => void jump(props.row.mentionQ!)}>
            <Icon name="at" /> {t('chat.to_mention')}
          </button>
        </Show>
        <Show when={!atEnd() || !edges().end}>
          <button
            type="button"
            class="pill"
            classList={{ strong: unread() > 0 }}
            aria-label={unread() > 0 ? undefined : t('chat.latest')}
            onClick={() => (setUnreadFrom(undefined), void latest())}
          >
            <Show when={unread() > 0}>{t('chat.new_messages', { count: unread() })}</Show>
            <Icon name="down" />
          </button>
        </Show>
      </div>
    </div>
  )
}

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

const isSaidBy = (person: string, { event }: Line): boolean =>
  event.f === person && event.k !== 'system' && event.k !== 'card' && event.recalled === undefined

const Waiting = (props: { failed: boolean; again: () => void }) => (
  <Show when={props.failed} fallback={<Skeleton rows={5} />}>
    <Empty icon="wifi" title={t('chat.unloaded')} text={t('chat.unloaded.text')}>
      <Button icon="retry" onClick={props.again}>
        {t('retry')}
      </Button>
    </Empty>
  </Show>
)

/** Changes the lines so that what the reader looks at stays where it is. At the very end the newest simply comes in. */
function keepPlace(scroller: HTMLElement, inner: HTMLElement, change: () => void): void {
  if (scroller.scrollTop > -2) return change()
  const line = firstInView(scroller, inner)
  // Not the line's own top: a time or a name above the bubble goes when older messages join it.
  const anchor = line?.querySelector('.bubble, .sentence') ?? line
  const before = anchor?.getBoundingClientRect().top ?? 0
  change()
  if (!anchor?.isConnected) return
  const moved = anchor.getBoundingClientRect().top - before
  if (Math.abs(moved) > 0.5) scroller.scrollTop += moved
}

function firstInView(scroller: HTMLElement, inner: HTMLElement): HTMLElement | undefined {
  const top = scroller.getBoundingClientRect().top
  const rows = inner.querySelectorAll<HTMLElement>('.line')
  let low = 0
  let high = rows.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle]!.getBoundingClientRect().bottom > top) high = middle
    else low = middle + 1
  }
  return rows[low]
}

/** The event number of the last message whose end is in view. */
function lastSeen(scroller: HTMLElement, inner: HTMLElement): number {
  const bottom = scroller.getBoundingClientRect().bottom + 8
  const rows = [...inner.querySelectorAll<HTMLElement>('.line[data-q]')]
  const row = rows.findLast(one => one.getBoundingClientRect().bottom <= bottom)
  return Number(row?.dataset['q'] ?? 0)
}
