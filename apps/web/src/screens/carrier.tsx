import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { Cell, Empty, Group, Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { ToChats } from '../ui/to-chats.tsx'

/** Operators: what the sandbox carrier would have sent, newest first. */
export function Carrier() {
  const reply = load(
    () => 0,
    () => call('GET /operator/carrier'),
  )
  const messages = () => reply.data()?.messages ?? []
  return (
    <Page
      title={t('carrier.title')}
      actions={<IconButton icon="refresh" label={t('refresh')} onClick={() => void reply.again()} />}
    >
      <Show
        when={!reply.code()}
        fallback={
          <Empty icon="lock" title={refusal(reply.code()!)}>
            <ToChats />
          </Empty>
        }
      >
        <Show when={reply.data()} fallback={<Skeleton rows={4} />}>
          <Show
            when={messages().length > 0}
            fallback={<Empty icon="mail" title={t('carrier.none')} text={t('carrier.none.text')} />}
          >
            <Group note={t('carrier.by', { carrier: reply.data()?.carrier ?? '' })}>
              <For each={messages()}>
                {message => (
                  <Cell
                    icon="mail"
                    tint="#6b4fd3"
                    title={message.text}
                    note={`${message.to} · ${fullTime(message.at, language())}`}
                  />
                )}
              </For>
            </Group>
          </Show>
        </Show>
      </Show>
    </Page>
  )
}
