import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { language, t } from '../i18n.ts'
import { rowOf } from '../screens/rows.ts'
import { tried } from '../screens/open.ts'
import { Unloaded } from '../ui/answer.tsx'
import { ChatAvatar } from '../ui/avatar.tsx'
import { Empty, Group, Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { titleOf } from '../ui/names.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { confirm } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { sizeOf } from './files.ts'
import '../styles/talk.css'

/** What my files take with the city, chat by chat, and a way to let go of them. */
export function Storage() {
  const list = load(
    () => 0,
    () => call('GET /me/storage'),
  )
  const size = (bytes: number) => sizeOf(bytes, language())
  const nameOfChat = (c: string) => {
    const row = rowOf(c)
    return row ? titleOf(row) : t('talk.storage.other')
  }
  const free = async (c: string, bytes: number) => {
    const wish = { title: t('talk.storage.free.title'), text: t('talk.storage.free.text', { size: size(bytes) }) }
    if (!(await confirm({ ...wish, ok: t('talk.storage.free'), danger: true }))) return
    await tried(async () => {
      const freed = await call('POST /me/storage/free', { chat: c, before: Date.now() })
      toast(t('talk.storage.freed', { size: size(freed.bytes) }))
      await list.again()
    })
  }
  return (
    <Page title={t('talk.storage')}>
      <Show when={!list.code()} fallback={<Unloaded code={list.code()!} again={list.again} />}>
        <Show when={list.data()} fallback={<Skeleton rows={4} />}>
          {data => (
            <>
              <div class="storage-used">
                <b>{t('talk.storage.used', { used: size(data().used), quota: size(data().quota) })}</b>
                <meter
                  min={0}
                  max={data().quota}
                  value={data().used}
                  aria-label={t('talk.storage.used', { used: size(data().used), quota: size(data().quota) })}
                />
              </div>
              <Show
                when={data().chats.length > 0}
                fallback={<Empty icon="inbox" title={t('talk.storage.none')} text={t('talk.storage.none.text')} />}
              >
                <Group note={t('talk.storage.note')}>
                  <For each={data().chats}>
                    {one => (
                      <div class="cell">
                        <ChatAvatar c={one.c} />
                        <span class="cell-text">
                          <span class="cell-title">{nameOfChat(one.c)}</span>
                          <span class="cell-note">
                            {size(one.bytes)} · {t('talk.storage.files', { count: one.files })}
                          </span>
                        </span>
                        <IconButton
                          icon="trash"
                          label={t('talk.storage.free_of', { name: nameOfChat(one.c) })}
                          onClick={() => void free(one.c, one.bytes)}
                        />
                      </div>
                    )}
                  </For>
                </Group>
              </Show>
            </>
          )}
        </Show>
      </Show>
    </Page>
  )
}
