import type { ChatRow } from '@plaza/contract'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import type { MenuItem } from '../ui/menu.tsx'
import { store } from '../ui/state.ts'

/** Whether money can be sent in a conversation: to a friend, or into a group. */
export function mayPayIn(row: ChatRow): boolean {
  if (row.role === 'gone' || !row.open || row.kind === 'self') return false
  const kind = row.peer === undefined ? undefined : store().people.get(row.peer)?.kind
  return row.kind === 'group' || kind === 'citizen' || kind === 'operator'
}

export function payMenu(row: ChatRow): MenuItem[] {
  const items: MenuItem[] = []
  if (row.kind === 'direct')
    items.push({ label: t('transfer.title'), icon: 'transfer', run: () => push(`/chats/${row.c}/transfer`) })
  items.push({ label: t('envelope.title'), icon: 'mail', run: () => push(`/chats/${row.c}/envelope`) })
  return items
}
