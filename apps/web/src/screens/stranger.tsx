import { createSignal, Match, Show, Switch as Choose } from 'solid-js'
import type { Api, PersonCard } from '@plaza/contract'
import { REMARK_LENGTH_MAX, REQUEST_NOTE_LENGTH_MAX } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { t } from '../i18n.ts'
import { Button, Field } from '../ui/controls.tsx'
import { FormSheet } from '../ui/form-sheet.tsx'
import { client, store } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { foundBy } from './friends.tsx'
import { openDirect, tried } from './open.ts'

/** A person as the server says I know them. */
export type Known = Api['GET /contacts/:id']['reply']

/** Somebody who is not a friend: what they are instead, and the next step. */
export function Stranger(props: { card: PersonCard; known: Known | undefined; done: () => void; code?: string }) {
  const [asking, setAsking] = createSignal(false)
  const relation = () => props.known?.relation
  const accept = async () => {
    const request = props.known?.request
    if (!request) return
    const ok = await tried(async () =>
      client().people.setRequest(await call('POST /contacts/requests/:id/answer', { id: request.id, accept: true })),
    )
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
        <Ask
          card={props.card}
          onClose={() => setAsking(false)}
          done={props.done}
          {...(props.code ? { code: props.code } : {})}
        />
      </Show>
    </div>
  )
}

/** A friend request: who I am, in my words, and what I shall call them. */
function Ask(props: { card: PersonCard; code?: string; onClose: () => void; done: () => void }) {
  const id = uuidv7()
  const [note, setNote] = createSignal(t('person.ask.note', { name: store().me.person.name }))
  const [remark, setRemark] = createSignal('')
  const send = async () => {
    try {
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
    } finally {
      props.done()
    }
  }
  return (
    <FormSheet title={t('person.add')} submit={t('person.ask.send')} onSubmit={send} onClose={props.onClose}>
      <Field
        label={t('person.ask.label')}
        value={note()}
        onInput={setNote}
        maxlength={REQUEST_NOTE_LENGTH_MAX}
        multiline
      />
      <Field
        label={t('person.remark')}
        hint={t('person.remark.hint')}
        value={remark()}
        onInput={setRemark}
        maxlength={REMARK_LENGTH_MAX}
      />
    </FormSheet>
  )
}
