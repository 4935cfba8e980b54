import { createMemo, createResource, createSignal, For, Match, Show, Switch as Choose } from 'solid-js'
import type { Api, Contact, PersonCard } from '@plaza/contract'
import { REMARK_LENGTH_MAX, REQUEST_NOTE_LENGTH_MAX, TAG_LENGTH_MAX, TAGS_PER_CONTACT_MAX } from '@plaza/contract/limits'
import { call, codeOf } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { refusal, t } from '../i18n.ts'
import { back, replaceTop } from '../router.ts'
import { Face } from '../ui/avatar.tsx'
import { Button, Cell, Empty, Field, Group, Skeleton, Switch } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { openMenu } from '../ui/menu.tsx'
import { IconButton, Page } from '../ui/page.tsx'
import { closestDialog, confirm, Sheet } from '../ui/sheet.tsx'
import { client, store, watch } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { foundBy } from './friends.tsx'
import { openDirect, tried } from './open.ts'

type Known = Api['GET /contacts/:id']['reply']

/** A person: who they are, what they are to me. */
export function Person(props: { id: string }) {
  const [known, { refetch }] = createResource(
    () => (watch('contacts'), watch('requests'), props.id),
    id => call('GET /contacts/:id', { id }).catch(() => undefined),
  )
  const card = createMemo(() => (watch(`person:${props.id}`), store().people.get(props.id) ?? known()?.person))
  const contact = createMemo(() => (watch('contacts'), store().contacts.get(props.id)))
  return (
    <Page title={t('person.title')} actions={<Show when={contact()?.friend}>{<More contact={contact()!} />}</Show>}>
      <Show when={card()} fallback={<Show when={!known.loading} fallback={<Skeleton rows={3} />}><Empty icon="me" title={t('person.missing')} /></Show>}>
        {person => (
          <>
            <Head card={person()} {...(contact()?.remark ? { remark: contact()!.remark! } : {})} />
            <Show when={contact()?.friend} fallback={<Stranger card={person()} known={known()} done={() => void refetch()} />}>
              <Friend contact={contact()!} />
            </Show>
            <Show when={contact()?.blocked && !contact()?.friend}>
              <Group>
                <Switch label={t('person.block')} on onChange={on => void change(props.id, { blocked: on })} />
              </Group>
            </Show>
          </>
        )}
      </Show>
    </Page>
  )
}

function Head(props: { card: PersonCard; remark?: string }) {
  return (
    <div class="person-head">
      <span class="avatar xl">
        <Face id={props.card.id} name={props.card.name} picture={props.card.avatar} />
      </span>
      <div class="cell-text">
        <b class="person-name">{props.remark || props.card.name}</b>
        <Show when={props.remark}>
          <span class="cell-note">{t('person.name', { name: props.card.name })}</span>
        </Show>
        <span class="cell-note">@{props.card.handle}</span>
        <Show when={props.card.region}>
          <span class="cell-note">{props.card.region}</span>
        </Show>
        <Show when={props.card.kind !== 'citizen'}>
          <span class="kind">{t(`kind.${props.card.kind as 'bot'}`)}</span>
        </Show>
      </div>
    </div>
  )
}

async function change(id: string, what: Omit<Api['PATCH /contacts/:id']['input'], 'id'>): Promise<void> {
  await tried(async () => client().people.setContact(await call('PATCH /contacts/:id', { id, ...what })))
}

function Friend(props: { contact: Contact }) {
  const [editing, setEditing] = createSignal(false)
  const id = () => props.contact.person.id
  return (
    <>
      <Group>
        <Cell title={t('person.remark')} value={props.contact.remark ?? t('none')} onClick={() => setEditing(true)} />
        <Cell title={t('contacts.tags')} value={props.contact.tags.join(', ') || t('none')} onClick={() => setEditing(true)} />
        <Switch label={t('person.star')} on={props.contact.starred} onChange={starred => void change(id(), { starred })} />
      </Group>
      <Show when={!props.contact.blocked} fallback={<p class="note center">{t('person.blocked.note')}</p>}>
        <div class="big-action">
          <Button kind="primary" icon="chats" onClick={() => void openDirect(id())}>
            {t('person.message')}
          </Button>
        </div>
      </Show>
      <Group note={t('person.block.note')}>
        <Switch label={t('person.block')} on={props.contact.blocked} onChange={blocked => void change(id(), { blocked })} />
      </Group>
      <Show when={editing()}>
        <EditContact contact={props.contact} onClose={() => setEditing(false)} />
      </Show>
    </>
  )
}

function More(props: { contact: Contact }) {
  const remove = async () => {
    const name = props.contact.remark || props.contact.person.name
    if (!(await confirm({ title: t('person.delete.title', { name }), text: t('person.delete.text'), ok: t('person.delete'), danger: true }))) return
    if (await tried(() => client().people.remove(props.contact.person.id))) back()
  }
  return (
    <IconButton
      icon="more"
      label={t('more')}
      popup
      onClick={event => openMenu(event.currentTarget as Element, [{ label: t('person.delete'), icon: 'trash', run: () => void remove(), danger: true }])}
    />
  )
}

function EditContact(props: { contact: Contact; onClose: () => void }) {
  const [remark, setRemark] = createSignal(props.contact.remark ?? '')
  const [tags, setTags] = createSignal(props.contact.tags)
  const [word, setWord] = createSignal('')
  const add = () => {
    const tag = word().trim().slice(0, TAG_LENGTH_MAX)
    if (tag && !tags().includes(tag) && tags().length < TAGS_PER_CONTACT_MAX) setTags([...tags(), tag])
    setWord('')
  }
  const save = async (form: HTMLFormElement) => {
    add()
    await change(props.contact.person.id, { remark: remark().trim(), tags: tags() })
    closestDialog(form)?.close()
  }
  return (
    <Sheet title={t('person.edit')} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          void save(event.currentTarget)
        }}
      >
        <Field label={t('person.remark')} hint={t('person.remark.hint')} value={remark()} onInput={setRemark} maxlength={REMARK_LENGTH_MAX} autofocus />
        <div>
          <Field label={t('contacts.tags')} value={word()} onInput={value => (/[,，]$/.test(value) ? (setWord(value.slice(0, -1)), add()) : setWord(value))} hint={t('contacts.tags.hint')} maxlength={TAG_LENGTH_MAX} />
          <div class="chips wrap">
            <For each={tags()}>
              {tag => (
                <button type="button" class="chip on" aria-label={t('contacts.tag_remove', { tag })} onClick={() => setTags(tags().filter(one => one !== tag))}>
                  {tag} <Icon name="close" />
                </button>
              )}
            </For>
          </div>
        </div>
        <Button type="submit" kind="primary">
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}

function Stranger(props: { card: PersonCard; known: Known | undefined; done: () => void; code?: string }) {
  const [asking, setAsking] = createSignal(false)
  const relation = () => props.known?.relation
  const accept = async () => {
    const request = props.known?.request
    if (!request) return
    const ok = await tried(async () => client().people.setRequest(await call('POST /contacts/requests/:id/answer', { id: request.id, accept: true })))
    if (ok) await client().people.refresh()
    props.done()
  }
  return (
    <div class="big-action">
      <Choose>
        <Match when={relation() === 'self'}>
          <p class="note center">{t('person.self')}</p>
        </Match>
        <Match when={relation() === 'asked'}>
          <p class="note center">{t('person.asked')}</p>
        </Match>
        <Match when={relation() === 'asks'}>
          <p class="note center">{props.known?.request?.note || t('person.asks')}</p>
          <Button kind="primary" icon="check" onClick={() => void accept()}>
            {t('friends.accept')}
          </Button>
        </Match>
        <Match when={props.card.kind === 'service' || props.card.kind === 'bot'}>
          <Button kind="primary" icon="chats" onClick={() => void openDirect(props.card.id)}>
            {t('person.message')}
          </Button>
        </Match>
        <Match when={relation() === 'none'}>
          <Button kind="primary" icon="add" onClick={() => setAsking(true)}>
            {t('person.add')}
          </Button>
        </Match>
      </Choose>
      <Show when={asking()}>
        <Ask card={props.card} onClose={() => setAsking(false)} done={props.done} {...(props.code ? { code: props.code } : {})} />
      </Show>
    </div>
  )
}

/** A friend request: who I am, in my words, and what I shall call them. */
function Ask(props: { card: PersonCard; code?: string; onClose: () => void; done: () => void }) {
  const id = uuidv7()
  const [note, setNote] = createSignal(t('person.ask.note', { name: store().me.person.name }))
  const [remark, setRemark] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const send = async (form: HTMLFormElement) => {
    setBusy(true)
    const ok = await tried(async () => {
      const source = props.code ? 'qr' : (foundBy.get(props.card.id) ?? 'group')
      const request = await call('POST /contacts/requests', {
        id,
        to: props.card.id,
        note: note().trim(),
        source,
        ...(props.code ? { code: props.code } : {}),
        ...(remark().trim() ? { remark: remark().trim() } : {}),
      })
      client().people.setRequest(request)
      toast(t(request.state === 'accepted' ? 'person.ask.friends' : 'person.ask.sent'))
      if (request.state === 'accepted') await client().people.refresh()
    })
    setBusy(false)
    props.done()
    if (ok) closestDialog(form)?.close()
  }
  return (
    <Sheet title={t('person.add')} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          void send(event.currentTarget)
        }}
      >
        <Field label={t('person.ask.label')} value={note()} onInput={setNote} maxlength={REQUEST_NOTE_LENGTH_MAX} multiline />
        <Field label={t('person.remark')} hint={t('person.remark.hint')} value={remark()} onInput={setRemark} maxlength={REMARK_LENGTH_MAX} />
        <Button type="submit" kind="primary" busy={busy()}>
          {t('person.ask.send')}
        </Button>
      </form>
    </Sheet>
  )
}

/** The person behind a scanned QR code. */
export function PersonByCode(props: { code: string }) {
  const [found] = createResource(
    () => props.code,
    async code => {
      const reply = await call('GET /contacts/find', { query: code })
      if (reply.person) store().setPerson(reply.person)
      if (reply.person && reply.relation === 'friend') replaceTop(`/people/${reply.person.id}`)
      if (reply.relation === 'self') replaceTop('/me/profile')
      return reply
    },
  )
  const [asked, setAsked] = createSignal(false)
  const known = (): Known | undefined => {
    const reply = found()
    return reply?.person && reply.relation ? { person: reply.person, relation: asked() ? 'asked' : reply.relation } : undefined
  }
  return (
    <Page title={t('person.title')}>
      <Choose fallback={<Skeleton rows={3} />}>
        <Match when={found.error}>
          <Empty icon="qr" title={t('code.dead')} text={refusal(codeOf(found.error))} />
        </Match>
        <Match when={known()}>
          {reply => (
            <>
              <Head card={reply().person} />
              <Stranger card={reply().person} known={reply()} code={props.code} done={() => setAsked(true)} />
            </>
          )}
        </Match>
        <Match when={found()}>
          <Empty icon="qr" title={t('code.dead')} text={t('code.dead.text')} />
        </Match>
      </Choose>
    </Page>
  )
}
