import { createMemo, createSignal, For, Show } from 'solid-js'
import type { ChatRow, Member } from '@plaza/contract'
import { matches } from '../engine/alphabet.ts'
import { factsOf, keepFacts, nameIn } from '../groups/facts.ts'
import { canManage, memberItems } from '../groups/member-menu.ts'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { Answer } from '../ui/answer.tsx'
import { Empty, Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { openMenu } from '../ui/menu.tsx'
import { nameOf } from '../ui/names.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { More, paged } from '../ui/paged.tsx'
import { PersonRow, SearchBox } from '../ui/people.tsx'
import { soon } from '../ui/soon.ts'
import { now } from '../ui/state.ts'
import { byRank, forgetMembers, membersAfter, membersCalled } from './members.ts'
import { openPerson } from './open.ts'
import { rowOf } from './rows.ts'
import '../styles/group.css'

/** Everybody in a group, page by page, with what one may do about them. Of a large one the server looks for names. */
export function Members(props: { id: string }) {
  const row = createMemo(() => rowOf(props.id))
  return (
    <Page
      title={t('group.all_members')}
      actions={
        <Show when={row()?.open}>
          <IconButton icon="add" label={t('group.add')} onClick={() => push(`/chats/${props.id}/add`)} />
        </Show>
      }
    >
      <Show when={row()} fallback={<Skeleton rows={6} />}>
        {known => <List row={known()} />}
      </Show>
    </Page>
  )
}

function List(props: { row: ChatRow }) {
  const c = props.row.c
  keepFacts(() => props.row)
  const [words, setWords] = createSignal('')
  const page = async (after?: string) => {
    const { members, more } = await membersAfter(c, after)
    return { rows: members.map(member => ({ ...member, id: member.person.id })), more }
  }
  const first = load(
    () => props.row.size,
    () => page(),
  )
  const list = paged(first, page)
  const leaders = () => factsOf(c)?.leaders ?? []
  const all = () => {
    const ids = new Set(leaders().map(({ person }) => person.id))
    return [...leaders(), ...list.rows().filter(({ id }) => !ids.has(id))].toSorted(byRank)
  }
  const found = soon(words, asked => (list.more() ? membersCalled(c, asked) : undefined))
  const shown = () => {
    const asked = words().trim()
    if (asked === '') return all()
    return found() ?? all().filter(member => isCalled(c, member, asked))
  }
  const again = async () => {
    forgetMembers(c)
    await first.again()
  }
  return (
    <>
      <SearchBox value={words()} label={t('group.find_member')} onInput={setWords} />
      <Answer loaded={{ ...first, again }} rows={6}>
        {() => (
          <>
            <Show when={shown().length > 0} fallback={<Empty icon="search" title={t('group.find_member.none')} />}>
              <div class="list" role="list">
                <For each={shown()}>{member => <MemberRow row={props.row} member={member} again={again} />}</For>
              </div>
            </Show>
            <Show when={words().trim() === ''}>
              <More list={list} />
            </Show>
          </>
        )}
      </Answer>
    </>
  )
}

function MemberRow(props: { row: ChatRow; member: Member; again: () => Promise<void> }) {
  const person = () => props.member.person
  const name = () => nameIn(props.row.c, person().id)
  const note = () => (name() === person().name ? `@${person().handle}` : `${person().name} · @${person().handle}`)
  const muted = () => (props.member.mutedUntil ?? 0) > now()
  const tag = () => {
    const { role } = props.member
    const rank = role === 'member' ? [] : [t(role === 'owner' ? 'role.owner' : 'role.admin')]
    return [...rank, ...(muted() ? [t('group.muted')] : [])].join(' · ')
  }
  return (
    <PersonRow
      person={person().id}
      name={name()}
      note={note()}
      onClick={() => openPerson(person().id)}
      end={
        <Show when={tag()}>
          {text => (
            <span class="role" classList={{ still: muted() }}>
              {text()}
            </span>
          )}
        </Show>
      }
      after={
        <Show when={canManage(props.row, props.member)}>
          <IconButton
            icon="more"
            label={t('group.manage', { name: name() })}
            popup
            onClick={event => {
              const at = event.currentTarget as Element
              openMenu(at, memberItems(at, props.row, props.member, props.again))
            }}
          />
        </Show>
      }
    />
  )
}

const isCalled = (c: string, { person }: Member, words: string): boolean =>
  matches(nameIn(c, person.id), words) ||
  matches(nameOf(person.id), words) ||
  matches(person.name, words) ||
  person.handle.startsWith(words.replace(/^@/, '').toLowerCase())
