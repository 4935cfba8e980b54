import type { MenuButton, MenuLeaf } from '@plaza/contract'
import {
  MENU_BUTTONS_MAX,
  MENU_KEY_LENGTH_MAX,
  MENU_NAME_LENGTH_MAX,
  MENU_SUB_BUTTONS_MAX,
  PROGRAM_PATH_LENGTH_MAX,
} from '@plaza/contract/limits'
import { createSignal, For, Index, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { MenuBar } from '../programs/account-menu.tsx'
import { FormError, tries } from '../screens/sign-form.tsx'
import { loadShown } from '../shops/parts.tsx'
import { Answer } from '../ui/answer.tsx'
import { Choice } from '../ui/choice.tsx'
import { Button, Field } from '../ui/controls.tsx'
import { toast } from '../ui/toast.tsx'
import { MakerPage, type Desk } from './parts.tsx'

const TYPES = ['page', 'view', 'click'] as const
type Kind = (typeof TYPES)[number]

/** The menu of a program's account: what its buttons say and do, with a phone that shows it. */
export function MenuDesk(props: Desk) {
  const loaded = loadShown(() => call('GET /programs/:appId/managed-menu', { appId: props.program.appId }))
  return (
    <MakerPage program={props.program} title={t('account_menu.title')}>
      <Answer loaded={loaded}>{data => <Editor appId={props.program.appId} menu={data().menu} />}</Answer>
    </MakerPage>
  )
}

const newLeaf = (): MenuLeaf => ({ name: '', type: 'page', page: '' })

function Editor(props: { appId: string; menu: readonly MenuButton[] }) {
  const [menu, setMenu] = createSignal<readonly MenuButton[]>(props.menu)
  const attempts = tries()
  const put = (at: number, next: MenuButton | undefined) =>
    setMenu(menu().flatMap((one, i) => (i === at ? (next ? [next] : []) : [one])))
  const save = () =>
    attempts.run(async () => {
      await call('PUT /programs/:appId/managed-menu', { appId: props.appId, menu: menu().map(clean) })
      toast(t('made.saved'))
    })
  return (
    <form
      class="form made-form"
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      <p class="form-text">{t('account_menu.text')}</p>
      <figure class="phone-preview" aria-label={t('account_menu.preview')}>
        <p>{t('account_menu.preview')}</p>
        <Show when={menu().length > 0} fallback={<p>{t('account_menu.none')}</p>}>
          <MenuBar menu={menu()} />
        </Show>
      </figure>
      <Index each={menu()}>
        {(button, at) => <ButtonFields number={at + 1} button={button()} onChange={next => put(at, next)} />}
      </Index>
      <Show when={menu().length < MENU_BUTTONS_MAX}>
        <Button icon="plus" onClick={() => setMenu([...menu(), newLeaf()])}>
          {t('account_menu.add')}
        </Button>
      </Show>
      <FormError code={attempts.except([])} />
      <Button type="submit" kind="primary" busy={attempts.busy()}>
        {t('save')}
      </Button>
    </form>
  )
}

/** One button: it does something itself, or opens a few that do. */
function ButtonFields(props: { number: number; button: MenuButton; onChange: (next: MenuButton | undefined) => void }) {
  const subs = () => props.button.buttons ?? []
  const putSub = (at: number, next: MenuLeaf | undefined) => {
    const buttons = subs().flatMap((one, i) => (i === at ? (next ? [next] : []) : [one]))
    const { name } = props.button
    props.onChange(buttons.length > 0 ? { name, buttons } : { ...newLeaf(), name })
  }
  const addSub = () => props.onChange({ name: props.button.name, buttons: [...subs(), newLeaf()] })
  return (
    <fieldset class="words">
      <legend>{t('account_menu.button', { number: props.number })}</legend>
      <Show
        when={subs().length > 0}
        fallback={
          <LeafFields
            of={String(props.number)}
            leaf={{ ...props.button, type: props.button.type ?? 'page' }}
            onChange={props.onChange}
          />
        }
      >
        <NameField
          of={String(props.number)}
          name={props.button.name}
          onInput={name => props.onChange({ ...props.button, name })}
        />
        <Index each={subs()}>
          {(leaf, at) => (
            <>
              <LeafFields of={`${props.number}.${at + 1}`} leaf={leaf()} onChange={next => putSub(at, next)} />
              <Button small kind="danger" onClick={() => putSub(at, undefined)}>
                {t('account_menu.remove', { number: `${props.number}.${at + 1}` })}
              </Button>
            </>
          )}
        </Index>
      </Show>
      <Show when={subs().length < MENU_SUB_BUTTONS_MAX}>
        <Button small icon="plus" onClick={addSub}>
          {t('account_menu.add_sub')}
        </Button>
      </Show>
      <Button small kind="danger" onClick={() => props.onChange(undefined)}>
        {t('account_menu.remove', { number: props.number })}
      </Button>
    </fieldset>
  )
}

const NameField = (props: { of: string; name: string; onInput: (name: string) => void }) => (
  <Field
    label={t('account_menu.name', { number: props.of })}
    value={props.name}
    onInput={props.onInput}
    maxlength={MENU_NAME_LENGTH_MAX}
    required
  />
)

/** A button that does something: what it says, what it does, and where that leads. */
function LeafFields(props: { of: string; leaf: MenuLeaf; onChange: (next: MenuLeaf) => void }) {
  const to = () => props.leaf[FIELDS[props.leaf.type]] ?? ''
  const set = (type: Kind, value: string) => props.onChange({ name: props.leaf.name, type, [FIELDS[type]]: value })
  return (
    <>
      <NameField of={props.of} name={props.leaf.name} onInput={name => props.onChange({ ...props.leaf, name })} />
      <Choice
        label={t('account_menu.does', { number: props.of })}
        value={props.leaf.type}
        onChange={type => set(type as Kind, '')}
      >
        <For each={TYPES}>{type => <option value={type}>{t(`account_menu.type.${type}`)}</option>}</For>
      </Choice>
      <Field
        label={t(`account_menu.to.${props.leaf.type}`, { number: props.of })}
        value={to()}
        onInput={value => set(props.leaf.type, value)}
        maxlength={props.leaf.type === 'click' ? MENU_KEY_LENGTH_MAX : PROGRAM_PATH_LENGTH_MAX}
        required
      />
    </>
  )
}

const FIELDS = { page: 'page', view: 'url', click: 'key' } as const

const cleanLeaf = ({ name, type, page, url, key }: MenuLeaf): MenuLeaf => ({
  name: name.trim(),
  type,
  ...(page === undefined ? {} : { page: page.trim().replace(/^\/+/, '') }),
  ...(url === undefined ? {} : { url: url.trim() }),
  ...(key === undefined ? {} : { key: key.trim() }),
})

/** A button as it is kept: those that open others do nothing else. */
function clean({ buttons = [], type = 'page', ...rest }: MenuButton): MenuButton {
  if (buttons.length > 0) return { name: rest.name.trim(), buttons: buttons.map(cleanLeaf) }
  return cleanLeaf({ ...rest, type })
}
