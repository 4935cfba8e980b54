import { createMemo, createSignal, For, Show } from 'solid-js'
import { inOrder, matches } from '../engine/alphabet.ts'
import { openDialog } from '../host/dialog.tsx'
import { t } from '../i18n.ts'
import { Empty } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { PersonRow, SearchBox } from '../ui/people.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { store, watch } from '../ui/state.ts'
import '../styles/talk.css'

/** Asks whose card is to be sent: a contact's, or one's own. */
export const askPerson = (): Promise<string | undefined> => openDialog<string>(done => <PersonSheet onDone={done} />)

function PersonSheet(props: { onDone: (person?: string) => void }) {
  let box!: HTMLDivElement
  let answer: string | undefined
  const [query, setQuery] = createSignal('')
  const people = createMemo(() => {
    watch('contacts')
    const friends = [...store().contacts.values()].filter(contact => contact.friend && !contact.blocked)
    const all = [store().me.person, ...inOrder(friends, one => nameOf(one.person.id)).map(one => one.person)]
    return all.filter(person => matches(nameOf(person.id), query()) || person.handle.startsWith(query()))
  })
  const pick = (id: string) => {
    answer = id
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
                />
              )}
            </For>
          </div>
        </Show>
      </div>
    </Sheet>
  )
}
