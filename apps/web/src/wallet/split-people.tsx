import { SPLIT_ITEM_NAME_LENGTH_MAX } from '@plaza/contract/limits'
import { For, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Field } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { IconButton } from '../ui/page.tsx'
import { store } from '../ui/state.ts'
import { AmountField } from './amount-field.tsx'

/** Part of a bill as it is being written: what it costs, and who shares it. */
export interface Draft {
  readonly name?: string
  readonly typed: string
  readonly people: string[]
}

/** What a person is called in a list where I am one of them. */
export const calledHere = (person: string): string => (person === store().myId ? t('you') : nameOf(person))

/** Faces to press: who is among those that share. They stay in the order of the group. */
export function SplitPeople(props: {
  label: string
  everybody: string[]
  chosen: string[]
  onChange: (chosen: string[]) => void
}) {
  const toggle = (person: string) =>
    props.onChange(props.everybody.filter(one => props.chosen.includes(one) !== (one === person)))
  return (
    <fieldset class="split-people">
      <legend>{props.label}</legend>
      <For each={props.everybody}>
        {person => (
          <label class="split-face">
            <input
              type="checkbox"
              class="hidden-visually"
              checked={props.chosen.includes(person)}
              onChange={() => toggle(person)}
            />
            <span class="split-picture">
              <Avatar person={person} />
              <span class="check" classList={{ on: props.chosen.includes(person) }} />
            </span>
            <span class="split-name">{calledHere(person)}</span>
          </label>
        )}
      </For>
    </fieldset>
  )
}

/** One item of a bill, and who shares it. */
export function SplitItem(props: {
  n: number
  draft: Draft
  everybody: string[]
  currency: string
  wrong: boolean
  tried: boolean
  onChange: (draft: Draft) => void
  onRemove?: () => void
}) {
  return (
    <section class="split-item">
      <Field
        label={t('split.item.name', { n: props.n })}
        value={props.draft.name ?? ''}
        maxlength={SPLIT_ITEM_NAME_LENGTH_MAX}
        onInput={name => props.onChange({ ...props.draft, name })}
      />
      <div class="split-item-head">
        <AmountField
          label={t('split.item', { n: props.n })}
          value={props.draft.typed}
          currency={props.currency}
          wrong={props.wrong}
          onInput={typed => props.onChange({ ...props.draft, typed })}
        />
        <Show when={props.onRemove}>
          {remove => <IconButton icon="trash" label={t('split.item.remove', { n: props.n })} onClick={remove()} />}
        </Show>
      </div>
      <SplitPeople
        label={t('split.item.people', { n: props.n })}
        everybody={props.everybody}
        chosen={props.draft.people}
        onChange={people => props.onChange({ ...props.draft, people })}
      />
      <Show when={props.tried && props.draft.people.length === 0}>
        <p class="form-error" role="alert">
          {t('split.item.none', { n: props.n })}
        </p>
      </Show>
    </section>
  )
}
