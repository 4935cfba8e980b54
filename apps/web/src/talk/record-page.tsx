import type { ChatEvent, RecordBody, RecordLine } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { Linked } from '../screens/linked.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Empty, Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { ToChats } from '../ui/to-chats.tsx'
import { client } from '../ui/state.ts'
import { isRich } from '../engine/rules.ts'
import { Rich } from './rich.tsx'
import '../styles/talk.css'

/** A chat record to read: who said what, when. */
export function RecordPage(props: { id: string; q: string }) {
  const event = load(
    () => `${props.id} ${props.q}`,
    () => client().history.message(props.id, Number(props.q)),
  )
  const body = () => event.data()?.b as RecordBody | undefined
  return (
    <Page title={t('line.record')}>
      <Show when={!event.loading()} fallback={<Skeleton rows={5} />}>
        <Show
          when={body()?.lines}
          fallback={
            <Empty icon="inbox" title={t('chat.quote_gone')}>
              <ToChats />
            </Empty>
          }
        >
          {lines => (
            <>
              <Show when={body()?.title}>
                <p class="record-title">{body()!.title}</p>
              </Show>
              <Lines of={event.data()!} lines={lines()} />
            </>
          )}
        </Show>
      </Show>
    </Page>
  )
}

const Lines = (props: { of: ChatEvent; lines: RecordLine[] }) => (
  <div class="record-lines" role="list" aria-label={t('line.record')}>
    <For each={props.lines}>
      {(line, i) => (
        <div role="listitem" class="record-line">
          <Avatar person={line.f} size="s" />
          <div>
            <p class="record-by">
              <b>{line.name}</b> <time>{fullTime(line.at, language())}</time>
            </p>
            <Said line={line} of={props.of} at={i()} />
          </div>
        </div>
      )}
    </For>
  </div>
)

function Said(props: { line: RecordLine; of: ChatEvent; at: number }) {
  const [open, setOpen] = createSignal(false)
  const event = (): ChatEvent => ({
    ...props.of,
    id: `${props.of.id}-${props.at}`,
    f: props.line.f,
    k: props.line.k as ChatEvent['k'],
    b: props.line.b,
    at: props.line.at,
  })
  const text = () => (props.line.b as { text?: string }).text
  const inner = () => (props.line.b as Partial<RecordBody>).lines
  return (
    <>
      <Show when={props.line.k === 'record'}>
        <button type="button" class="text-button" aria-expanded={open()} onClick={() => setOpen(!open())}>
          {(props.line.b as RecordBody).title || t('line.record')}
        </button>
        <Show when={open() && inner()}>{lines => <Lines of={props.of} lines={lines()} />}</Show>
      </Show>
      <Show when={isRich(props.line.k) && props.line.k !== 'record'}>
        <Rich event={event()} out={undefined} />
      </Show>
      <Show when={props.line.k !== 'poll' && text()}>
        {words => (
          <p class="record-words" dir="auto">
            <Linked text={words()} />
          </p>
        )}
      </Show>
    </>
  )
}
