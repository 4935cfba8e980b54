import type { Folder } from '@plaza/contract'
import { FOLDER_CHATS_MAX, FOLDER_NAME_LENGTH_MAX } from '@plaza/contract/limits'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { back } from '../router.ts'
import { tried } from '../screens/open.ts'
import { matches } from '../engine/alphabet.ts'
import { ChatAvatar } from '../ui/avatar.tsx'
import { Cell, Field, Group, Skeleton, Switch } from '../ui/controls.tsx'
import { titleOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { SearchBox } from '../ui/people.tsx'
import { confirm } from '../ui/sheet.tsx'
import { store, watch } from '../ui/state.ts'
import { myFolders } from './mine.ts'
import '../styles/group.css'
import '../styles/lists.css'

/** Chats that are offered at once; the search finds the others. */
const OFFERED = 20
const RULES = ['people', 'groups', 'official'] as const
const NARROWER = ['muted', 'unread'] as const

/** One folder: what it is called, which chats it takes by itself, and which were chosen. */
export function FolderPage(props: { id: string }) {
  const mine = myFolders()
  return (
    <Show when={mine.read()} fallback={<Page title={t('folders.one')}>{<Skeleton rows={4} />}</Page>}>
      {folders => (
        <FolderForm
          folder={folders().find(one => one.id === props.id) ?? blank(props.id)}
          isNew={!folders().some(one => one.id === props.id)}
        />
      )}
    </Show>
  )
}

const blank = (id: string): Folder => ({
  id,
  name: '',
  people: false,
  groups: false,
  official: false,
  muted: true,
  unread: false,
  chats: [],
})

function FolderForm(props: { folder: Folder; isNew: boolean }) {
  const mine = myFolders()
  // What is being written stays when the list comes anew.
  const [folder, setFolder] = createSignal({ ...props.folder })
  const [busy, setBusy] = createSignal(false)
  const set = (change: Partial<Folder>) => setFolder({ ...folder(), ...change })
  const save = async () => {
    setBusy(true)
    const saved = await tried(async () => mine.keep((await call('PUT /folders/:id', folder())).folders))
    setBusy(false)
    if (saved) back()
  }
  const drop = async () => {
    const sure = { title: t('folders.drop.title', { name: folder().name }), text: t('folders.drop.text') }
    if (!(await confirm({ ...sure, ok: t('folders.drop'), danger: true }))) return
    const { id } = props.folder
    const gone = await tried(() => call('DELETE /folders/:id', { id }))
    if (!gone) return
    mine.keep((mine.read() ?? []).filter(one => one.id !== id))
    back()
  }
  return (
    <Page
      title={t(props.isNew ? 'folders.new' : 'folders.one')}
      foot={
        <div class="foot">
          <button
            type="submit"
            form="folder"
            class="button primary"
            aria-busy={busy()}
            disabled={busy() || folder().name.trim() === ''}
          >
            {t('save')}
          </button>
        </div>
      }
    >
      <form
        id="folder"
        class="folder-form"
        // Enter in the search finds chats and saves nothing.
        onKeyDown={event => event.key === 'Enter' && event.target.matches('[type=search]') && event.preventDefault()}
        onSubmit={event => {
          event.preventDefault()
          void save()
        }}
      >
        <Field
          label={t('folders.name')}
          value={folder().name}
          onInput={name => set({ name })}
          maxlength={FOLDER_NAME_LENGTH_MAX}
          required
          autofocus={props.isNew}
        />
        <Group title={t('folders.rules')}>
          <For each={RULES}>
            {rule => (
              <Switch label={t(`folders.rule.${rule}`)} on={folder()[rule]} onChange={on => set({ [rule]: on })} />
            )}
          </For>
        </Group>
        <Group title={t('folders.narrower')} note={t('folders.narrower.note')}>
          <For each={NARROWER}>
            {rule => (
              <Switch label={t(`folders.rule.${rule}`)} on={folder()[rule]} onChange={on => set({ [rule]: on })} />
            )}
          </For>
        </Group>
        <Chosen chats={folder().chats} onChange={chats => set({ chats })} />
      </form>
      <Show when={!props.isNew}>
        <Group>
          <Cell title={t('folders.drop')} danger onClick={() => void drop()} />
        </Group>
      </Show>
    </Page>
  )
}

/** Chats with a tick each: the chosen ones first, then the latest, or what the search finds. */
function Chosen(props: { chats: readonly string[]; onChange: (chats: string[]) => void }) {
  const [query, setQuery] = createSignal('')
  const first = [...props.chats]
  const offered = createMemo(() => {
    watch('rows')
    const order = [...new Set([...first, ...store().order()])].filter(c => store().rows.has(c))
    const wanted = query().trim()
    const found = wanted === '' ? order : order.filter(c => matches(titleOf(store().rows.get(c)!), wanted))
    return found.slice(0, Math.max(OFFERED, wanted === '' ? first.length : 0))
  })
  const full = () => props.chats.length >= FOLDER_CHATS_MAX
  const toggle = (c: string) =>
    props.onChange(props.chats.includes(c) ? props.chats.filter(one => one !== c) : [...props.chats, c])
  return (
    <Group title={t('folders.chosen')}>
      <SearchBox value={query()} label={t('chats.search')} onInput={setQuery} />
      <For each={offered()}>
        {c => (
          <label class="cell">
            <ChatAvatar c={c} size="s" />
            <span class="cell-text">
              <span class="cell-title" dir="auto">
                {titleOf(store().rows.get(c)!)}
              </span>
            </span>
            <input
              type="checkbox"
              class="hidden-visually"
              checked={props.chats.includes(c)}
              disabled={full() && !props.chats.includes(c)}
              onChange={() => toggle(c)}
            />
            <span class="check" classList={{ on: props.chats.includes(c) }} />
          </label>
        )}
      </For>
    </Group>
  )
}
