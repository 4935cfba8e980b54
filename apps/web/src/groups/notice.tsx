import { createSignal, onMount, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { Linked } from '../screens/linked.tsx'
import { Icon } from '../ui/icon.tsx'
import { IconButton } from '../ui/page.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { client } from '../ui/state.ts'
import '../styles/groups.css'

/** The announcement at the top of a group's chat, until it was put away; another one comes back. */
export function GroupNotice(props: { c: string; text: string }) {
  const [away, setAway] = createSignal<string | null>(null)
  const [open, setOpen] = createSignal(false)
  const key = `notice:${props.c}`
  onMount(
    () =>
      void client()
        .db.meta<string>(key)
        .then(text => setAway(text ?? '')),
  )
  const putAway = () => {
    setAway(props.text)
    client().db.remember(key, props.text)
  }
  return (
    <Show when={away() !== null && away() !== props.text}>
      <div class="group-notice" role="region" aria-label={t('group.announcement')}>
        <button type="button" class="group-notice-open" onClick={() => setOpen(true)}>
          <Icon name="megaphone" />
          <span>{props.text}</span>
        </button>
        <IconButton icon="close" label={t('group.notice.away')} onClick={putAway} />
      </div>
      <Show when={open()}>
        <Sheet title={t('group.announcement')} onClose={() => setOpen(false)}>
          <p class="sheet-text group-notice-text" dir="auto">
            <Linked text={props.text} />
          </p>
        </Sheet>
      </Show>
    </Show>
  )
}
