import { createMemo, createResource, createSignal, For, Show } from 'solid-js'
import type { ChatRow, Member, Role } from '@plaza/contract'
import { ANNOUNCEMENT_LENGTH_MAX, GROUP_MEMBERS_MAX, GROUP_TITLE_LENGTH_MAX } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { inOrder, matches } from '../engine/alphabet.ts'
import { uuidv7 } from '../engine/ids.ts'
import { t } from '../i18n.ts'
import { back, backTo, push } from '../router.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button, Cell, Empty, Field, Group, Skeleton, Switch } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { openMenu, type MenuItem } from '../ui/menu.tsx'
import { nameOf } from '../ui/names.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { PersonRow, SearchBox } from '../ui/people.tsx'
import { closestDialog, confirm, Sheet } from '../ui/sheet.tsx'
import { client, store, watch } from '../ui/state.ts'
import { forgetMembers, membersOf } from './members.ts'
import { keepRow, openChat, openPerson, tried } from './open.ts'
import { choosePicture, storeAvatar } from './picture.ts'
import '../styles/group.css'

const SHOWN_MEMBERS = 18

const rowOf = (c: string) => (watch(`row:${c}`), store().rows.get(c))
const manages = (row: ChatRow) => row.role === 'owner' || row.role === 'admin'

/** What belongs to a conversation besides its messages. */
export function Details(props: { id: string }) {
  const row = createMemo(() => rowOf(props.id))
  return (
    <Page title={t('chat.details')}>
      <Show when={row()} fallback={<Skeleton rows={4} />}>
        {known => (
          <>
            <Show when={known().kind === 'group'} fallback={<Couple row={known()} />}>
              <GroupParts row={known()} />
            </Show>
            <Group>
              <Switch label={t('chat.mute')} hint={t('chat.mute.hint')} on={known().mute} onChange={mute => client().mine(props.id, { mute })} />
              <Switch label={t('chat.pin')} on={known().pin} onChange={pin => client().mine(props.id, { pin })} />
            </Group>
            <Show when={known().kind === 'group' && known().role !== 'gone'}>
              <Leave row={known()} />
            </Show>
          </>
        )}
      </Show>
    </Page>
  )
}

/** A direct conversation: the other person, and a way to make it a group. */
const Couple = (props: { row: ChatRow }) => (
  <div class="faces">
    <Show when={props.row.peer}>
      {peer => (
        <button type="button" class="face-cell" onClick={() => openPerson(peer())}>
          <Avatar person={peer()} size="l" />
          <span>{nameOf(peer())}</span>
        </button>
      )}
    </Show>
    <Show when={props.row.kind === 'direct'}>
      <button type="button" class="face-cell" onClick={() => push('/chats/new')}>
        <span class="face-plus">
          <Icon name="plus" />
        </span>
        <span>{t('group.new')}</span>
      </button>
    </Show>
  </div>
)

type Editing = 'title' | 'announcement' | undefined

function GroupParts(props: { row: ChatRow }) {
  const c = props.row.c
  const [members] = createResource(() => [c, props.row.size] as const, () => membersOf(c).catch(() => [] as Member[]))
  const [group, { refetch }] = createResource(() => call('GET /chats/:id', { id: c }).catch(() => undefined))
  const [editing, setEditing] = createSignal<Editing>()
  const announcement = () => group.latest?.announcement ?? ''
  const inside = () => props.row.role !== 'gone'
  const picture = async () => {
    const file = await choosePicture()
    if (file) await tried(async () => keepRow(await call('PATCH /chats/:id', { id: c, avatar: await storeAvatar(file) })))
  }
  return (
    <>
      <div class="faces">
        <For each={(members.latest ?? []).slice(0, SHOWN_MEMBERS)}>
          {member => (
            <button type="button" class="face-cell" onClick={() => openPerson(member.person.id)}>
              <Avatar person={member.person.id} size="l" />
              <span>{nameOf(member.person.id)}</span>
            </button>
          )}
        </For>
        <Show when={inside()}>
          <button type="button" class="face-cell" onClick={() => push(`/chats/${c}/add`)}>
            <span class="face-plus">
              <Icon name="plus" />
            </span>
            <span>{t('group.add')}</span>
          </button>
        </Show>
      </div>
      <Group>
        <Cell title={t('group.all_members')} value={props.row.size} onClick={() => push(`/chats/${c}/members`)} />
        <Show when={inside()}>
          <Cell title={t('code.group')} end={<Icon name="qr" class="cell-end" />} onClick={() => push(`/chats/${c}/code`)} />
        </Show>
      </Group>
      <Group>
        <Cell title={t('group.title')} value={props.row.title ?? t('none')} {...(manages(props.row) ? { onClick: () => setEditing('title') } : {})} />
        <Show when={manages(props.row)}>
          <Cell title={t('group.picture')} onClick={() => void picture()} />
        </Show>
        <Show when={manages(props.row) || announcement()}>
          <Cell title={t('group.announcement')} note={announcement() || t('none')} {...(manages(props.row) ? { onClick: () => setEditing('announcement') } : {})} />
        </Show>
        <Show when={manages(props.row)}>
          <Switch
            label={t('group.admins_only')}
            hint={t('group.admins_only.hint')}
            on={props.row.adminsOnly ?? false}
            onChange={adminsOnly => void tried(async () => keepRow(await call('PATCH /chats/:id', { id: c, adminsOnly })))}
          />
        </Show>
      </Group>
      <Show when={editing()} keyed>
        {what => (
          <EditGroup
            row={props.row}
            what={what}
            start={what === 'title' ? (props.row.title ?? '') : announcement()}
            onClose={() => {
              setEditing(undefined)
              void refetch()
            }}
          />
        )}
      </Show>
    </>
  )
}

function EditGroup(props: { row: ChatRow; what: 'title' | 'announcement'; start: string; onClose: () => void }) {
  const [value, setValue] = createSignal(props.start)
  const [busy, setBusy] = createSignal(false)
  const save = async (form: HTMLFormElement) => {
    setBusy(true)
    const ok = await tried(async () => keepRow(await call('PATCH /chats/:id', { id: props.row.c, [props.what]: value().trim() })))
    setBusy(false)
    if (ok) closestDialog(form)?.close()
  }
  const title = () => t(props.what === 'title' ? 'group.title' : 'group.announcement')
  return (
    <Sheet title={title()} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          void save(event.currentTarget)
        }}
      >
        <Field label={title()} value={value()} onInput={setValue} maxlength={props.what === 'title' ? GROUP_TITLE_LENGTH_MAX : ANNOUNCEMENT_LENGTH_MAX} multiline={props.what === 'announcement'} required={props.what === 'title'} autofocus />
        <Button type="submit" kind="primary" busy={busy()}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}

function Leave(props: { row: ChatRow }) {
  const leave = async () => {
    const text = t(props.row.role === 'owner' ? 'group.leave.owner' : 'group.leave.text')
    if (!(await confirm({ title: t('group.leave.title'), text, ok: t('group.leave'), danger: true }))) return
    if (await tried(() => call('POST /chats/:id/leave', { id: props.row.c }))) backTo(path => path === `/chats/${props.row.c}`)
  }
  return (
    <Group>
      <Cell title={t('group.leave')} danger onClick={() => void leave()} />
    </Group>
  )
}

/** Everybody in a group, with what one may do about them. */
export function Members(props: { id: string }) {
  const row = createMemo(() => rowOf(props.id))
  const [query, setQuery] = createSignal('')
  const [members, { refetch }] = createResource(() => [props.id, row()?.size] as const, () => membersOf(props.id).catch(() => [] as Member[]))
  const again = async () => {
    forgetMembers(props.id)
    await refetch()
  }
  const shown = () => (members.latest ?? []).filter(({ person }) => matches(nameOf(person.id), query()) || person.handle.startsWith(query()))
  return (
    <Page title={t('group.all_members')} actions={<IconButton icon="add" label={t('group.add')} onClick={() => push(`/chats/${props.id}/add`)} />}>
      <SearchBox value={query()} label={t('contacts.search')} onInput={setQuery} />
      <Show when={members.latest} fallback={<Skeleton rows={6} />}>
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
  const set = (role: Role) => tried(() => call('PUT /chats/:id/members/:person/role', { id: row.c, person: member.person.id, role })).then(again)
  const handOver = async () => {
    if (await confirm({ title: t('group.hand_over.title', { name }), text: t('group.hand_over.text'), ok: t('group.hand_over') })) await set('owner')
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

/** Contacts to choose from; those in `without` are in already. */
function Picker(props: { without: Set<string>; chosen: Set<string>; max: number; onChange: (chosen: Set<string>) => void }) {
  const [query, setQuery] = createSignal('')
  const people = createMemo(() => {
    watch('contacts')
    const friends = [...store().contacts.values()].filter(contact => contact.friend && !contact.blocked)
    return inOrder(friends, contact => nameOf(contact.person.id)).map(contact => contact.person)
  })
  const shown = () => people().filter(person => matches(nameOf(person.id), query()) || person.handle.startsWith(query()))
  const toggle = (id: string) => {
    const next = new Set(props.chosen)
    if (!next.delete(id) && next.size < props.max) next.add(id)
    props.onChange(next)
  }
  return (
    <>
      <SearchBox value={query()} label={t('contacts.search')} onInput={setQuery} />
      <div class="chosen" aria-live="polite">
        <For each={[...props.chosen]}>
          {id => (
            <button type="button" class="chosen-face" aria-label={t('group.unpick', { name: nameOf(id) })} onClick={() => toggle(id)}>
              <Avatar person={id} size="s" />
            </button>
          )}
        </For>
      </div>
      <Show when={people().length > 0} fallback={<Empty icon="contacts" title={t('contacts.empty')} text={t('contacts.empty.text')} />}>
        <div class="group-box picks" role="group" aria-label={t('group.pick')}>
          <For each={shown()}>
            {person => (
              <label class="cell pick" classList={{ off: props.without.has(person.id) }}>
                <input
                  type="checkbox"
                  class="hidden-visually"
                  checked={props.chosen.has(person.id) || props.without.has(person.id)}
                  disabled={props.without.has(person.id)}
                  onChange={() => toggle(person.id)}
                />
                <span class="check" classList={{ on: props.chosen.has(person.id) || props.without.has(person.id) }} />
                <Avatar person={person.id} />
                <span class="cell-text">
                  <span class="cell-title">{nameOf(person.id)}</span>
                  <span class="cell-note">{props.without.has(person.id) ? t('group.inside') : `@${person.handle}`}</span>
                </span>
              </label>
            )}
          </For>
        </div>
      </Show>
    </>
  )
}

/** A group exists as soon as people are chosen; a name is welcome. */
export function NewGroup() {
  const id = uuidv7()
  const [chosen, setChosen] = createSignal(new Set<string>())
  const [title, setTitle] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const make = async () => {
    setBusy(true)
    await tried(async () => {
      const named = title().trim() ? { title: title().trim() } : {}
      const row = await call('POST /chats', { id, people: [...chosen()], ...named })
      keepRow(row)
      openChat(row.c)
    })
    setBusy(false)
  }
  return (
    <Page
      title={t('group.new')}
      class="new-group"
      foot={
        <div class="foot">
          <Button kind="primary" busy={busy()} disabled={chosen().size === 0} onClick={() => void make()}>
            {t('group.make', { count: chosen().size })}
          </Button>
        </div>
      }
    >
      <div class="group">
        <Field label={t('group.title.optional')} value={title()} onInput={setTitle} maxlength={GROUP_TITLE_LENGTH_MAX} />
      </div>
      <Picker without={new Set()} chosen={chosen()} max={GROUP_MEMBERS_MAX - 1} onChange={setChosen} />
    </Page>
  )
}

export function AddMembers(props: { id: string }) {
  const [members] = createResource(() => membersOf(props.id).catch(() => [] as Member[]))
  const [chosen, setChosen] = createSignal(new Set<string>())
  const [busy, setBusy] = createSignal(false)
  const add = async () => {
    setBusy(true)
    const ok = await tried(async () => keepRow(await call('POST /chats/:id/members', { id: props.id, people: [...chosen()] })))
    setBusy(false)
    if (!ok) return
    forgetMembers(props.id)
    back()
  }
  return (
    <Page
      title={t('group.add')}
      class="new-group"
      foot={
        <div class="foot">
          <Button kind="primary" busy={busy()} disabled={chosen().size === 0} onClick={() => void add()}>
            {t('group.add_do', { count: chosen().size })}
          </Button>
        </div>
      }
    >
      <Show when={members.latest} fallback={<Skeleton rows={6} />}>
        {list => <Picker without={new Set(list().map(member => member.person.id))} chosen={chosen()} max={GROUP_MEMBERS_MAX - list().length} onChange={setChosen} />}
      </Show>
    </Page>
  )
}
