import type { Bill } from '@plaza/contract'
import { createMemo, For, type JSX } from 'solid-js'
import { inOrder } from '../engine/alphabet.ts'
import { t } from '../i18n.ts'
import { Button } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { store, watch } from '../ui/state.ts'
import { CATEGORIES, KINDS } from './bill-line.tsx'

/** What narrows the list; all of it must fit. */
export interface Filters {
  readonly direction?: Bill['direction']
  readonly kind?: Bill['kind']
  readonly category?: Bill['category']
  readonly person?: string
}

/** The choices that narrow the list of payments. */
export function BillFilters(props: { filters: Filters; onChange: (filters: Filters) => void }) {
  const people = createMemo(() => {
    watch('contacts')
    const friends = [...store().contacts.values()].filter(({ person }) => ['citizen', 'operator'].includes(person.kind))
    return inOrder(friends, contact => nameOf(contact.person.id)).map(contact => contact.person.id)
  })
  const choose = <K extends keyof Filters>(name: K, value: string) => {
    const { [name]: _, ...others } = props.filters
    props.onChange(value === '' ? others : { ...others, [name]: value })
  }
  return (
    <div class="bill-filters">
      <Choice
        label={t('bill.direction')}
        value={props.filters.direction}
        all={t('bill.direction.all')}
        onChoose={value => choose('direction', value)}
      >
        <For each={['in', 'out'] as const}>{one => <option value={one}>{t(`bill.direction.${one}`)}</option>}</For>
      </Choice>
      <Choice
        label={t('bill.kind')}
        value={props.filters.kind}
        all={t('bill.kind.all')}
        onChoose={value => choose('kind', value)}
      >
        <For each={KINDS}>{one => <option value={one}>{t(`bill.kind.${one}`)}</option>}</For>
      </Choice>
      <Choice
        label={t('bill.category')}
        value={props.filters.category}
        all={t('bill.category.all')}
        onChoose={value => choose('category', value)}
      >
        <For each={CATEGORIES}>{one => <option value={one}>{t(`bill.category.${one}`)}</option>}</For>
      </Choice>
      <Choice
        label={t('bill.person')}
        value={props.filters.person}
        all={t('bill.person.all')}
        onChoose={value => choose('person', value)}
      >
        <For each={people()}>{one => <option value={one}>{nameOf(one)}</option>}</For>
      </Choice>
      <Button small disabled={Object.keys(props.filters).length === 0} onClick={() => props.onChange({})}>
        {t('bills.clear')}
      </Button>
    </div>
  )
}

const Choice = (props: {
  label: string
  value: string | undefined
  all: string
  onChoose: (value: string) => void
  children: JSX.Element
}) => (
  <label class="choice-box">
    <span>{props.label}</span>
    <select value={props.value ?? ''} onChange={event => props.onChoose(event.currentTarget.value)}>
      <option value="">{props.all}</option>
      {props.children}
    </select>
  </label>
)
