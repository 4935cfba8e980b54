import { Show, type JSX } from 'solid-js'
import { refusal, t } from '../i18n.ts'
import { Button, Empty, Skeleton } from './controls.tsx'
import type { Loaded } from './load.ts'
import { ToChats } from './to-chats.tsx'

/** Why something is not here, and a way to ask again; or away from what is nowhere. */
export const Unloaded = (props: { code: string; again: () => unknown; busy?: boolean }) => (
  <Empty icon={props.code === 'offline' ? 'wifi' : 'alert'} title={refusal(props.code)}>
    <Show when={props.code !== 'not_found' && props.code !== 'bad_input'} fallback={<ToChats />}>
      <Button icon="retry" busy={props.busy ?? false} onClick={() => void props.again()}>
        {t('retry')}
      </Button>
    </Show>
  </Empty>
)

/** What the server says, or a shape of it, or why it does not. */
export const Answer = <T,>(props: {
  loaded: Omit<Loaded<T>, 'set'>
  rows?: number
  children: (data: () => T) => JSX.Element
}) => (
  <Show
    when={props.loaded.data()}
    fallback={
      <Show when={props.loaded.code()} fallback={<Skeleton rows={props.rows ?? 4} />}>
        {code => <Unloaded code={code()} again={props.loaded.again} busy={props.loaded.loading()} />}
      </Show>
    }
  >
    {data => props.children(data)}
  </Show>
)
