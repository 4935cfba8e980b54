import { createEffect, createMemo, createSignal, For, Show } from 'solid-js'
import type { ChatRow, PersonCard } from '@plaza/contract'
import { matches } from '../engine/alphabet.ts'
import { nameIn } from '../groups/facts.ts'
import { t } from '../i18n.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Icon } from '../ui/icon.tsx'
import { load } from '../ui/load.ts'
import { soon } from '../ui/soon.ts'
import { nameOf } from '../ui/names.ts'
import { store } from '../ui/state.ts'
import { membersCalled, membersOf } from './members.ts'

export interface Mentioned {
  id: string
  name: string
}
const SHOWN_MAX = 30
const QUERY_MAX = 20

/** What is being typed after an @ before the caret, if anything is. */
export function queryAt(area: HTMLTextAreaElement): string | undefined {
  const before = area.value.slice(0, area.selectionStart ?? 0)
  const at = before.lastIndexOf('@')
  if (at < 0 || /[a-z0-9]/i.test(before[at - 1] ?? '')) return undefined
  const query = before.slice(at + 1)
  return query.length <= QUERY_MAX && !/\s/.test(query) ? query : undefined
}

/**
 * The members of the group, filtered by what is typed; pinyin letters find Chinese names. Of a group that is larger than what
 * is known of it here, the server looks for them, too.
 */
export function MentionPicker(props: {
  row: ChatRow
  query: string
  onPick: (one: Mentioned) => void
  keys: (listen: (event: KeyboardEvent) => boolean) => void
}) {
  const members = load(
    () => props.row.size,
    () => membersOf(props.row.c),
  )
  const others = soon(
    () => props.query,
    words => ((members.data()?.length ?? 0) < props.row.size ? membersCalled(props.row.c, words) : undefined),
  )
  const isCalled = (person: PersonCard) =>
    matches(nameIn(props.row.c, person.id), props.query) ||
    matches(nameOf(person.id), props.query) ||
    person.handle.startsWith(props.query.toLowerCase())
  const [index, setIndex] = createSignal(0)
  const found = createMemo<Mentioned[]>(() => {
    const known = (members.data() ?? []).map(member => member.person).filter(isCalled)
    const ids = new Set([store().myId, ...known.map(person => person.id)])
    const more = (others() ?? []).map(member => member.person).filter(person => !ids.has(person.id))
    const people = [...known.filter(person => person.id !== store().myId), ...more].map(({ id }) => ({
      id,
      name: nameIn(props.row.c, id),
    }))
    const everyone =
      (props.row.role !== 'member' || props.row.allFree) && matches(t('chat.everyone'), props.query)
        ? [{ id: 'all', name: t('chat.everyone') }]
        : []
    return [...everyone, ...people].slice(0, SHOWN_MAX)
  })
  createEffect(() => (found(), setIndex(0)))
  props.keys(event => {
    const count = found().length
    if (count === 0) return false
    if (event.key === 'ArrowDown') setIndex((index() + 1) % count)
    else if (event.key === 'ArrowUp') setIndex((index() - 1 + count) % count)
    else if (event.key === 'Enter' || event.key === 'Tab') props.onPick(found()[index()]!)
    else return false
    return true
  })
  return (
    <Show when={found().length > 0}>
      <div class="picker" role="listbox" aria-label={t('chat.mention')}>
        <For each={found()}>
          {(one, i) => (
            <button
              type="button"
              role="option"
              tabindex="-1"
              aria-selected={index() === i()}
              ref={element => createEffect(() => index() === i() && element.scrollIntoView?.({ block: 'nearest' }))}
              onPointerDown={event => event.preventDefault()}
              onClick={() => props.onPick(one)}
            >
              <Show
                when={one.id !== 'all'}
                fallback={
                  <span class="avatar s">
                    <span class="face everyone">
                      <Icon name="megaphone" />
                    </span>
                  </span>
                }
              >
                <Avatar person={one.id} size="s" />
              </Show>
              {one.name}
            </button>
          )}
        </For>
      </div>
    </Show>
  )
}
