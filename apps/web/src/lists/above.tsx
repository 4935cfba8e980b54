import type { Folder } from '@plaza/contract'
import { createEffect, createMemo, createSignal, For, lazy, onCleanup, onMount, Show, Suspense } from 'solid-js'
import { unreadIn } from '../engine/folders.ts'
import { t } from '../i18n.ts'
import { canInstall } from '../ui/install.ts'
import { openFromRoot, root } from '../router.ts'
import type { Only } from '../screens/chats.tsx'
import { Badge, Empty } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { contextMenu, openMenu } from '../ui/menu.tsx'
import { store, watch } from '../ui/state.ts'
import { chatsIn, chatsMoved, myFolders } from './mine.ts'
import { onSwipe } from './swipe.ts'
import '../styles/lists.css'

const InstallBanner = lazy(() =>
  import('../notify/install-offer.tsx').then(module => ({ default: module.InstallBanner })),
)

/** What stands above the chats: my folders, the way to what is archived, and that Plaza can be an app. */
export function Above(props: { onOnly: (only: Only) => void }) {
  const mine = myFolders()
  const [chosen, setChosen] = createSignal<string>()
  const folders = () => mine.read() ?? []
  const folder = createMemo(() => folders().find(one => one.id === chosen()))
  const archived = createMemo(() => (watch('rows'), store().archived()))
  createEffect(() => props.onOnly(onlyOf(folder())))
  onCleanup(() => props.onOnly(undefined))
  let place!: HTMLSpanElement
  const keys = (event: KeyboardEvent) => {
    const index = /^Digit([1-9])$/.exec(event.code)?.[1]
    if (!index || !(event.ctrlKey || event.metaKey || event.altKey) || event.shiftKey) return
    if (root() !== '/chats' || folders().length === 0 || Number(index) > folders().length + 1) return
    event.preventDefault()
    setChosen(folders()[Number(index) - 2]?.id)
  }
  onMount(() => {
    addEventListener('keydown', keys)
    queueMicrotask(() => place.isConnected && onSwipe(place.closest('.scroll')!))
    onCleanup(() => removeEventListener('keydown', keys))
  })
  return (
    <>
      <span ref={place} hidden />
      <Show when={canInstall()}>
        <Suspense>
          <InstallBanner />
        </Suspense>
      </Show>
      <Show when={folders().length > 0}>
        <FolderChips folders={folders()} chosen={folder()?.id} onChoose={setChosen} />
      </Show>
      <Show when={folder() && (watch('rows'), chatsIn(folder()!).length === 0)}>
        <Empty icon="tag" title={t('folders.empty')} text={t('folders.empty.text')} />
      </Show>
      <Show when={archived() > 0 && !folder()}>
        <button type="button" class="archived-row" data-row onClick={() => openFromRoot('/chats/archived')}>
          <Icon name="archive" />
          <span>{t('archive.title')}</span>
          <small aria-label={t('archive.count', { count: archived() })}>{archived()}</small>
        </button>
      </Show>
    </>
  )
}

const onlyOf = (folder: Folder | undefined): Only =>
  folder === undefined ? undefined : order => chatsIn(folder, order)

function FolderChips(props: {
  folders: readonly Folder[]
  chosen: string | undefined
  onChoose: (id: string | undefined) => void
}) {
  const moved = chatsMoved()
  const counts = createMemo(() => {
    moved()
    return new Map(props.folders.map(one => [one.id, unreadIn(chatsIn(one).map(c => store().rows.get(c)!))]))
  })
  const edit = (at: { x: number; y: number } | Element) =>
    openMenu(at, [{ label: t('folders.edit'), icon: 'edit', run: () => openFromRoot('/me/settings/folders') }])
  return (
    <div class="chips folder-chips" role="group" aria-label={t('folders.title')}>
      <button
        type="button"
        class="chip"
        aria-pressed={props.chosen === undefined}
        ref={element => contextMenu(element, edit)}
        onClick={() => props.onChoose(undefined)}
      >
        {t('folders.all')}
      </button>
      <For each={props.folders}>
        {one => (
          <button
            type="button"
            class="chip"
            aria-pressed={props.chosen === one.id}
            ref={element => contextMenu(element, edit)}
            onClick={() => props.onChoose(props.chosen === one.id ? undefined : one.id)}
          >
            <span dir="auto">{one.name}</span>
            <Badge count={counts().get(one.id) ?? 0} label={t('badge.unread', { count: counts().get(one.id) ?? 0 })} />
          </button>
        )}
      </For>
    </div>
  )
}
