import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { Icon } from '../ui/icon.tsx'
import '../styles/pinned.css'

/** Above a group's chat, for who lets people in: that somebody waits. */
export const WaitingBar = (props: { c: string; count: number }) => (
  <div class="pinned-bar" role="region" aria-label={t('group.waiting')}>
    <button type="button" class="pinned-go" onClick={() => push(`/chats/${props.c}/waiting`)}>
      <Icon name="add" />
      <span class="pinned-text">
        <b>{t('group.waiting.count', { count: props.count })}</b>
      </span>
      <Icon name="forward" class="chevron" />
    </button>
  </div>
)
