import { createMemo, createSignal, For, Show } from 'solid-js'
import type { ChatRow, Member, Role } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { matches } from '../engine/alphabet.ts'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { openMenu, type MenuItem } from '../ui/menu.tsx'
import { nameOf } from '../ui/names.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { PersonRow, SearchBox } from '../ui/people.tsx'
import { confirm } from '../ui/sheet.tsx'
import { store } from '../ui/state.ts'
import { forgetMembers, membersOf } from './members.ts'
import { openPerson, tried } from './open.ts'
import { rowOf } from './rows.ts'
import '../styles/group.css'

/** Everybody in a group, with what one may do about them. */
export function Members(props: { id: string }) {
  const row = createMemo(() => rowOf(props.id))
  const [query, setQuery] = createSignal('')
  const members = load(
    () => row()?.size,
    () => membersOf(props.id),
  )
  const again = async () => {
    forgetMembers(props.id)
    await members.again()
  }
  const shown = () =>
    (members.data() ?? []).filter(
      ({ person }) => matches(nameOf(person.id), query()) || person.handle.startsWith(query()),
    )
  return (
    <Page
      title={t('group.all_members')}
      actions={<IconButton icon="add" label={t('group.add')} onClick={() => push(`/chats/${props.id}/add`)} />}
    >
      <SearchBox value={query()} label={t('contacts.search')} onInput={setQuery} />
      <Show when={members.data()} fallback={<Skeleton rows={6} />}>
        <div class="list" role="list">
          <For each={shown()}>
            {member => (
              <PersonRow
                person={member.person.id}
                note={`@${member.person.handle}`}
                onClick={() => openPerson(member.person.id)}
                end={
                  <Show when={member.role !== 'member'}>
                    <span class="role">{t(member.role === 'owner' ? 'role.owner' : 'role.admin')}</span>
                  </Show>
                }
                after={
                  <Show when={row() && canManage(row()!, member)}>
                    <IconButton
                      icon="more"
                      label={t('group.manage', { name: nameOf(member.person.id) })}
                      popup
                      onClick={event => openMenu(event.currentTarget as Element, memberItems(row()!, member, again))}
                    />
                  </Show>
                }
              />
            )}
          </For>
        </div>
      </Show>
    </Page>
  )
}

function canManage(row: ChatRow, member: Member): boolean {
  if (member.person.id === store().myId) return false
  return row.role === 'owner' || (row.role === 'admin' && member.role === 'member')
}

function memberItems(row: ChatRow, member: Member, again: () => Promise<void>): MenuItem[] {
  const name = nameOf(member.person.id)
  const set = (role: Role) =>
    tried(() => call('PUT /chats/:id/members/:person/role', { id: row.c, person: member.person.id, role })).then(again)
  const handOver = async () => {
    if (
      await confirm({
        title: t('group.hand_over.title', { name }),
        text: t('group.hand_over.text'),
        ok: t('group.hand_over'),
      })
    )
      await set('owner')
  }
  const remove = async () => {
    if (!(await confirm({ title: t('group.remove.title', { name }), ok: t('remove'), danger: true }))) return
    await tried(() => call('DELETE /chats/:id/members/:person', { id: row.c, person: member.person.id }))
    await again()
  }
  const items: MenuItem[] = []
  if (row.role === 'owner') {
    items.push(
      member.role === 'admin'
        ? { label: t('group.unadmin'), icon: 'minus', run: () => void set('member') }
        : { label: t('group.admin'), icon: 'shield', run: () => void set('admin') },
      { label: t('group.hand_over'), icon: 'crown', run: () => void handOver() },
    )
  }
  items.push({ label: t('group.remove'), icon: 'trash', run: () => void remove(), danger: true })
  return items
}
