import { createMemo, createSignal, For, lazy, Show, Suspense } from 'solid-js'
import type { ChatRow } from '@plaza/contract'
import { ANNOUNCEMENT_LENGTH_MAX, GROUP_TITLE_LENGTH_MAX } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { factsOf, keepFacts, nameIn } from '../groups/facts.ts'
import { t } from '../i18n.ts'
import { ChatRule } from '../notify/chat-rule.tsx'
import { backTo, push } from '../router.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Cell, Empty, Field, Group, Skeleton, Switch } from '../ui/controls.tsx'
import { FormSheet } from '../ui/form-sheet.tsx'
import { Icon } from '../ui/icon.tsx'
import { load } from '../ui/load.ts'
import { nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { confirm } from '../ui/sheet.tsx'
import { client, store, watch } from '../ui/state.ts'
import { ToChats } from '../ui/to-chats.tsx'
import { Linked } from './linked.tsx'
import { membersOf } from './members.ts'
import { keepRow, openPerson, tried } from './open.ts'
import { choosePicture, storeAvatar } from './picture.ts'
import { manages, rowOf } from './rows.ts'
import '../styles/group.css'

const NicknameSheet = lazy(() =>
  import('../groups/nickname-sheet.tsx').then(module => ({ default: module.NicknameSheet })),
)
const SHOWN_MEMBERS = 18

/** What belongs to a conversation besides its messages. */
export function Details(props: { id: string }) {
  const row = createMemo(() => rowOf(props.id))
  return (
    <Page title={t('chat.details')}>
      <Show when={row()} fallback={<Missing />}>
        {known => (
          <>
            <Show when={known().kind === 'group'} fallback={<Couple row={known()} />}>
              <GroupParts row={known()} />
            </Show>
            <Group>
              <Cell title={t('find.in_chat')} onClick={() => push(`/chats/${props.id}/search`)} />
              <Cell title={t('talk.media.cell')} onClick={() => push(`/chats/${props.id}/media`)} />
              <Cell title={t('talk.scheduled.cell')} onClick={() => push(`/chats/${props.id}/scheduled`)} />
            </Group>
            <Group>
              <Switch
                label={t('chat.mute')}
                hint={t('chat.mute.hint')}
                on={known().mute}
                onChange={mute => client().mine(props.id, { mute })}
              />
              <Show when={known().kind !== 'self' && known().role !== 'gone'}>
                <ChatRule c={props.id} />
              </Show>
              <Switch label={t('chat.pin')} on={known().pin} onChange={pin => client().mine(props.id, { pin })} />
            </Group>
            <Clear row={known()} />
            <Show when={known().kind === 'group' && known().role !== 'gone'}>
              <Leave row={known()} />
            </Show>
          </>
        )}
      </Show>
    </Page>
  )
}

const Missing = () => (
  <Show when={(watch('status'), store().loaded)} fallback={<Skeleton rows={4} />}>
    <Empty icon="chats" title={t('chat.missing')} text={t('chat.missing.text')}>
      <ToChats />
    </Empty>
  </Show>
)

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
      <button type="button" class="face-cell" onClick={() => push(`/chats/new/${props.row.peer}`)}>
        <span class="face-plus">
          <Icon name="plus" />
        </span>
        <span>{t('group.new')}</span>
      </button>
    </Show>
  </div>
)

type Editing = 'title' | 'announcement' | 'nickname' | undefined

function GroupParts(props: { row: ChatRow }) {
  const c = props.row.c
  const members = load(
    () => props.row.size,
    () => (props.row.announces ? Promise.resolve(undefined) : membersOf(c)),
  )
  keepFacts(() => props.row)
  const [editing, setEditing] = createSignal<Editing>()
  const announcement = () => factsOf(c)?.announcement ?? ''
  const nickname = () => factsOf(c)?.nicknames.find(({ person }) => person === store().myId)?.nickname ?? ''
  const inside = () => props.row.role !== 'gone' && props.row.open
  const leads = () => inside() && manages(props.row)
  const faces = () => (members.data() ?? factsOf(c)?.leaders ?? []).slice(0, SHOWN_MEMBERS)
  /** Their places are kept, so that nothing moves when they come. */
  const coming = () => (members.loading() ? Math.min(SHOWN_MEMBERS, props.row.size) - faces().length : 0)
  const picture = async () => {
    const file = await choosePicture()
    if (file)
      await tried(async () => keepRow(await call('PATCH /chats/:id', { id: c, avatar: await storeAvatar(file) })))
  }
  return (
    <>
      <div class="faces">
        <For each={faces()}>
          {member => (
            <button type="button" class="face-cell" onClick={() => openPerson(member.person.id)}>
              <Avatar person={member.person.id} size="l" />
              <span>{nameIn(c, member.person.id)}</span>
            </button>
          )}
        </For>
        <For each={Array.from({ length: Math.max(0, coming()) })}>
          {() => (
            <span class="face-cell skeleton" aria-hidden="true">
              <i />
              <b />
            </span>
          )}
        </For>
        <Show when={inside()}>
          <button type="button" class="face-cell" aria-label={t('group.add')} onClick={() => push(`/chats/${c}/add`)}>
            <span class="face-plus">
              <Icon name="plus" />
            </span>
            <span>{t('group.add.short')}</span>
          </button>
        </Show>
      </div>
      <Group>
        <Cell title={t('group.all_members')} value={props.row.size} onClick={() => push(`/chats/${c}/members`)} />
        <Show when={inside()}>
          <Cell
            title={t('code.group')}
            end={<Icon name="qr" class="cell-end" />}
            onClick={() => push(`/chats/${c}/code`)}
          />
          <Cell title={t('group.nickname')} value={nickname() || t('none')} onClick={() => setEditing('nickname')} />
        </Show>
        <Show when={leads()}>
          <Cell
            title={t('group.manage_it')}
            {...(factsOf(c)?.waiting ? { note: t('group.waiting.count', { count: factsOf(c)!.waiting! }) } : {})}
            onClick={() => push(`/chats/${c}/manage`)}
          />
        </Show>
      </Group>
      <Group>
        <Cell
          title={t('group.title')}
          value={props.row.title ?? t('none')}
          {...(leads() ? { onClick: () => setEditing('title') } : {})}
        />
        <Show when={leads()}>
          <Cell title={t('group.picture')} onClick={() => void picture()} />
        </Show>
        <Show when={leads() || announcement()}>
          <Cell
            title={t('group.announcement')}
            {...(announcement() ? {} : { note: t('none') })}
            {...(leads() ? { onClick: () => setEditing('announcement') } : {})}
          />
          <Show when={announcement()}>
            {text => (
              <p class="group-said" dir="auto">
                <Linked text={text()} />
              </p>
            )}
          </Show>
        </Show>
      </Group>
      <Show when={editing()} keyed>
        {what =>
          what === 'nickname' ? (
            <Suspense>
              <NicknameSheet c={c} start={nickname()} onClose={() => setEditing(undefined)} />
            </Suspense>
          ) : (
            <EditGroup
              row={props.row}
              what={what}
              start={what === 'title' ? (props.row.title ?? '') : announcement()}
              onClose={() => setEditing(undefined)}
            />
          )
        }
      </Show>
    </>
  )
}

function EditGroup(props: { row: ChatRow; what: 'title' | 'announcement'; start: string; onClose: () => void }) {
  const [value, setValue] = createSignal(props.start)
  const save = async () => keepRow(await call('PATCH /chats/:id', { id: props.row.c, [props.what]: value().trim() }))
  const title = () => t(props.what === 'title' ? 'group.title' : 'group.announcement')
  return (
    <FormSheet title={title()} submit={t('save')} onSubmit={save} onClose={props.onClose}>
      <Field
        label={title()}
        value={value()}
        onInput={setValue}
        maxlength={props.what === 'title' ? GROUP_TITLE_LENGTH_MAX : ANNOUNCEMENT_LENGTH_MAX}
        multiline={props.what === 'announcement'}
        required={props.what === 'title'}
        autofocus
      />
    </FormSheet>
  )
}

function Clear(props: { row: ChatRow }) {
  const clear = async () => {
    const { c: id, q } = props.row
    if (
      !(await confirm({ title: t('chat.clear.title'), text: t('chat.clear.text'), ok: t('chat.clear'), danger: true }))
    )
      return
    await tried(() => call('POST /chats/:id/cleared', { id, q }))
  }
  return (
    <Group>
      <Cell title={t('chat.clear')} danger onClick={() => void clear()} />
    </Group>
  )
}

function Leave(props: { row: ChatRow }) {
  const leave = async () => {
    const text = t(props.row.role === 'owner' ? 'group.leave.owner' : 'group.leave.text')
    if (!(await confirm({ title: t('group.leave.title'), text, ok: t('group.leave'), danger: true }))) return
    if (await tried(() => call('POST /chats/:id/leave', { id: props.row.c })))
      backTo(path => path === `/chats/${props.row.c}`)
  }
  return (
    <Group>
      <Cell title={t('group.leave')} danger onClick={() => void leave()} />
    </Group>
  )
}
