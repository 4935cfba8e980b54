import { createResource, For, Show } from 'solid-js'
import { call, codeOf } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { Cell, Empty, Group, Skeleton } from '../ui/controls.tsx'
import { IconButton, Page } from '../ui/page.tsx'

/** Operators: what the sandbox carrier would have sent, newest first. */
export function Carrier() {
  const [reply, { refetch }] = createResource(() => call('GET /operator/carrier'))
  const messages = () => (reply.error ? [] : (reply.latest?.messages ?? []))
  return (
    <Page title={t('carrier.title')} actions={<IconButton icon="refresh" label={t('refresh')} onClick={() => void refetch()} />}>
      <Show when={!reply.error} fallback={<Empty icon="lock" title={refusal(codeOf(reply.error))} />}>
        <Show when={reply.latest} fallback={<Skeleton rows={4} />}>
          <Show when={messages().length > 0} fallback={<Empty icon="mail" title={t('carrier.none')} text={t('carrier.none.text')} />}>
            <Group note={t('carrier.by', { carrier: reply.latest?.carrier ?? '' })}>
              <For each={messages()}>
                {message => <Cell icon="mail" tint="#6b4fd3" title={message.text} note={`${message.to} · ${fullTime(message.at, language())}`} />}
              </For>
            </Group>
          </Show>
        </Show>
      </Show>
    </Page>
  )
}
