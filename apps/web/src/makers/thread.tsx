import type { ReviewMessage } from '@plaza/contract'
import { REVIEW_TEXT_LENGTH_MAX } from '@plaza/contract/limits'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { listTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { Button, Field } from '../ui/controls.tsx'
import { nameOfCard } from '../ui/names.ts'
import { now } from '../ui/state.ts'
import { loadMade } from './changed.ts'
import '../styles/disputes.css'

/** What makers and reviewers said about a version, and the field to say more. */
export function Thread(props: {
  version: string
  /** What is named when it has to be asked again. */
  of: string
  as: ReviewMessage['side']
}) {
  const loaded = loadMade(
    () => props.of,
    async () => {
      const { messages } = await call('GET /makers/versions/:version/messages', { version: props.version })
      return messages
    },
  )
  const send = async (said: { id: string; text: string }) => {
    await call('POST /makers/versions/:version/messages', { version: props.version, ...said })
    await loaded.again()
  }
  return (
    <section class="dispute-said thread" aria-label={t('thread.title')}>
      <h2>{t('thread.title')}</h2>
      <ol>
        <For each={loaded.data()}>
          {one => (
            <li classList={{ mine: one.side === props.as }}>
              <span>
                <b>{one.by ? nameOfCard(one.by) : t(`thread.side.${one.side}`)}</b>{' '}
                <time datetime={new Date(one.at).toISOString()}>{listTime(one.at, now(), language())}</time>
              </span>
              <p>{one.text}</p>
            </li>
          )}
        </For>
      </ol>
      <Show when={loaded.data()?.length === 0}>
        <p class="note">{t(props.as === 'maker' ? 'thread.none.maker' : 'thread.none.reviewer')}</p>
      </Show>
      <SayForm onSay={send} />
    </section>
  )
}

function SayForm(props: { onSay: (said: { id: string; text: string }) => Promise<unknown> }) {
  const [text, setText] = createSignal('')
  const attempts = tries()
  /** Another text is another message; the same one, sent again, is not. */
  let id = uuidv7()
  const send = async () => {
    await props.onSay({ id, text: text().trim() })
    setText('')
    id = uuidv7()
  }
  return (
    <form
      class="form thread-say"
      onSubmit={event => {
        event.preventDefault()
        if (text().trim() !== '') void attempts.run(send)
      }}
    >
      <Field
        label={t('thread.add')}
        value={text()}
        maxlength={REVIEW_TEXT_LENGTH_MAX}
        multiline
        onInput={value => {
          id = uuidv7()
          setText(value)
        }}
      />
      <FormError code={attempts.except([])} />
      <Button type="submit" busy={attempts.busy()} disabled={text().trim() === ''}>
        {t('thread.send')}
      </Button>
    </form>
  )
}
