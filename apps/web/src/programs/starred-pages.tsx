import type { StarredPage } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { openProgram } from '../host/live.ts'
import { tried } from '../screens/open.ts'
import { Group } from '../ui/controls.tsx'
import { IconButton } from '../ui/page.tsx'
import { ProgramIcon } from './parts.tsx'

/** Opened from one's own favourites, in the numbers that programs know. */
const FAVORITE = 1010

/** Pages of programs that I keep: each opens where it was. */
export function StarredPages(props: { pages: StarredPage[]; again: () => void; onOpen?: () => void }) {
  const drop = ({ program: { appId }, path, title }: StarredPage) =>
    tried(async () => {
      await call('PUT /programs/:appId/pages/star', { appId, path, title, on: false })
      props.again()
    })
  return (
    <Show when={props.pages.length > 0}>
      <Group title={t('programs.pages')}>
        <For each={props.pages}>
          {page => (
            <div class="cell-row">
              <button
                type="button"
                class="cell"
                disabled={page.program.stopped ?? false}
                onClick={() => {
                  props.onOpen?.()
                  void openProgram(page.program.appId, page.path, { scene: FAVORITE })
                }}
              >
                <ProgramIcon program={page.program} />
                <span class="cell-text">
                  <span class="cell-title">{page.title}</span>
                  <span class="cell-note">{page.program.name}</span>
                </span>
              </button>
              <IconButton
                icon="close"
                label={t('programs.pages.drop', { title: page.title })}
                onClick={() => void drop(page)}
              />
            </div>
          )}
        </For>
      </Group>
    </Show>
  )
}
