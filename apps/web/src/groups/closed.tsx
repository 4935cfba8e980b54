import type { ChatRow } from '@plaza/contract'
import { isMuted } from '../engine/rules.ts'
import { t } from '../i18n.ts'
import { untilText } from '../ui/names.ts'
import { now } from '../ui/state.ts'

/** What stands in place of the composer where one cannot write: why. */
export const Closed = (props: { row: ChatRow }) => <p class="chat-closed">{why(props.row)}</p>

function why(row: ChatRow): string {
  if (row.role === 'gone') return t('chat.closed.gone')
  if (!row.open) return t(row.kind === 'group' ? 'chat.closed.dissolved' : 'chat.closed.not_friends')
  if (isMuted(row, now())) return t('chat.closed.muted', { until: untilText(row.mutedUntil) })
  return t('chat.closed.admins_only')
}
