import type { Folder } from '@plaza/contract'
import { FOLDERS_MAX } from '@plaza/contract/limits'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { tried } from '../screens/open.ts'
import { Button, Empty, Group, Skeleton } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { IconButton, Page } from '../ui/page.tsx'
import { chatsIn, chatsMoved, myFolders } from './mine.ts'
import '../styles/lists.css'

/** My folders: which there are, and in what order their chips stand. */
export function FoldersPage() {
  const mine = myFolders()
  const folders = () => mine.read() ?? []
  const moved = chatsMoved()
  const sizeOf = (folder: Folder) => (moved(), chatsIn(folder).length)
  const up = (index: number) => {
    const ids = folders().map(one => one.id)
    ids.splice(index - 1, 0, ...ids.splice(index, 1))
    return tried(async () => mine.keep((await call('PUT /folders', { ids })).folders))
  }
  return (
    <Page title={t('folders.title')}>
      <Show when={mine.read()} fallback={<Skeleton rows={3} />}>
        <Show
          when={folders().length > 0}
          fallback={<Empty icon="tag" title={t('folders.none')} text={t('folders.none.text')} />}
        >
          <Group note={t('folders.note')}>
            <For each={folders()}>
              {(one, index) => (
                <div class="cell folder-row">
                  <button type="button" class="folder-open" onClick={() => push(`/me/settings/folders/${one.id}`)}>
                    <span class="cell-text">
                      <span class="cell-title" dir="auto">
                        {one.name}
                      </span>
                      <span class="cell-note">{t('folders.chats', { count: sizeOf(one) })}</span>
                    </span>
                    <Icon name="forward" class="chevron" />
                  </button>
                  <IconButton
                    icon="up"
                    label={t('folders.up', { name: one.name })}
                    disabled={index() === 0}
                    onClick={() => void up(index())}
                  />
                </div>
              )}
            </For>
          </Group>
        </Show>
        <div class="big-action">
          <Button
            kind="primary"
            icon="plus"
            disabled={folders().length >= FOLDERS_MAX}
            onClick={() => push(`/me/settings/folders/${uuidv7()}`)}
          >
            {t('folders.new')}
          </Button>
        </div>
      </Show>
    </Page>
  )
}
