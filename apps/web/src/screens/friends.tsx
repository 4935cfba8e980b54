import { createMemo, createSignal, For, onMount, Show } from 'solid-js'
import type { Api, FriendRequest } from '@plaza/contract'
import { REQUEST_LIFE_MS } from '@plaza/contract/limits'
import { call, codeOf } from '../engine/api.ts'
import { inOrder } from '../engine/alphabet.ts'
import { listTime } from '../engine/time.ts'
import { language, refusal, t, type Key } from '../i18n.ts'
import { push } from '../router.ts'
import { ChatAvatar, Face } from '../ui/avatar.tsx'
import { Button, Cell, Empty, Group } from '../ui/controls.tsx'
import { nameOfCard, titleOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { SearchBox } from '../ui/people.tsx'
import { confirm } from '../ui/sheet.tsx'
import { client, now, store, watch } from '../ui/state.ts'
import { openChat, tried } from './open.ts'

/** Who asks to be friends, and whom I asked. */
export function NewFriends() {
  onMount(() => void client().people.refresh())
  const requests = createMemo(() => (watch('requests'), [...store().requests.values()].toSorted((a, b) => b.at - a.at)))
  const open = () => requests().filter(request => request.state === 'open' && request.to.id === store().myId)
  const rest = () => requests().filter(request => !open().includes(request))
  return (
    <Page title={t('friends.new')}>
      <Show
        when={requests().length > 0}
        fallback={<Empty icon="add" title={t('friends.none')} text={t('friends.none.text')} />}
      >
        <Show when={open().length > 0}>
          <Group title={t('friends.open')}>
            <For each={open()}>{request => <Request request={request} />}</For>
          </Group>
        </Show>
        <Show when={rest().length > 0}>
          <Group title={t('friends.earlier')}>
            <For each={rest()}>{request => <Request request={request} />}</For>
          </Group>
        </Show>
      </Show>
    </Page>
  )
}

function Request(props: { request: FriendRequest }) {
  const mine = () => props.request.from.id === store().myId
  const other = () => (mine() ? props.request.to : props.request.from)
  const [busy, setBusy] = createSignal(false)
  const state = () =>
    props.request.state === 'open' && props.request.expiresAt < now() ? 'expired' : props.request.state
  const answer = async (accept: boolean) => {
    setBusy(true)
    await tried(async () => {
      client().people.setRequest(await call('POST /contacts/requests/:id/answer', { id: props.request.id, accept }))
      if (accept) await client().people.refresh()
    })
    setBusy(false)
  }
  const withdraw = async () => {
    const title = t('friends.withdraw.title', { name: nameOfCard(other()) })
    if (!(await confirm({ title, text: t('friends.withdraw.text'), ok: t('friends.withdraw'), danger: true }))) return
    setBusy(true)
    await tried(async () =>
      client().people.setRequest(await call('POST /contacts/requests/:id/withdraw', { id: props.request.id })),
    )
    setBusy(false)
  }
  return (
    <div class="cell request">
      <button type="button" class="request-who" onClick={() => push(`/people/${other().id}`)}>
        <span class="avatar">
          <Face id={other().id} name={other().name} picture={other().avatar} />
        </span>
        <span class="cell-text">
          <span class="cell-title">{nameOfCard(other())}</span>
          <span class="cell-note">{props.request.note || t('friends.no_note')}</span>
          <span class="cell-note">
            {t(`friends.source.${props.request.source}` as Key)} · {listTime(props.request.at, now(), language())}
          </span>
        </span>
      </button>
      <Show when={state() !== 'open'}>
        <span class="cell-value">{t(`friends.state.${state()}`)}</span>
      </Show>
      <Show when={state() === 'open' && mine()}>
        <span class="request-answer">
          <span class="cell-value">{t('friends.state.waiting')}</span>
          <Button small busy={busy()} onClick={() => void withdraw()}>
            {t('friends.withdraw')}
          </Button>
        </span>
      </Show>
      <Show when={state() === 'open' && !mine()}>
        <span class="request-answer">
          <Button small busy={busy()} onClick={() => void answer(false)}>
            {t('friends.decline')}
          </Button>
          <Button small kind="primary" busy={busy()} onClick={() => void answer(true)}>
            {t('friends.accept')}
          </Button>
        </span>
      </Show>
    </div>
  )
}

type Found = Api['GET /contacts/find']['reply']

/** Finding a person by what they told me: a handle, a phone number, or their code. */
export function AddContact() {
  const [query, setQuery] = createSignal('')
  const [found, setFound] = createSignal<Found | undefined>()
  const [code, setCode] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const find = async () => {
    const wanted = query().trim().replace(/^@/, '')
    if (wanted === '') return
    setBusy(true)
    setCode('')
    setFound(undefined)
    await call('GET /contacts/find', { query: wanted }).then(setFound, (error: unknown) => setCode(codeOf(error)))
    setBusy(false)
  }
  return (
    <Page title={t('contacts.add')}>
      <form
        role="search"
        onSubmit={event => {
          event.preventDefault()
          void find()
        }}
      >
        <SearchBox value={query()} label={t('contacts.find')} onInput={setQuery} onEnter={() => void find()} />
        <Show when={query().trim() !== ''}>
          <div class="find-button">
            <Button kind="primary" icon="search" busy={busy()} onClick={() => void find()}>
              {t('contacts.find_do', { query: query().trim() })}
            </Button>
          </div>
        </Show>
      </form>
      <div role="status">
        <Show when={code()}>
          <p class="note center">{refusal(code())}</p>
        </Show>
        <Show when={found()}>
          {reply => (
            <Show
              when={reply().person}
              fallback={<Empty icon="search" title={t('contacts.nobody')} text={t('contacts.nobody.text')} />}
            >
              {card => (
                <Group>
                  <Cell
                    start={
                      <span class="avatar">
                        <Face id={card().id} name={card().name} picture={card().avatar} />
                      </span>
                    }
                    title={nameOfCard(card())}
                    note={`@${card().handle}`}
                    onClick={() => {
                      store().setPerson(card())
                      foundBy.set(card().id, reply().source ?? 'handle')
                      push(`/people/${card().id}`)
                    }}
                  />
                </Group>
              )}
            </Show>
          )}
        </Show>
      </div>
      <Show when={!found() && query() === ''}>
        <Group note={t('contacts.find.note', { days: REQUEST_LIFE_MS / 86_400_000 })}>
          <Cell icon="qr" title={t('code.mine')} note={t('code.mine.note')} onClick={() => push('/me/code')} />
          <Cell
            icon="link"
            tint="#6b4fd3"
            title={t('invite.title')}
            note={t('invite.cell')}
            onClick={() => push('/me/code/links')}
          />
          <Cell
            icon="scan"
            tint="#1667c0"
            title={t('scan.title')}
            note={t('scan.note')}
            onClick={() => push('/scan')}
          />
        </Group>
      </Show>
    </Page>
  )
}

/** How a person was found: goes along with the request. */
export const foundBy = new Map<string, 'handle' | 'phone' | 'qr' | 'nearby'>()

/** The groups I am in. */
export function Groups() {
  const groups = createMemo(() => {
    watch('rows')
    return inOrder(
      [...store().rows.values()].filter(row => row.kind === 'group' && row.role !== 'gone'),
      titleOf,
    )
  })
  return (
    <Page title={t('groups.title')}>
      <Show
        when={groups().length > 0}
        fallback={
          <Empty icon="group" title={t('groups.none')} text={t('groups.none.text')}>
            <Button kind="primary" icon="group" onClick={() => push('/chats/new')}>
              {t('group.new')}
            </Button>
          </Empty>
        }
      >
        <Group>
          <For each={groups()}>
            {row => (
              <Cell
                start={<ChatAvatar c={row.c} />}
                title={titleOf(row)}
                note={t('group.members', { count: row.size })}
                onClick={() => openChat(row.c)}
              />
            )}
          </For>
        </Group>
      </Show>
    </Page>
  )
}
