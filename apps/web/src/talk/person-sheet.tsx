import { createMemo, createSignal, For, Show } from 'solid-js'
import { inOrder, matches } from '../engine/alphabet.ts'
import { openDialog } from '../host/dialog.tsx'
import { t } from '../i18n.ts'
import { Empty } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { PersonRow, SearchBox } from '../ui/people.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { store, watch } from '../ui/state.ts'
import { openSendMenu, type How } from './send-menu.tsx'
import '../styles/talk.css'

export interface PersonAsked {
  person: string
  how: How
}

/** Asks whose card is to be sent to chat `c`, a contact's or one's own; and how, by a long press. */
export const askPerson = (c: string): Promise<PersonAsked | undefined> =>
  openDialog<PersonAsked>(done => <PersonSheet c={c} onDone={done} />)

function PersonSheet(props: { c: string; onDone: (asked?: PersonAsked) => void }) {
  let box!: HTMLDivElement
  let answer: PersonAsked | undefined
  const [query, setQuery] = createSignal('')
  const people = createMemo(() => {
    watch('contacts')
    const friends = [...store().contacts.values()].filter(contact => contact.friend && !contact.blocked)
    const all = [store().me.person, ...inOrder(friends, one => nameOf(one.person.id)).map(one => one.person)]
    return all.filter(person => matches(nameOf(person.id), query()) || person.handle.startsWith(query()))
  })
  const pick = (person: string, how: How = {}) => {
    answer = { person, how }
    closestDialog(box)?.close()
  }
  return (
    <Sheet title={t('talk.plus.person')} onClose={() => props.onDone(answer)}>
      <div class="send-to" ref={box}>
        <SearchBox value={query()} label={t('contacts.search')} onInput={setQuery} />
        <Show when={people().length > 0} fallback={<Empty icon="search" title={t('chats.none_found')} />}>
          <div class="list send-to-list" role="list" aria-label={t('talk.plus.person')}>
            <For each={people()}>
              {person => (
                <PersonRow
                  person={person.id}
                  name={person.id === store().myId ? t('you') : nameOf(person.id)}
                  note={`@${person.handle}`}
                  onClick={() => pick(person.id)}
                  menu={at => openSendMenu(at, props.c, how => pick(person.id, how))}
                />
              )}
            </For>
          </div>
        </Show>
      </div>
    </Sheet>
  )
}
