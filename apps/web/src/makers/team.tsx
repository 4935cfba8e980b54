import type { MakerMember, MakerRole, MakerTeam } from '@plaza/contract'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { matches } from '../engine/alphabet.ts'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { back } from '../router.ts'
import { tried } from '../screens/open.ts'
import { loadShown } from '../shops/parts.tsx'
import { Answer } from '../ui/answer.tsx'
import { Button, Cell, Empty, Group } from '../ui/controls.tsx'
import { openMenu, type MenuItem } from '../ui/menu.tsx'
import { nameOf, nameOfCard } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { PersonRow, SearchBox } from '../ui/people.tsx'
import { confirm } from '../ui/sheet.tsx'
import { store, watch } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { isOwner } from './state.ts'
import { TeamSheet } from './team-sheet.tsx'

const ROLES = ['owner', 'developer', 'tester'] as const
const ICONS = { owner: 'crown', developer: 'laptop', tester: 'smile' } as const

/** One team: who is in it and as what; its owners ask others, and let them go. */
export function Team(props: { team: string }) {
  const [changing, setChanging] = createSignal(false)
  const loaded = loadShown(async () => {
    const [{ teams }, { members }] = await Promise.all([
      call('GET /makers/teams'),
      call('GET /makers/teams/:id/members', { id: props.team }),
    ])
    return { team: teams.find(one => one.id === props.team), members }
  })
  const put = async (person: string, role: MakerRole, asked: boolean) => {
    const done = await tried(() => call('PUT /makers/teams/:id/members/:person', { id: props.team, person, role }))
    const values = { name: nameOf(person), role: t(`maker.role.${role}`) }
    if (done) toast(t(asked ? 'teams.asked.now' : 'teams.changed', values))
    await loaded.again()
  }
  const drop = async (person: string) => {
    const mine = person === store().myId
    const sure = mine
      ? { title: t('teams.leave.sure'), text: t('teams.leave.text'), ok: t('teams.leave') }
      : { title: t('teams.remove.sure', { name: nameOf(person) }), ok: t('teams.remove') }
    if (!(await confirm({ ...sure, danger: true }))) return
    const done = await tried(() => call('DELETE /makers/teams/:id/members/:person', { id: props.team, person }))
    if (done && mine) return back()
    await loaded.again()
  }
  return (
    <Page title={loaded.data()?.team?.name ?? t('teams.title')}>
      <Answer loaded={loaded}>
        {data => (
          <Show when={data().team} fallback={<Empty icon="group" title={t('teams.gone')} />}>
            {team => (
              <>
                <Head team={team()} onChange={() => setChanging(true)} />
                <Members
                  members={data().members}
                  owner={isOwner(team())}
                  onPut={put}
                  onDrop={person => void drop(person)}
                />
                <Show when={isOwner(team())}>
                  <Ask here={data().members} onPut={put} />
                </Show>
                <Group>
                  <Cell title={t('teams.leave')} danger onClick={() => void drop(store().myId)} />
                </Group>
                <Show when={changing()}>
                  <TeamSheet team={team()} onClose={() => setChanging(false)} onDone={() => void loaded.again()} />
                </Show>
              </>
            )}
          </Show>
        )}
      </Answer>
    </Page>
  )
}

const Head = (props: { team: MakerTeam; onChange: () => void }) => (
  <Group note={t('teams.contact.hint')}>
    <Cell icon="mail" tint="#1667c0" title={t('teams.contact')} note={props.team.contact} />
    <Show when={isOwner(props.team)}>
      <Cell icon="edit" tint="#85610a" title={t('teams.change')} onClick={props.onChange} />
    </Show>
  </Group>
)

type Put = (person: string, role: MakerRole, asked: boolean) => Promise<void>

/** What somebody may be made, as the lines of a menu. */
const rolesFor = (person: string, put: Put, now?: MakerRole): MenuItem[] =>
  ROLES.filter(one => one !== now).map(one => ({
    label: t(`teams.make.${one}`),
    icon: ICONS[one],
    run: () => void put(person, one, now === undefined),
  }))

function Members(props: {
  members: readonly MakerMember[]
  owner: boolean
  onPut: Put
  onDrop: (person: string) => void
}) {
  const ask = (anchor: Element, { person, role }: MakerMember) =>
    openMenu(anchor, [
      ...rolesFor(person.id, props.onPut, role),
      { label: t('teams.remove'), icon: 'minus', danger: true, run: () => props.onDrop(person.id) },
    ])
  const said = ({ role, invited }: MakerMember) => [t(`maker.role.${role}`), ...(invited ? [t('teams.invited')] : [])]
  return (
    <Group title={t('teams.members')} note={t('teams.roles')}>
      <div role="list" aria-label={t('teams.members')}>
        <For each={props.members}>
          {one => (
            <Row
              person={one.person.id}
              name={nameOfCard(one.person)}
              note={said(one).join(' · ')}
              {...(props.owner && one.person.id !== store().myId ? { onAsk: row => ask(row, one) } : {})}
            />
          )}
        </For>
      </div>
    </Group>
  )
}

/** Contacts who are not in the team yet. */
function Ask(props: { here: readonly MakerMember[]; onPut: Put }) {
  const [query, setQuery] = createSignal('')
  const [open, setOpen] = createSignal(false)
  const put: Put = async (...what) => {
    await props.onPut(...what)
    setOpen(false)
  }
  const people = createMemo(() => {
    watch('contacts')
    const here = new Set(props.here.map(one => one.person.id))
    return [...store().contacts.values()]
      .filter(one => one.friend && one.person.kind === 'citizen' && !here.has(one.person.id))
      .filter(one => matches(nameOfCard(one.person), query().trim()))
      .map(one => one.person.id)
  })
  return (
    <Show
      when={open()}
      fallback={
        <div class="big-action">
          <Button icon="add" onClick={() => setOpen(true)}>
            {t('teams.ask')}
          </Button>
        </div>
      }
    >
      <SearchBox value={query()} label={t('teams.search')} onInput={setQuery} />
      <Show
        when={people().length > 0}
        fallback={<Empty icon="group" title={t('teams.nobody')} text={t('teams.nobody.text')} />}
      >
        <Group>
          <div role="list" aria-label={t('teams.search')}>
            <For each={people()}>
              {person => (
                <Row
                  person={person}
                  name={nameOf(person)}
                  note={`@${store().people.get(person)?.handle ?? ''}`}
                  onAsk={row => openMenu(row, rolesFor(person, put))}
                />
              )}
            </For>
          </div>
        </Group>
      </Show>
    </Show>
  )
}

/** Somebody in a list, whose menu opens beside them. */
function Row(props: { person: string; name: string; note: string; onAsk?: (row: HTMLElement) => void }) {
  let row!: HTMLDivElement
  return (
    <div ref={row} role="presentation">
      <PersonRow
        person={props.person}
        name={props.name}
        note={props.note}
        {...(props.onAsk ? { onClick: () => props.onAsk?.(row) } : {})}
      />
    </div>
  )
}
