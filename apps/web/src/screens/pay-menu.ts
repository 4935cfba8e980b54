import type { ChatRow } from '@plaza/contract'
import { mayWrite } from '../engine/rules.ts'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import type { MenuItem } from '../ui/menu.tsx'
import { store } from '../ui/state.ts'

/** Whether money can be sent in a conversation: to a friend, or into a group. */
export function mayPayIn(row: ChatRow): boolean {
  if (row.kind === 'self' || !mayWrite(row, Date.now())) return false
  const kind = row.peer === undefined ? undefined : store().people.get(row.peer)?.kind
  return row.kind === 'group' || kind === 'citizen' || kind === 'operator'
}

/** Whether people can be called there: the same ones, where this device can speak. */
export const mayCallIn = (row: ChatRow): boolean => mayPayIn(row) && navigator.mediaDevices !== undefined

/** What money can do in a conversation. */
export function payMenu(row: ChatRow): MenuItem[] {
  const item = (label: string, icon: MenuItem['icon'], page: string): MenuItem => ({
    label,
    icon,
    run: () => push(`/chats/${row.c}/${page}`),
  })
  const envelope = item(t('envelope.title'), 'mail', 'envelope')
  if (row.kind !== 'direct') return [envelope, item(t('split.title'), 'group', 'split')]
  return [
    item(t('transfer.title'), 'transfer', 'transfer'),
    item(t('request.title'), 'inbox', 'request'),
    envelope,
    item(t('family.give'), 'wallet', 'family'),
  ]
}
