import { createMemo, createSignal, onMount, Show, type JSX } from 'solid-js'
import { t } from '../i18n.ts'
import { membersOf } from '../screens/members.ts'
import { openPerson } from '../screens/open.ts'
import { Empty } from '../ui/controls.tsx'
import { Page } from '../ui/page.tsx'
import { PersonRow, SearchBox } from '../ui/people.tsx'
import { store } from '../ui/state.ts'
import { askFor, canAsk, type Wish } from './ask.ts'
import { Filters, type Narrow } from './filters.tsx'
import { Marked } from './hit.tsx'
import { contactsLike, friends, groupsLike } from './local.ts'
import { ChatFound, Few, Recent } from './parts.tsx'
import { recentSearches } from './recent.ts'
import { Messages } from './results.tsx'
import '../styles/contacts.css'
import '../styles/find.css'

/** Looks for people, chats and messages everywhere: what is known here at once, then what the server finds. */
export function Find(props: { words?: string }) {
  const [words, setWords] = createSignal(props.words ?? '')
  const [narrow, setNarrow] = createSignal<Narrow>({})
  const asked = askFor(() => ({ words: words(), ...narrow() }))
  const recent = recentSearches()
  const narrowed = () => Object.keys(narrow()).length > 0
  const people = createMemo(() => (narrowed() ? [] : contactsLike(words())))
  const chats = createMemo(() => (narrowed() ? [] : groupsLike(words())))
  const remember = () => recent.add(words())
  return (
    <Screen title={t('find.title')} words={words()} label={t('find.field')} onInput={setWords}>
      <Show when={words().trim() || narrowed()}>
        <Filters narrow={narrow()} people={friends} onChange={setNarrow} />
      </Show>
      <Show when={words().trim()} fallback={<Recent recent={recent} onChoose={setWords} />}>
        <Few title={t('find.people')} all={people()}>
          {person => (
            <PersonRow
              person={person}
              note={<Marked text={`@${store().people.get(person)?.handle ?? ''}`} words={words()} />}
              onClick={() => (remember(), openPerson(person))}
            />
          )}
        </Few>
        <Few title={t('find.chats')} all={chats()}>
          {c => <ChatFound c={c} words={words()} onOpen={remember} />}
        </Few>
        <Messages
          asked={asked}
          wish={{ words: words(), ...narrow() }}
          others={people().length + chats().length}
          apart={!narrowed()}
          onOpen={remember}
        />
      </Show>
    </Screen>
  )
}

/** Looks inside one chat, where days, people and kinds may be asked for without words. */
export function FindInChat(props: { id: string }) {
  const [words, setWords] = createSignal('')
  const [narrow, setNarrow] = createSignal<Narrow>({})
  const [members, setMembers] = createSignal<readonly string[]>([])
  const wish = (): Wish => ({ words: words(), chat: props.id, ...narrow() })
  const asked = askFor(wish)
  onMount(() => {
    const row = store().rows.get(props.id)
    const two = [row?.peer, store().myId].flatMap(person => person ?? [])
    setMembers(two)
    if (row?.kind !== 'group') return
    membersOf(props.id)
      .then(all => setMembers(all.map(one => one.person.id)))
      .catch(() => {})
  })
  return (
    <Screen title={t('find.in_chat')} words={words()} label={t('find.in_chat.field')} onInput={setWords}>
      <Filters narrow={narrow()} people={members} onChange={setNarrow} />
      <Show
        when={canAsk(wish())}
        fallback={<Empty icon="search" title={t('find.in_chat.start')} text={t('find.in_chat.start.text')} />}
      >
        <Messages asked={asked} wish={wish()} others={0} apart={false} inChat onOpen={() => {}} />
      </Show>
    </Screen>
  )
}

function Screen(props: {
  title: string
  words: string
  label: string
  onInput: (words: string) => void
  children: JSX.Element
}) {
  let box!: HTMLDivElement
  onMount(() => queueMicrotask(() => box.isConnected && box.querySelector('input')?.focus({ preventScroll: true })))
  return (
    <Page title={props.title} class="find">
      <div class="find-page" ref={box}>
        <SearchBox value={props.words} label={props.label} onInput={props.onInput} />
        {props.children}
      </div>
    </Page>
  )
}
