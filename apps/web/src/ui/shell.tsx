import {
  createComponent,
  createEffect,
  createMemo,
  createSignal,
  ErrorBoundary,
  For,
  onCleanup,
  onMount,
  Show,
  Suspense,
  untrack,
  type JSX,
} from 'solid-js'
import { t, type Key } from '../i18n.ts'
import { back, LEAVING, openRoot, pages, root, ROOTS, top, visit } from '../router.ts'
import { match, paneOf, type Pane } from '../routes.ts'
import { Avatar } from './avatar.tsx'
import { Badge, Button, Empty, Skeleton } from './controls.tsx'
import { giveFocus, lastFocus, topPage } from './focus.ts'
import { Icon, type IconName } from './icon.tsx'
import { Place } from './page.tsx'
import { store, triple, watch, wide } from './state.ts'
import { ToChats } from './to-chats.tsx'
import { closeMenu, Menu } from './menu.tsx'

const TABS: Record<string, { icon: IconName; key: Key }> = {
  '/chats': { icon: 'chats', key: 'tab.chats' },
  '/contacts': { icon: 'contacts', key: 'tab.contacts' },
  '/discover': { icon: 'discover', key: 'tab.discover' },
  '/me': { icon: 'me', key: 'tab.me' },
}

/** The window's frame and the system draw it: in a busy hour not for every message. */
const BADGE_EVERY_MS = 300

/** All of Plaza once somebody is signed in: the tabs, and the pages of the stack in their panes. */
export function Shell() {
  const [visited, setVisited] = createSignal<string[]>([])
  const unread = createMemo(() => (watch('rows'), store().unread()))
  createEffect(() => {
    if (!visited().includes(root())) setVisited([...visited(), root()])
  })
  let badging: ReturnType<typeof setTimeout> | undefined
  createEffect(() => {
    unread()
    badging ??= setTimeout(() => ((badging = undefined), showUnread(untrack(unread))), BADGE_EVERY_MS)
  })
  onCleanup(() => (clearTimeout(badging), showUnread(0)))
  onMount(() => {
    addEventListener('keydown', shortcuts)
    addEventListener(LEAVING, closeLayer)
    onCleanup(() => (removeEventListener('keydown', shortcuts), removeEventListener(LEAVING, closeLayer)))
  })
  const rest = createMemo(() => pages().slice(1))
  const panes = createMemo(() => pages().map((_, i) => placed(paneOf(pages(), i))))
  return (
    <div class="app" classList={{ deep: pages().length > 1, three: panes().includes('aside') }}>
      <button type="button" class="skip" onClick={skip}>
        {t('shell.skip')}
      </button>
      <Nav unread={unread()} />
      <main>
        <For each={visited()}>
          {path => (
            <Frame path={path} pane="list" shown={root() === path && (wide() || pages().length === 1)} below={0} />
          )}
        </For>
        <For each={rest()}>
          {(path, i) => {
            const pane = () => panes()[i() + 1] ?? 'content'
            return (
              <Frame
                path={path}
                pane={pane()}
                shown={wide() ? panes().lastIndexOf(pane()) === i() + 1 : pages().length === i() + 2}
                below={
                  panes()
                    .slice(1, i() + 1)
                    .filter(one => one === pane()).length
                }
              />
            )
          }}
        </For>
        <Show when={wide() && pages().length === 1}>
          <div class="page nothing" data-pane="content">
            <Icon name={TABS[root()]?.icon ?? 'apps'} />
            <p>{t('shell.nothing')}</p>
          </div>
        </Show>
        <Menu />
      </main>
    </div>
  )
}

/** Past the tabs and the list: to the messages, or to the heading of the page. */
const skip = () => {
  const page = topPage()
  const find = (what: string) => page?.querySelector<HTMLElement>(what)
  ;(find('[role=log]') ?? find('h1'))?.focus()
}

/** In the title of the tab and on the icon. */
function showUnread(count: number): void {
  document.title = count > 0 ? `(${count > 99 ? '99+' : count}) Plaza` : 'Plaza'
  const badge = navigator as { setAppBadge?: (count: number) => Promise<void> }
  badge.setAppBadge?.(count).catch(() => {})
}

/** Without room for a third pane, details lie over the content. */
const placed = (pane: Pane): Pane => (pane === 'aside' && !triple() ? 'content' : pane)

function Frame(props: { path: string; pane: Pane; shown: boolean; below: number }) {
  let element!: HTMLElement
  const found = match(props.path)
  createEffect((was: boolean | undefined) => {
    const shown = props.shown
    if (was === shown) return shown
    if (shown && (was !== undefined || props.pane !== 'list')) queueMicrotask(() => giveFocus(element))
    return shown
  })
  // On a wide screen the page beside it was there all the time: nobody else would give it the focus.
  onCleanup(() => {
    if (!element.contains(document.activeElement)) return
    queueMicrotask(() => {
      const page = topPage()
      if (page) giveFocus(page)
    })
  })
  return (
    <section
      class="page"
      data-pane={props.pane}
      classList={{ under: !props.shown }}
      inert={!props.shown}
      ref={element}
      onFocusIn={event => lastFocus.set(element, event.target)}
    >
      <Place.Provider value={{ pane: () => props.pane, below: () => props.below, shown: () => props.shown }}>
        <Suspense
          fallback={
            <div class="screen">
              <header class="bar" />
              <Skeleton />
            </div>
          }
        >
          <ErrorBoundary fallback={broken}>
            <Show when={found} fallback={<Lost />}>
              {known => createComponent(known().route.screen, known().params)}
            </Show>
          </ErrorBoundary>
        </Suspense>
      </Place.Provider>
    </section>
  )
}

/** A page whose code did not come, or that failed, leaves the others as they are. */
function broken(error: unknown): JSX.Element {
  reportError(error)
  return (
    <div class="screen">
      <Empty icon="alert" title={t('broken.title')} text={t('broken.text')}>
        <Button icon="retry" onClick={() => location.reload()}>
          {t('retry')}
        </Button>
      </Empty>
    </div>
  )
}

const Lost = () => (
  <div class="screen">
    <Empty icon="discover" title={t('lost.title')} text={t('lost.text')}>
      <ToChats />
    </Empty>
  </div>
)

function Nav(props: { unread: number }) {
  const count = (path: string): number => {
    if (path === '/chats') return props.unread
    if (path === '/contacts') return (watch('requests'), store().openRequests().length)
    return 0
  }
  return (
    <nav class="tabs" aria-label={t('shell.tabs')} inert={!wide() && pages().length > 1}>
      <Show when={wide()}>
        <button type="button" class="rail-me" aria-label={t('me.profile')} onClick={() => visit('/me/profile')}>
          <Avatar person={store().myId} size="s" />
        </button>
      </Show>
      <For each={ROOTS}>
        {path => (
          <button
            type="button"
            class="tab"
            aria-current={root() === path ? 'page' : undefined}
            onClick={() => openRoot(path, wide())}
          >
            <span class="tab-icon">
              <Icon name={TABS[path]!.icon} filled={root() === path} />
              <Badge count={count(path)} label={t('badge.unread', { count: count(path) })} />
            </span>
            <span class="tab-name">{t(TABS[path]!.key)}</span>
          </button>
        )}
      </For>
      <Show when={wide()}>
        <button type="button" class="tab last" onClick={() => visit('/me/settings')}>
          <span class="tab-icon">
            <Icon name="settings" />
          </span>
          <span class="tab-name">{t('settings.title')}</span>
        </button>
      </Show>
    </nav>
  )
}

/** Going back closes what lies over the pages before it takes a page away. */
function closeLayer(event: Event): void {
  const dialog = [...document.querySelectorAll<HTMLDialogElement>('dialog:modal')].at(-1)
  if (closeMenu()) event.preventDefault()
  else if (dialog) {
    event.preventDefault()
    if (dialog.dispatchEvent(new Event('cancel', { cancelable: true }))) dialog.close()
  }
}

function shortcuts(event: KeyboardEvent): void {
  if (event.defaultPrevented || document.querySelector('dialog:modal')) return
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault()
    void import('../keys/hear.ts').then(({ toSearch }) => toSearch())
  } else if (event.key === 'Escape' && !closeMenu() && top() !== root()) back()
}
