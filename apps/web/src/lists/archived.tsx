import { createMemo, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { CHAT_LINE_REM, ChatLine } from '../screens/chats.tsx'
import { Empty } from '../ui/controls.tsx'
import { List } from '../ui/list.tsx'
import { Page } from '../ui/page.tsx'
import { store, watch } from '../ui/state.ts'
import { onSwipe } from './swipe.ts'
import '../styles/lists.css'

/** The chats that were put away, the latest first. */
export function Archived() {
  const chats = createMemo(() => {
    watch('rows')
    const rows = [...store().rows.values()].filter(row => row.archived && !row.hidden)
    return rows.toSorted((a, b) => b.at - a.at).map(row => row.c)
  })
  return (
    <Page title={t('archive.title')}>
      <span ref={element => queueMicrotask(() => element.isConnected && onSwipe(element.closest('.scroll')!))} />
      <Show
        when={chats().length > 0}
        fallback={<Empty icon="archive" title={t('archive.none')} text={t('archive.none.text')} />}
      >
        <p class="note archive-note">{t('archive.note')}</p>
        <List items={chats()} height={CHAT_LINE_REM} label={t('archive.title')}>
          {c => (
            <div role="listitem">
              <ChatLine c={c} />
            </div>
          )}
        </List>
      </Show>
    </Page>
  )
}
