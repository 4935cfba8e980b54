import type { ChatRow, Member, MuteTerm, Role } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { openMenu, type MenuItem } from '../ui/menu.tsx'
import { confirm } from '../ui/sheet.tsx'
import { store } from '../ui/state.ts'
import { nameIn, refreshFacts } from './facts.ts'

export function canManage(row: ChatRow, member: Member): boolean {
  if (!row.open || member.person.id === store().myId) return false
  return row.role === 'owner' || (row.role === 'admin' && member.role === 'member')
}

const TERMS = ['minutes_10', 'hour', 'day', 'until_lifted'] as const

/** What owner and admins may do about a member. */
export function memberItems(at: Element, row: ChatRow, member: Member, again: () => Promise<void>): MenuItem[] {
  const person = member.person.id
  const name = nameIn(row.c, person)
  const done = async (act: () => Promise<unknown>) => {
    await tried(act)
    await Promise.all([again(), refreshFacts(row.c)])
  }
  const set = (role: Role) => done(() => call('PUT /chats/:id/members/:person/role', { id: row.c, person, role }))
  const mute = (term: MuteTerm) => done(() => call('PUT /chats/:id/members/:person/mute', { id: row.c, person, term }))
  const handOver = async () => {
    const question = { title: t('group.hand_over.title', { name }), text: t('group.hand_over.text') }
    if (await confirm({ ...question, ok: t('group.hand_over') })) await set('owner')
  }
  const remove = async () => {
    if (!(await confirm({ title: t('group.remove.title', { name }), ok: t('remove'), danger: true }))) return
    await done(() => call('DELETE /chats/:id/members/:person', { id: row.c, person }))
  }
  const items: MenuItem[] = []
  if (row.role === 'owner')
    items.push(
      member.role === 'admin'
        ? { label: t('group.unadmin'), icon: 'minus', run: () => void set('member') }
        : { label: t('group.admin'), icon: 'shield', run: () => void set('admin') },
      { label: t('group.hand_over'), icon: 'crown', run: () => void handOver() },
    )
  if (member.role !== 'owner')
    items.push(
      (member.mutedUntil ?? 0) > Date.now()
        ? { label: t('group.unmute'), icon: 'unmute', run: () => void mute('lifted') }
        : { label: t('group.mute'), icon: 'mute', run: () => openMenu(at, muteItems(mute)) },
    )
  items.push({ label: t('group.remove'), icon: 'trash', run: () => void remove(), danger: true })
  return items
}

const muteItems = (mute: (term: MuteTerm) => Promise<void>): MenuItem[] =>
  TERMS.map(term => ({ label: t(`group.mute.${term}`), icon: 'clock', run: () => void mute(term) }))
