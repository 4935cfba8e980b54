import { createMemo, createSignal, For, Match, Show, Switch as Choose } from 'solid-js'
import type { Api, Contact, PersonCard } from '@plaza/contract'
import { REMARK_LENGTH_MAX, TAG_LENGTH_MAX, TAGS_PER_CONTACT_MAX } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { refusal, t } from '../i18n.ts'
import { back, replaceTop } from '../router.ts'
import { Face } from '../ui/avatar.tsx'
import { Button, Cell, Empty, Field, Group, Skeleton, Switch } from '../ui/controls.tsx'
import { FormSheet } from '../ui/form-sheet.tsx'
import { Icon } from '../ui/icon.tsx'
import { KindMark } from '../ui/kind.tsx'
import { load } from '../ui/load.ts'
import { openMenu } from '../ui/menu.tsx'
import { nameOfCard } from '../ui/names.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { ToChats } from '../ui/to-chats.tsx'
import { confirm } from '../ui/sheet.tsx'
import { client, store, watch } from '../ui/state.ts'
import { openDirect, tried } from './open.ts'
import { Stranger, type Known } from './stranger.tsx'

/** A person: who they are, what they are to me. */
export function Person(props: { id: string }) {
  const asked = load(
    () => (watch('contacts'), watch('requests'), props.id),
    () => call('GET /contacts/:id', { id: props.id }),
  )
  const known = asked.data
  const card = createMemo(() => (watch(`person:${props.id}`), store().people.get(props.id) ?? known()?.person))
  const contact = createMemo(() => (watch('contacts'), store().contacts.get(props.id)))
  return (
    <Page title={t('person.title')} actions={<Show when={contact()?.friend}>{<More contact={contact()!} />}</Show>}>
      <Show
        when={card()}
        fallback={
          <Show when={!asked.loading()} fallback={<Skeleton rows={3} />}>
            <Empty icon="me" title={t('person.missing')}>
              <ToChats />
            </Empty>
          </Show>
        }
      >
        {person => (
          <>
            <Head card={person()} {...(contact()?.remark ? { remark: contact()!.remark! } : {})} />
            <Show
              when={contact()?.friend}
              fallback={
                <Show when={!person().closed} fallback={<p class="note center">{t('person.closed.note')}</p>}>
                  <Stranger card={person()} known={known()} done={() => void asked.again()} />
                </Show>
              }
            >
              <Friend contact={contact()!} />
            </Show>
            <Show when={!person().closed && props.id !== store().myId}>
              <Group>
                <Cell
                  title={t('report.do')}
                  danger
                  onClick={() => void import('../report/sheet.tsx').then(m => m.reportTo(props.id))}
                />
              </Group>
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
        <b class="person-name">{props.remark || nameOfCard(props.card)}</b>
        <Show when={props.remark}>
          <span class="cell-note">{t('person.name', { name: props.card.name })}</span>
        </Show>
        <Show when={props.card.handle}>
          <span class="cell-note">@{props.card.handle}</span>
        </Show>
        <Show when={props.card.region}>
          <span class="cell-note">{props.card.region}</span>
        </Show>
        <KindMark kind={props.card.kind} />
      </div>
    </div>
  )
}

type What = Omit<Api['PATCH /contacts/:id']['input'], 'id'>

const set = async (id: string, what: What) =>
  client().people.setContact(await call('PATCH /contacts/:id', { id, ...what }))

const change = (id: string, what: What): Promise<boolean> => tried(() => set(id, what))

function Friend(props: { contact: Contact }) {
  const [editing, setEditing] = createSignal(false)
  const id = () => props.contact.person.id
  return (
    <>
      <Group>
        <Cell title={t('person.remark')} value={props.contact.remark ?? t('none')} onClick={() => setEditing(true)} />
        <Cell
          title={t('contacts.tags')}
          value={props.contact.tags.join(', ') || t('none')}
          onClick={() => setEditing(true)}
        />
        <Switch
          label={t('person.star')}
          on={props.contact.starred}
          onChange={starred => void change(id(), { starred })}
        />
      </Group>
      <Show when={!props.contact.blocked} fallback={<p class="note center">{t('person.blocked.note')}</p>}>
        <div class="big-action">
          <Button kind="primary" icon="chats" onClick={() => void openDirect(id())}>
            {t('person.message')}
          </Button>
        </div>
      </Show>
      <Group note={t('person.block.note')}>
        <Switch
          label={t('person.block')}
          on={props.contact.blocked}
          onChange={blocked => void change(id(), { blocked })}
        />
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
    if (
      !(await confirm({
        title: t('person.delete.title', { name }),
        text: t('person.delete.text'),
        ok: t('person.delete'),
        danger: true,
      }))
    )
      return
    if (await tried(() => client().people.remove(props.contact.person.id))) back()
  }
  return (
    <IconButton
      icon="more"
      label={t('more')}
      popup
      onClick={event =>
        openMenu(event.currentTarget as Element, [
          { label: t('person.delete'), icon: 'trash', run: () => void remove(), danger: true },
        ])
      }
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
  const save = () => {
    add()
    return set(props.contact.person.id, { remark: remark().trim(), tags: tags() })
  }
  return (
    <FormSheet title={t('person.edit')} submit={t('save')} onSubmit={save} onClose={props.onClose}>
      <Field
        label={t('person.remark')}
        hint={t('person.remark.hint')}
        value={remark()}
        onInput={setRemark}
        maxlength={REMARK_LENGTH_MAX}
        autofocus
      />
      <div>
        <Field
          label={t('contacts.tags')}
          value={word()}
          onInput={value => (/[,，]$/.test(value) ? (setWord(value.slice(0, -1)), add()) : setWord(value))}
          hint={t('contacts.tags.hint')}
          maxlength={TAG_LENGTH_MAX}
        />
        <div class="chips wrap">
          <For each={tags()}>
            {tag => (
              <button
                type="button"
                class="chip on"
                aria-label={t('contacts.tag_remove', { tag })}
                onClick={() => setTags(tags().filter(one => one !== tag))}
              >
                {tag} <Icon name="close" />
              </button>
            )}
          </For>
        </div>
      </div>
    </FormSheet>
  )
}

/** The person behind a scanned QR code. */
export function PersonByCode(props: { code: string }) {
  const asking = load(
    () => props.code,
    async () => {
      const reply = await call('GET /contacts/find', { query: props.code })
      if (reply.person) store().setPerson(reply.person)
      if (reply.person && reply.relation === 'friend') replaceTop(`/people/${reply.person.id}`)
      if (reply.relation === 'self') replaceTop('/me/profile')
      return reply
    },
  )
  const [asked, setAsked] = createSignal(false)
  const known = (): Known | undefined => {
    const reply = asking.data()
    return reply?.person && reply.relation
      ? { person: reply.person, relation: asked() ? 'asked' : reply.relation }
      : undefined
  }
  return (
    <Page title={t('person.title')}>
      <Choose fallback={<Skeleton rows={3} />}>
        <Match when={asking.code()}>
          <Empty icon="qr" title={t('code.dead')} text={refusal(asking.code()!)}>
            <ToChats />
          </Empty>
        </Match>
        <Match when={known()}>
          {reply => (
            <>
              <Head card={reply().person} />
              <Stranger card={reply().person} known={reply()} code={props.code} done={() => setAsked(true)} />
            </>
          )}
        </Match>
        <Match when={asking.data()}>
          <Empty icon="qr" title={t('code.dead')} text={t('code.dead.text')}>
            <ToChats />
          </Empty>
        </Match>
      </Choose>
    </Page>
  )
}
