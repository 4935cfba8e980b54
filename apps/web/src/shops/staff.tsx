import type { Merchant } from '@plaza/contract'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { matches } from '../engine/alphabet.ts'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Empty } from '../ui/controls.tsx'
import { openMenu } from '../ui/menu.tsx'
import { nameOf, nameOfCard } from '../ui/names.ts'
import { PersonRow, SearchBox } from '../ui/people.tsx'
import { store, watch } from '../ui/state.ts'
import { load } from '../ui/load.ts'
import { toast } from '../ui/toast.tsx'
import { DeskPage } from './parts.tsx'

const ROLES = ['manager', 'cashier'] as const
type StaffRole = Merchant['role']

/** Takes contacts on, changes what they may do, and lets them go. */
export function Staff(props: { shop: Merchant }) {
  const [query, setQuery] = createSignal('')
  const staff = load(
    () => props.shop.id,
    () => call('GET /merchants/:id/staff', { id: props.shop.id }),
  )
  const people = createMemo(() => {
    watch('contacts')
    const here = new Set(staff.data()?.staff.map(one => one.person.id))
    return [...store().contacts.values()]
      .filter(one => one.friend && one.person.kind === 'citizen' && !here.has(one.person.id))
      .filter(one => matches(nameOfCard(one.person), query().trim()))
      .map(one => one.person.id)
  })
  const ask = (anchor: Element, person: string, role?: StaffRole) =>
    openMenu(anchor, [
      ...ROLES.filter(one => one !== role).map(one => ({
        label: t(`staff.make.${one}`),
        icon: one === 'manager' ? ('star' as const) : ('add' as const),
        run: () => void make(person, one),
      })),
      ...(role
        ? [{ label: t('staff.remove'), icon: 'minus' as const, danger: true, run: () => void remove(person) }]
        : []),
    ])
  const make = async (person: string, role: (typeof ROLES)[number]) => {
    if (await tried(() => call('PUT /merchants/:id/staff/:person', { id: props.shop.id, person, role })))
      toast(t('staff.made', { name: nameOf(person), role: t(`shop.role.${role}`) }))
    await staff.again()
  }
  const remove = async (person: string) => {
    if (await tried(() => call('DELETE /merchants/:id/staff/:person', { id: props.shop.id, person })))
      toast(t('staff.removed', { name: nameOf(person) }))
    await staff.again()
  }
  return (
    <DeskPage shop={props.shop} title={t('staff.title')}>
      <p class="note center shop-hint">{t('staff.text')}</p>
      <div class="list" role="list" aria-label={t('staff.here')}>
        <For each={staff.data()?.staff}>
          {one => (
            <Row
              person={one.person.id}
              name={one.person.name}
              note={t(`shop.role.${one.role}`)}
              {...(one.role === 'owner' ? {} : { onAsk: row => ask(row, one.person.id, one.role) })}
            />
          )}
        </For>
      </div>
      <SearchBox value={query()} label={t('staff.search')} onInput={setQuery} />
      <Show
        when={people().length > 0}
        fallback={<Empty icon="group" title={t('staff.none')} text={t('staff.none.text')} />}
      >
        <div class="list" role="list" aria-label={t('staff.search')}>
          <For each={people()}>
            {person => (
              <Row
                person={person}
                name={nameOf(person)}
                note={`@${store().people.get(person)?.handle ?? ''}`}
                onAsk={row => ask(row, person)}
              />
            )}
          </For>
        </div>
      </Show>
    </DeskPage>
  )
}

/** Somebody in a list, whose menu opens beside them. */
function Row(props: { person: string; name: string; note: string; onAsk?: (row: HTMLElement) => void }) {
  let row!: HTMLDivElement
  return (
    <div ref={row}>
      <PersonRow
        person={props.person}
        name={props.name}
        note={props.note}
        {...(props.onAsk ? { onClick: () => props.onAsk?.(row) } : {})}
      />
    </div>
  )
}
