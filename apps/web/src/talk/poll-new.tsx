import {
  POLL_OPTION_LENGTH_MAX,
  POLL_OPTIONS_MAX,
  POLL_OPTIONS_MIN,
  POLL_QUESTION_LENGTH_MAX,
} from '@plaza/contract/limits'
import { createSignal, Index, Show } from 'solid-js'
import { lineTime } from '../engine/time.ts'
import { openDialog } from '../host/dialog.tsx'
import { language, t } from '../i18n.ts'
import { Button, Cell, Field, Group, Switch } from '../ui/controls.tsx'
import { IconButton } from '../ui/page.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { now } from '../ui/state.ts'
import { openSendMenu, type How } from './send-menu.tsx'
import { WhenSheet } from './when.tsx'
import '../styles/polls.css'

export interface NewPoll {
  text: string
  options: string[]
  multiple?: true
  anonymous?: true
  endsAt?: number
}

export interface PollAsked {
  poll: NewPoll
  how: How
}

/** Asks for a question and its answers, and how it is sent to chat `c`. */
export const askPoll = (c: string): Promise<PollAsked | undefined> =>
  openDialog<PollAsked>(done => <PollSheet c={c} onDone={done} />)

function PollSheet(props: { c: string; onDone: (asked?: PollAsked) => void }) {
  let form!: HTMLFormElement
  let answer: PollAsked | undefined
  const [text, setText] = createSignal('')
  const [options, setOptions] = createSignal(Array.from({ length: POLL_OPTIONS_MIN }, () => ''))
  const [multiple, setMultiple] = createSignal(false)
  const [anonymous, setAnonymous] = createSignal(false)
  const [endsAt, setEndsAt] = createSignal<number>()
  const said = () => options().flatMap(option => option.trim() || [])
  const twice = () => new Set(said()).size < said().length
  const ready = () => text().trim() !== '' && said().length >= POLL_OPTIONS_MIN && !twice()
  const choose = async () => {
    const title = t('poll.ends')
    setEndsAt(await openDialog<number>(done => <WhenSheet title={title} ok={title} onDone={done} />))
  }
  const send = (how: How = {}) => {
    const poll: NewPoll = {
      text: text().trim(),
      options: said(),
      ...(multiple() ? { multiple: true } : {}),
      ...(anonymous() ? { anonymous: true } : {}),
      ...(endsAt() === undefined ? {} : { endsAt: endsAt()! }),
    }
    answer = { poll, how }
    closestDialog(form)?.close()
  }
  return (
    <Sheet title={t('poll.new')} onClose={() => props.onDone(answer)}>
      <form
        class="form poll-new"
        ref={form}
        onSubmit={event => {
          event.preventDefault()
          if (ready()) send()
        }}
      >
        <Field
          label={t('poll.question')}
          value={text()}
          onInput={setText}
          maxlength={POLL_QUESTION_LENGTH_MAX}
          required
          autofocus
        />
        <Index each={options()}>
          {(option, i) => (
            <div class="poll-line">
              <Field
                label={t('poll.answer', { place: i + 1 })}
                value={option()}
                onInput={value => setOptions(options().with(i, value))}
                maxlength={POLL_OPTION_LENGTH_MAX}
                required={i < POLL_OPTIONS_MIN}
              />
              <Show when={options().length > POLL_OPTIONS_MIN}>
                <IconButton
                  icon="close"
                  label={t('poll.answer.drop', { place: i + 1 })}
                  onClick={() => setOptions(options().toSpliced(i, 1))}
                />
              </Show>
            </div>
          )}
        </Index>
        <Show when={twice()}>
          <p class="note" role="alert">
            {t('poll.twice')}
          </p>
        </Show>
        <Show when={options().length < POLL_OPTIONS_MAX}>
          <Button kind="quiet" icon="plus" onClick={() => setOptions([...options(), ''])}>
            {t('poll.answer.add')}
          </Button>
        </Show>
        <Group>
          <Switch label={t('poll.several')} on={multiple()} onChange={setMultiple} />
          <Switch
            label={t('poll.anonymous')}
            hint={t('poll.anonymous.hint')}
            on={anonymous()}
            onChange={setAnonymous}
          />
          <Cell
            title={t('poll.ends')}
            value={endsAt() === undefined ? t('poll.ends.never') : lineTime(endsAt()!, now(), language())}
            onClick={() => void choose()}
          />
        </Group>
        <Button
          type="submit"
          kind="primary"
          disabled={!ready()}
          menu={at => ready() && openSendMenu(at, props.c, send)}
        >
          {t('poll.send')}
        </Button>
      </form>
    </Sheet>
  )
}
