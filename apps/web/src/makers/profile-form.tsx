import type { ProgramProfile } from '@plaza/contract'
import { createSignal, For, Show, type JSX } from 'solid-js'
import { LANGUAGES, t } from '../i18n.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { Button, Cell, Field, Group } from '../ui/controls.tsx'
import type { IconName } from '../ui/icon.tsx'
import { closestDialog, confirm, Sheet } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import type { Desk } from './parts.tsx'
import { saveProfile, type Words } from './state.ts'

type Change = (now: ProgramProfile) => Partial<ProgramProfile>

/** A part of the profile as a form; what is saved is reviewed with the next version. */
export function ProfileForm(props: Desk & { change: Change; children: JSX.Element }) {
  const attempts = tries()
  const save = async () => {
    await saveProfile(props.program.appId, props.change)
    props.changed()
    toast(t('made.saved'))
  }
  return (
    <form
      class="form made-form"
      onSubmit={event => {
        event.preventDefault()
        void attempts.run(save)
      }}
    >
      {props.children}
      <FormError code={attempts.except([])} />
      <Button type="submit" kind="primary" busy={attempts.busy()}>
        {t('save')}
      </Button>
    </form>
  )
}

/** The same words in each language of the city; English is what everybody else reads. */
export const WordsFields = (props: {
  label: string
  words: Words
  max: number
  multiline?: boolean
  onInput: (words: Words) => void
}) => (
  <fieldset class="words">
    <legend class="hidden-visually">{props.label}</legend>
    <For each={LANGUAGES}>
      {({ id, name }) => (
        <Field
          label={`${props.label} · ${name}`}
          value={props.words[id] ?? ''}
          onInput={value => props.onInput({ ...props.words, [id]: value })}
          maxlength={props.max}
          multiline={props.multiline ?? false}
          required={id === 'en'}
        />
      )}
    </For>
  </fieldset>
)

/** A few things of one kind in a profile, each changed in a sheet of its own. */
export function Items<T>(props: {
  title: string
  note: string
  none: string
  add: string
  icon: IconName
  tint: string
  items: readonly T[]
  max: number
  name: (item: T) => string
  say: (item: T) => string
  /** What is asked for; it answers what the fields say. */
  fields: (item: T | undefined) => { readonly view: JSX.Element; readonly read: () => T }
  onSave: (next: T, before: T | undefined) => Promise<unknown>
  onRemove: (item: T) => Promise<unknown>
}) {
  const [open, setOpen] = createSignal<{ readonly item: T | undefined }>()
  return (
    <>
      <Group title={props.title} note={props.note}>
        <For each={props.items} fallback={<Cell title={props.none} />}>
          {item => (
            <Cell
              icon={props.icon}
              tint={props.tint}
              title={props.name(item)}
              note={props.say(item)}
              onClick={() => setOpen({ item })}
            />
          )}
        </For>
        <Show when={props.items.length < props.max}>
          <Cell icon="plus" title={props.add} onClick={() => setOpen({ item: undefined })} />
        </Show>
      </Group>
      <Show when={open()} keyed>
        {({ item }) => (
          <ItemSheet
            title={item === undefined ? props.add : props.name(item)}
            fields={() => props.fields(item)}
            onSave={next => props.onSave(next, item)}
            {...(item === undefined ? {} : { onRemove: () => props.onRemove(item) })}
            onClose={() => setOpen(undefined)}
          />
        )}
      </Show>
    </>
  )
}

function ItemSheet<T>(props: {
  title: string
  fields: () => { readonly view: JSX.Element; readonly read: () => T }
  onSave: (next: T) => Promise<unknown>
  onRemove?: () => Promise<unknown>
  onClose: () => void
}) {
  const attempts = tries()
  const { view, read } = props.fields()
  const run = (form: Element, act: () => Promise<unknown>) =>
    attempts.run(async () => {
      await act()
      toast(t('made.saved'))
      closestDialog(form)?.close()
    })
  const remove = async (form: Element, act: () => Promise<unknown>) => {
    const sure = { title: t('made.remove.sure', { name: props.title }), ok: t('made.remove'), danger: true }
    if (await confirm(sure)) await run(form, act)
  }
  let form!: HTMLFormElement
  return (
    <Sheet title={props.title} onClose={props.onClose}>
      <form
        class="form"
        ref={form}
        onSubmit={event => {
          event.preventDefault()
          void run(form, () => props.onSave(read()))
        }}
      >
        {view}
        <FormError code={attempts.except([])} />
        <Button type="submit" kind="primary" busy={attempts.busy()}>
          {t('save')}
        </Button>
        <Show when={props.onRemove}>
          {act => (
            <Button kind="danger" disabled={attempts.busy()} onClick={() => void remove(form, act())}>
              {t('made.remove')}
            </Button>
          )}
        </Show>
      </form>
    </Sheet>
  )
}

/** A list with one thing put in place of the one before it, or at the end. */
export const withItem = <T,>(items: readonly T[], next: T, isBefore: (item: T) => boolean): T[] =>
  items.some(isBefore) ? items.map(item => (isBefore(item) ? next : item)) : [...items, next]
