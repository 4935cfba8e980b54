import { createMemo, createSignal, For, lazy, onCleanup, onMount, Show, Suspense } from 'solid-js'
import type { ChatRow } from '@plaza/contract'
import { matches } from '../engine/alphabet.ts'
import { textOf, unreadOf } from '../engine/rules.ts'
import { listTime } from '../engine/time.ts'
import { nameIn, recallFacts } from '../groups/facts.ts'
import { language, t, type Key } from '../i18n.ts'
import { openFromRoot, pages, push } from '../router.ts'
import { ChatAvatar } from '../ui/avatar.tsx'
import { Badge, Button, Cell, Empty, Skeleton } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { List } from '../ui/list.tsx'
import { contextMenu, openMenu, type MenuItem } from '../ui/menu.tsx'
import { KindMark } from '../ui/kind.tsx'
import { lineOf, peerKind, titleOf } from '../ui/names.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { SearchBox, PersonRow } from '../ui/people.tsx'
import { onPull } from '../ui/pull.ts'
import { client, now, store, watch } from '../ui/state.ts'
import { openPerson } from './open.ts'

export const CHAT_LINE_REM = 4.5
/** What is not a chat comes when the chats stand; it lies over their end, so that nothing moves under a finger. */
const REMINDERS_AFTER_MS = 2_500
/** Set on a device whose person has folders: their chips are there from the start. */
export const FOLDERS_FLAG = 'plaza.folders'
/** Narrows the list to some of its chats; undefined shows all. */
export type Only = ((order: string[]) => string[]) | undefined
const Above = lazy(() => import('../lists/above.tsx').then(module => ({ default: module.Above })))
const DueReminders = lazy(() => import('../talk/reminders.tsx').then(module => ({ default: module.DueReminders })))

/** The first tab: every conversation, the latest first. */
export function Chats() {
  const [query, setQuery] = createSignal('')
  const [later, setLater] = createSignal(false)
  const [only, setOnly] = createSignal<Only>()
  const above = () => later() || localStorage.getItem(FOLDERS_FLAG) === 'yes' || (watch('rows'), store().archived() > 0)
  onMount(() => {
    const timer = setTimeout(() => setLater(true), REMINDERS_AFTER_MS)
    onCleanup(() => clearTimeout(timer))
  })
  const order = createMemo(() => (watch('rows'), store().order()))
  const found = createMemo(() => {
    const wanted = query().trim()
    const narrow = only()
    if (!wanted && !narrow) return order()
    watch('rows')
    if (!wanted) return narrow!(order())
    const all = [...store().rows.values()].toSorted((a, b) => b.at - a.at)
    return all.filter(row => matches(titleOf(row), wanted)).map(row => row.c)
  })
  const people = createMemo(() => {
    watch('contacts')
    const wanted = query().trim()
    if (!wanted) return []
    const inList = new Set(found().map(c => store().rows.get(c)?.peer))
    return [...store().contacts.values()].filter(
      one =>
        one.friend &&
        !inList.has(one.person.id) &&
        (matches(one.person.name, wanted) || matches(one.remark ?? '', wanted) || one.person.handle.startsWith(wanted)),
    )
  })
  const loaded = () => (watch('rows'), watch('status'), store().loaded)
  /** Messages are searched from two signs on. */
  const mayFindMore = () => query().trim().length > 1
  const everywhere = () => openFromRoot(`/search/${encodeURIComponent(query().trim())}`)
  const drawer = () => void import('../programs/drawer.ts').then(({ openDrawer }) => openDrawer())
  return (
    <Page
      title={<ChatsTitle />}
      class="chats"
      actions={
        <>
          <IconButton icon="apps" label={t('programs.title')} popup onClick={drawer} />
          <IconButton
            icon="plus"
            label={t('chats.more')}
            popup
            onClick={event => openMenu(event.currentTarget as Element, plusItems())}
          />
        </>
      }
    >
      <span ref={element => queueMicrotask(() => element.isConnected && onPull(element.closest('.scroll')!, drawer))} />
      <SearchBox value={query()} label={t('chats.search')} onInput={setQuery} main />
      <Show when={above() && !query()}>
        <Suspense>
          <Above onOnly={next => setOnly(() => next)} />
        </Suspense>
      </Show>
      <Show when={loaded()} fallback={<Skeleton rows={9} />}>
        <Show when={found().length > 0}>
          <List items={found()} height={CHAT_LINE_REM} label={t('tab.chats')}>
            {c => (
              <div role="listitem">
                <ChatLine c={c} />
              </div>
            )}
          </List>
        </Show>
        <Show when={people().length > 0}>
          <h2 class="list-head">{t('tab.contacts')}</h2>
          <div class="list" role="list">
            <For each={people()}>
              {one => (
                <PersonRow
                  person={one.person.id}
                  note={`@${one.person.handle}`}
                  onClick={() => openPerson(one.person.id)}
                />
              )}
            </For>
          </div>
        </Show>
        <Show when={mayFindMore()}>
          <Cell icon="search" title={t('find.everywhere', { words: query().trim() })} onClick={everywhere} />
        </Show>
        <Show when={found().length + people().length === 0 && !only()}>
          <Show when={query()} fallback={<NoChats />}>
            <Show when={!mayFindMore()}>
              <Empty
                icon="search"
                title={t('chats.none_found')}
                text={t('chats.none_found.text', { query: query() })}
              />
            </Show>
          </Show>
        </Show>
      </Show>
      <Show when={later() && !query()}>
        <Suspense>
          <DueReminders />
        </Suspense>
      </Show>
    </Page>
  )
}

function ChatsTitle() {
  const status = createMemo(() => (watch('status'), store().status))
  return (
    <>
      {t('tab.chats')}
      <Show when={status() !== 'live'}>
        <small class="status" role="status">
          <i class="spinner" />
          {t(`status.${status()}` as Key)}
        </small>
      </Show>
    </>
  )
}

const NoChats = () => (
  <Empty icon="chats" title={t('chats.empty')} text={t('chats.empty.text')}>
    <Button kind="primary" icon="add" onClick={() => push('/contacts/add')}>
      {t('contacts.add')}
    </Button>
  </Empty>
)

const plusItems = (): MenuItem[] => [
  { label: t('group.new'), icon: 'group', run: () => openFromRoot('/chats/new') },
  { label: t('contacts.add'), icon: 'add', run: () => openFromRoot('/contacts/add') },
  { label: t('scan.title'), icon: 'scan', run: () => openFromRoot('/scan') },
  { label: t('paycode.title'), icon: 'barcode', run: () => openFromRoot('/me/wallet/code') },
  { label: t('code.mine'), icon: 'qr', run: () => openFromRoot('/me/code') },
]

/** A line of the list: whom with, what was said last, and what is unread. */
export function ChatLine(props: { c: string }) {
  const row = createMemo(() => (watch(`row:${props.c}`), store().rows.get(props.c)))
  return <Show when={row()}>{known => <ChatLineOf row={known()} />}</Show>
}

function ChatLineOf(props: { row: ChatRow }) {
  const path = () => `/chats/${props.row.c}`
  const current = () => pages()[1] === path()
  const unread = () => unreadOf(props.row)
  return (
    <button
      type="button"
      class="chat-line"
      classList={{ pinned: props.row.pin, current: current() }}
      aria-current={current() ? 'page' : undefined}
      data-row
      data-c={props.row.c}
      onKeyDown={event => event.key === 'e' && !event.ctrlKey && !event.metaKey && !event.altKey && archive(props.row)}
      ref={element => contextMenu(element, at => openMenu(at, rowItems(props.row)))}
      onClick={() => openFromRoot(path())}
    >
      <span class="badged">
        <ChatAvatar c={props.row.c} size="l" />
        <Badge count={unread()} dot={props.row.mute} label={t('badge.unread', { count: unread() })} />
      </span>
      <span class="chat-line-text">
        <span class="chat-line-top">
          <span class="chat-line-name">
            <b>{titleOf(props.row)}</b>
            <KindMark kind={peerKind(props.row)} />
          </span>
          <time>{props.row.at > 0 ? listTime(props.row.at, now(), language()) : ''}</time>
        </span>
        <span class="chat-line-last">
          <LastLine row={props.row} />
          <Show when={props.row.mute}>
            <Icon name="mute" class="muted" />
          </Show>
        </span>
      </span>
    </button>
  )
}

/** What the second line says: my draft, what I am sending, or the newest message. */
function LastLine(props: { row: ChatRow }) {
  if (props.row.kind === 'group') void recallFacts(props.row.c)
  const current = () => pages()[1] === `/chats/${props.row.c}`
  const out = () => {
    watch(`row:${props.row.c}`)
    return client()
      .outbox.of(props.row.c)
      .findLast(item => item.content.k === 'text')
  }
  const text = () => {
    const last = props.row.last
    if (!last) return ''
    const line = lineOf(last)
    const named =
      props.row.kind === 'group' && last.k === 'text' && last.recalled === undefined && last.f !== store().myId
    return named ? t('chats.said', { name: nameIn(props.row.c, last.f), text: line }) : line
  }
  return (
    <Show
      when={!props.row.draft || current()}
      fallback={
        <span>
          <em>{t('chats.draft')}</em> {props.row.draft}
        </span>
      }
    >
      <Show
        when={out()}
        fallback={
          <span>
            <Show when={props.row.mentionQ !== undefined && unreadOf(props.row) > 0}>
              <em>{t('chats.mentioned')}</em>{' '}
            </Show>
            <Show when={props.row.role !== 'member' && props.row.waiting}>
              {count => (
                <>
                  <em>{t('chats.waiting', { count: count() })}</em>{' '}
                </>
              )}
            </Show>
            {text()}
          </span>
        }
      >
        {item => (
          <span>
            <Icon
              name={item().state === 'failed' ? 'alert' : 'clock'}
              class={item().state === 'failed' ? 'failed' : ''}
            />{' '}
            {textOf({ k: 'text', b: 'b' in item().content ? (item().content as { b: object }).b : {} } as never)}
          </span>
        )}
      </Show>
    </Show>
  )
}

const archive = (row: ChatRow): void =>
  void import('../lists/swipe.ts').then(swipe => swipe.archive(row.c, row.archived === undefined))

function rowItems(row: ChatRow): MenuItem[] {
  const unread = unreadOf(row) > 0
  return [
    {
      label: t(row.pin ? 'chat.unpin' : 'chat.pin'),
      icon: row.pin ? 'unpin' : 'pin',
      run: () => client().mine(row.c, { pin: !row.pin }),
    },
    {
      label: t(row.mute ? 'chat.unmute' : 'chat.mute'),
      icon: row.mute ? 'unmute' : 'mute',
      run: () => client().mine(row.c, { mute: !row.mute }),
    },
    unread
      ? { label: t('chat.mark_read'), icon: 'checks', run: () => client().mine(row.c, { read: row.q }) }
      : { label: t('chat.mark_unread'), icon: 'unread', run: () => client().mine(row.c, { unread: true }) },
    { label: t(row.archived ? 'archive.undo' : 'archive.do'), icon: 'archive', run: () => archive(row) },
    { label: t('chat.hide'), icon: 'hide', run: () => client().mine(row.c, { hidden: true }) },
  ]
}
