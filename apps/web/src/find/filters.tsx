import { createSignal, For, Show } from 'solid-js'
import type { SearchKind } from '@plaza/contract'
import { dayOf, endOfDay, startOfDay } from './days.ts'
import { language, t } from '../i18n.ts'
import { Button, Empty } from '../ui/controls.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { nameOf } from '../ui/names.ts'
import { PersonRow, SearchBox } from '../ui/people.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { matches } from '../engine/alphabet.ts'

/** What a search is narrowed to. */
export interface Narrow {
  readonly kind?: SearchKind
  readonly from?: string
  readonly since?: number
  readonly until?: number
}

const ICONS = {
  text: 'edit',
  link: 'link',
  picture: 'image',
  video: 'video',
  voice: 'mic',
  file: 'file',
  place: 'place',
  person: 'contacts',
  record: 'chats',
  poll: 'filter',
  sticker: 'smile',
  card: 'wallet',
} as const satisfies Record<SearchKind, IconName>
const KINDS = Object.keys(ICONS) as SearchKind[]

/** A row of chips: one person, some days, one kind. What is on is taken off by the same chip. */
export function Filters(props: {
  narrow: Narrow
  people: () => readonly string[]
  onChange: (narrow: Narrow) => void
}) {
  const [sheet, setSheet] = createSignal<'person' | 'days' | 'kind'>()
  const without = (...keys: (keyof Narrow)[]) => {
    const rest = { ...props.narrow }
    for (const key of keys) delete rest[key]
    props.onChange(rest)
  }
  const days = () => props.narrow.since !== undefined || props.narrow.until !== undefined
  return (
    <>
      <div class="chips find-filters" role="group" aria-label={t('find.filters')}>
        <button
          type="button"
          class="chip"
          aria-pressed={props.narrow.from !== undefined}
          onClick={() => (props.narrow.from ? without('from') : setSheet('person'))}
        >
          <Icon name={props.narrow.from ? 'close' : 'me'} />
          {props.narrow.from ? nameOf(props.narrow.from) : t('find.from')}
        </button>
        <button
          type="button"
          class="chip"
          aria-pressed={days()}
          onClick={() => (days() ? without('since', 'until') : setSheet('days'))}
        >
          <Icon name={days() ? 'close' : 'clock'} />
          {days() ? daysText(props.narrow) : t('find.days')}
        </button>
        <button
          type="button"
          class="chip"
          aria-pressed={props.narrow.kind !== undefined}
          onClick={() => (props.narrow.kind ? without('kind') : setSheet('kind'))}
        >
          <Icon name={props.narrow.kind ? 'close' : 'filter'} />
          {t(props.narrow.kind ? `find.kind.${props.narrow.kind}` : 'find.kind')}
        </button>
      </div>
      <Show when={sheet() === 'person'}>
        <ChoosePerson
          people={props.people()}
          onClose={() => setSheet(undefined)}
          onChoose={from => props.onChange({ ...props.narrow, from })}
        />
      </Show>
      <Show when={sheet() === 'kind'}>
        <ChooseKind onClose={() => setSheet(undefined)} onChoose={kind => props.onChange({ ...props.narrow, kind })} />
      </Show>
      <Show when={sheet() === 'days'}>
        <ChooseDays
          onClose={() => setSheet(undefined)}
          onChoose={range => props.onChange({ ...props.narrow, ...range })}
        />
      </Show>
    </>
  )
}

function daysText({ since, until }: Narrow): string {
  const date = new Intl.DateTimeFormat(language(), { day: 'numeric', month: 'short', year: 'numeric' })
  if (since !== undefined && until !== undefined) return date.formatRange(since, until - 1)
  return since === undefined
    ? t('find.until', { date: date.format(until! - 1) })
    : t('find.since', { date: date.format(since) })
}

function ChoosePerson(props: { people: readonly string[]; onClose: () => void; onChoose: (person: string) => void }) {
  const [query, setQuery] = createSignal('')
  let box!: HTMLDivElement
  const found = () => props.people.filter(person => matches(nameOf(person), query()))
  return (
    <Sheet title={t('find.from')} onClose={props.onClose}>
      <div ref={box}>
        <SearchBox value={query()} label={t('contacts.search')} onInput={setQuery} />
        <div class="list" role="list">
          <For each={found()} fallback={<Empty icon="search" title={t('chats.none_found')} />}>
            {person => (
              <PersonRow person={person} onClick={() => (props.onChoose(person), closestDialog(box)?.close())} />
            )}
          </For>
        </div>
      </div>
    </Sheet>
  )
}

function ChooseKind(props: { onClose: () => void; onChoose: (kind: SearchKind) => void }) {
  return (
    <Sheet title={t('find.kind')} onClose={props.onClose}>
      <div class="group-box">
        <For each={KINDS}>
          {kind => (
            <button
              type="button"
              class="cell"
              onClick={event => (props.onChoose(kind), closestDialog(event.currentTarget)?.close())}
            >
              <Icon name={ICONS[kind]} class="muted" />
              {t(`find.kind.${kind}`)}
            </button>
          )}
        </For>
      </div>
    </Sheet>
  )
}

function ChooseDays(props: { onClose: () => void; onChoose: (days: Pick<Narrow, 'since' | 'until'>) => void }) {
  const [since, setSince] = createSignal('')
  const [until, setUntil] = createSignal('')
  const today = dayOf(Date.now())
  const choose = (form: HTMLFormElement) => {
    const [from, to] = [startOfDay(since()), endOfDay(until())]
    if (from !== undefined || to !== undefined)
      props.onChoose({ ...(from === undefined ? {} : { since: from }), ...(to === undefined ? {} : { until: to }) })
    closestDialog(form)?.close()
  }
  const day = (label: string, value: string, set: (day: string) => void, from?: string) => (
    <label class="field">
      <span>{label}</span>
      <div class="field-box">
        <input type="date" value={value} min={from} max={today} onInput={event => set(event.currentTarget.value)} />
      </div>
    </label>
  )
  return (
    <Sheet title={t('find.days')} onClose={props.onClose}>
      <form class="form" onSubmit={event => (event.preventDefault(), choose(event.currentTarget))}>
        {day(t('find.first_day'), since(), setSince)}
        {day(t('find.last_day'), until(), setUntil, since())}
        <Button type="submit" kind="primary">
          {t('find.apply')}
        </Button>
      </form>
    </Sheet>
  )
}
