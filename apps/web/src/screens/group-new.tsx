import { createMemo, createSignal, For, Show } from 'solid-js'
import {
  ANNOUNCEMENT_GROUP_MEMBERS_MAX,
  GROUP_MEMBERS_MAX,
  GROUP_TITLE_LENGTH_MAX,
  JOIN_REASON_LENGTH_MAX,
} from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { inOrder, matches } from '../engine/alphabet.ts'
import { uuidv7 } from '../engine/ids.ts'
import { t } from '../i18n.ts'
import { back } from '../router.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button, Empty, Field, Skeleton, Switch } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { SearchBox } from '../ui/people.tsx'
import { store, watch } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { forgetMembers, membersOf } from './members.ts'
import { visitInstead } from '../router.ts'
import { keepRow, tried } from './open.ts'
import { rowOf } from './rows.ts'
import '../styles/group.css'

/** Contacts to choose from; those in `without` are in already. */
function Picker(props: {
  without: Set<string>
  chosen: Set<string>
  max: number
  onChange: (chosen: Set<string>) => void
}) {
  const [query, setQuery] = createSignal('')
  const people = createMemo(() => {
    watch('contacts')
    const friends = [...store().contacts.values()].filter(
      ({ friend, blocked, person }) => friend && !blocked && person.kind !== 'service',
    )
    return inOrder(friends, contact => nameOf(contact.person.id)).map(contact => contact.person)
  })
  const shown = () =>
    people().filter(person => matches(nameOf(person.id), query()) || person.handle.startsWith(query()))
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
            <button
              type="button"
              class="chosen-face"
              aria-label={t('group.unpick', { name: nameOf(id) })}
              onClick={() => toggle(id)}
            >
              <Avatar person={id} size="s" />
            </button>
          )}
        </For>
      </div>
      <Show
        when={people().length > 0}
        fallback={<Empty icon="contacts" title={t('contacts.empty')} text={t('contacts.empty.text')} />}
      >
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
                  <span class="cell-note">
                    {props.without.has(person.id) ? t('group.inside') : `@${person.handle}`}
                  </span>
                </span>
              </label>
            )}
          </For>
        </div>
      </Show>
    </>
  )
}

/** A group exists as soon as people are chosen; a name is welcome. From a chat with a friend, the friend is chosen already. */
export function NewGroup(props: { friend?: string }) {
  const id = uuidv7()
  const friend = store().contacts.get(props.friend ?? '')?.friend ? [props.friend!] : []
  const [chosen, setChosen] = createSignal(new Set<string>(friend))
  const [title, setTitle] = createSignal('')
  const [announces, setAnnounces] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  // Whom an announcement group is for comes by its link.
  const ready = () => chosen().size > 0 || (announces() && title().trim() !== '')
  const make = async () => {
    setBusy(true)
    await tried(async () => {
      const named = title().trim() ? { title: title().trim() } : {}
      const kind = announces() ? { announces: true as const } : {}
      const row = await call('POST /chats', { id, people: [...chosen()], ...named, ...kind })
      keepRow(row)
      visitInstead(`/chats/${row.c}`)
    })
    setBusy(false)
  }
  return (
    <Page
      title={t('group.new')}
      class="new-group"
      foot={
        <div class="foot">
          <Button kind="primary" busy={busy()} disabled={!ready()} onClick={() => void make()}>
            {ready() && chosen().size === 0 ? t('group.new') : t('group.make', { count: chosen().size })}
          </Button>
        </div>
      }
    >
      <div class="group">
        <Field
          label={t('group.title.optional')}
          value={title()}
          onInput={setTitle}
          maxlength={GROUP_TITLE_LENGTH_MAX}
        />
        <div class="group-box group-kind">
          <Switch
            label={t('group.announces')}
            hint={t('group.announces.hint')}
            on={announces()}
            onChange={setAnnounces}
          />
        </div>
      </div>
      <Picker without={new Set()} chosen={chosen()} max={GROUP_MEMBERS_MAX - 1} onChange={setChosen} />
    </Page>
  )
}

export function AddMembers(props: { id: string }) {
  const members = load(
    () => props.id,
    () => membersOf(props.id),
  )
  const [chosen, setChosen] = createSignal(new Set<string>())
  const [reason, setReason] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const row = () => rowOf(props.id)
  const asks = () => row()?.approval === true && row()?.role === 'member'
  const max = () => (row()?.announces ? ANNOUNCEMENT_GROUP_MEMBERS_MAX : GROUP_MEMBERS_MAX) - (row()?.size ?? 0)
  const add = async () => {
    setBusy(true)
    const why = asks() && reason().trim() ? { reason: reason().trim() } : {}
    const ok = await tried(async () =>
      keepRow(await call('POST /chats/:id/members', { id: props.id, people: [...chosen()], ...why })),
    )
    setBusy(false)
    if (!ok) return
    if (asks()) toast(t('group.asked'))
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
      <Show when={asks()}>
        <div class="group">
          <Field
            label={t('join.reason')}
            hint={t('group.asks.hint')}
            value={reason()}
            onInput={setReason}
            maxlength={JOIN_REASON_LENGTH_MAX}
          />
        </div>
      </Show>
      <Show when={members.data()} fallback={<Skeleton rows={6} />}>
        {list => (
          <Picker
            without={new Set(list().map(member => member.person.id))}
            chosen={chosen()}
            max={Math.min(max(), GROUP_MEMBERS_MAX)}
            onChange={setChosen}
          />
        )}
      </Show>
    </Page>
  )
}
