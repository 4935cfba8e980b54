import { createMemo, createSignal, For, Show } from 'solid-js'
import type { Contact } from '@plaza/contract'
import { inOrder, letterOf, matches } from '../engine/alphabet.ts'
import { t } from '../i18n.ts'
import { openFromRoot, pages } from '../router.ts'
import { Badge, Button, Cell, Empty, Skeleton } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { List } from '../ui/list.tsx'
import { nameOf } from '../ui/names.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { PersonRow, SearchBox } from '../ui/people.tsx'
import { store, watch } from '../ui/state.ts'
import '../styles/contacts.css'

type Item = { k: 'letter'; letter: string } | { k: 'person'; id: string; starred: boolean }
const LETTER_REM = 2
const ROW_REM = 3.75

/** The second tab: friends by letter, and the ways to more of them. */
export function Contacts() {
  const [query, setQuery] = createSignal('')
  const [tag, setTag] = createSignal('')
  const friends = createMemo(
    () => (watch('contacts'), [...store().contacts.values()].filter(contact => contact.friend)),
  )
  const tags = createMemo(() => [...new Set(friends().flatMap(contact => contact.tags))].toSorted())
  const shown = createMemo(() => friends().filter(contact => fits(contact, query(), tag())))
  const items = createMemo<Item[]>(() => itemsOf(shown(), query() === '' && tag() === ''))
  const letters = () => items().flatMap(item => (item.k === 'letter' ? [item.letter] : []))
  const open = () => (watch('requests'), store().openRequests().length)
  const loaded = () => (watch('contacts'), store().contactsLoaded)
  const current = (path: string) => pages()[1] === path
  return (
    <Page
      title={t('tab.contacts')}
      class="contacts"
      actions={<IconButton icon="add" label={t('contacts.add')} onClick={() => openFromRoot('/contacts/add')} />}
      foot={<Index letters={letters()} items={items()} />}
    >
      <SearchBox value={query()} label={t('contacts.search')} onInput={setQuery} main />
      <Show when={query() === ''}>
        <div class="list places">
          <Cell
            icon="add"
            tint="#c2571a"
            title={t('friends.new')}
            end={
              <span class="cell-badge">
                <Badge count={open()} label={t('badge.requests', { count: open() })} />
              </span>
            }
            current={current('/contacts/new')}
            onClick={() => openFromRoot('/contacts/new')}
          />
          <Cell
            icon="group"
            tint="#07803f"
            title={t('groups.title')}
            end={<span />}
            current={current('/contacts/groups')}
            onClick={() => openFromRoot('/contacts/groups')}
          />
        </div>
        <Show when={tags().length > 0}>
          <div class="chips" role="group" aria-label={t('contacts.tags')}>
            <Icon name="tag" />
            <For each={tags()}>
              {name => (
                <button
                  type="button"
                  class="chip"
                  aria-pressed={tag() === name}
                  onClick={() => setTag(tag() === name ? '' : name)}
                >
                  {name}
                </button>
              )}
            </For>
          </div>
        </Show>
      </Show>
      <Show when={loaded() || friends().length > 0} fallback={<Skeleton rows={8} />}>
        <Show when={items().length > 0} fallback={<Nobody query={query()} />}>
          <List items={items()} height={item => (item.k === 'letter' ? LETTER_REM : ROW_REM)} label={t('tab.contacts')}>
            {item =>
              item.k === 'letter' ? (
                <div role="listitem" class="letter" id={letterId(item.letter)}>
                  {item.letter === '★' ? (
                    <>
                      <Icon name="star" filled /> {t('contacts.starred')}
                    </>
                  ) : (
                    item.letter
                  )}
                </div>
              ) : (
                <PersonRow
                  person={item.id}
                  current={current(`/people/${item.id}`)}
                  onClick={() => openFromRoot(`/people/${item.id}`)}
                />
              )
            }
          </List>
          <p class="contacts-count">{t('contacts.count', { count: shown().length })}</p>
        </Show>
      </Show>
    </Page>
  )
}

const letterId = (letter: string) => `letter-${letter.charCodeAt(0)}`

function fits(contact: Contact, query: string, tag: string): boolean {
  if (tag && !contact.tags.includes(tag)) return false
  return (
    query === '' ||
    [contact.remark ?? '', contact.person.name, contact.person.handle, ...contact.tags].some(words =>
      matches(words, query),
    )
  )
}

function itemsOf(contacts: Contact[], starredFirst: boolean): Item[] {
  const named = inOrder(contacts, contact => nameOf(contact.person.id))
  const items: Item[] = []
  const starred = starredFirst ? named.filter(contact => contact.starred) : []
  if (starred.length > 0) {
    items.push(
      { k: 'letter', letter: '★' },
      ...starred.map(contact => ({ k: 'person' as const, id: contact.person.id, starred: true })),
    )
  }
  let letter = ''
  for (const contact of named) {
    const own = letterOf(nameOf(contact.person.id))
    if (own !== letter) items.push({ k: 'letter', letter: own })
    letter = own
    items.push({ k: 'person', id: contact.person.id, starred: false })
  }
  return items
}

/** The letters at the edge: a list of buttons that scroll to their section. */
function Index(props: { letters: string[]; items: Item[] }) {
  const go = (letter: string, button: HTMLElement) => {
    const scroller = button.closest('.screen')?.querySelector<HTMLElement>('.scroll')
    const list = scroller?.querySelector<HTMLElement>('.list[role=list]')
    if (!scroller || !list) return
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
    let top = 0
    for (const item of props.items) {
      if (item.k === 'letter' && item.letter === letter) break
      top += item.k === 'letter' ? LETTER_REM : ROW_REM
    }
    scroller.scrollTop = list.offsetTop - scroller.offsetTop + top * rem
  }
  return (
    <Show when={props.letters.length > 3}>
      <nav class="index" aria-label={t('contacts.index')}>
        <For each={props.letters}>
          {letter => (
            <button type="button" tabindex="-1" onClick={event => go(letter, event.currentTarget)}>
              {letter}
            </button>
          )}
        </For>
      </nav>
    </Show>
  )
}

const Nobody = (props: { query: string }) => (
  <Show
    when={props.query === ''}
    fallback={
      <Empty icon="search" title={t('chats.none_found')} text={t('chats.none_found.text', { query: props.query })} />
    }
  >
    <Empty icon="contacts" title={t('contacts.empty')} text={t('contacts.empty.text')}>
      <Button kind="primary" icon="add" onClick={() => openFromRoot('/contacts/add')}>
        {t('contacts.add')}
      </Button>
    </Empty>
  </Show>
)
