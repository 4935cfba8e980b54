import type { CardBody, ChatRow } from '@plaza/contract'
import { createEffect, createMemo, lazy, on, onCleanup, Show, Suspense } from 'solid-js'
import { lookIn, openIn } from '../calls/open.ts'
import { store, watch } from '../ui/state.ts'

// What belongs to calls is not kept for when there is no network, where none could be joined: then there is no bar.
const OpenBar = lazy(() =>
  import('../calls/open-bar.tsx').then(
    module => ({ default: module.OpenBar }),
    () => ({ default: () => null }),
  ),
)

/** What happens in a call comes as several events at once. */
const LOOK_AFTER_MS = 300

/** Above a group's chat: the call that goes on in it. What it looks like is fetched with the first of them. */
export function CallBar(props: { row: ChatRow }) {
  const { c } = props.row
  const status = createMemo(() => (watch('status'), store().status))
  // A call begins with a card, and whatever changes in it is an event that is no line of its own.
  const news = createMemo<number>(was => {
    const { q, last } = props.row
    if (last?.q === q) return last.k === 'card' && (last.b as CardBody).card === 'call' ? q : was
    return openIn(c) ? q : was
  }, 0)
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = () => void lookIn(c).catch(() => {})
  createEffect(
    on([news, status], ([, now], before) => {
      if (props.row.role === 'gone') return
      clearTimeout(timer)
      // Without a connection it is asked again once there is one.
      if (!before || now === 'live') timer = setTimeout(look, before ? LOOK_AFTER_MS : 0)
    }),
  )
  onCleanup(() => clearTimeout(timer))
  return (
    <Show when={props.row.role !== 'gone' && openIn(c)}>
      {call => (
        <Suspense>
          <OpenBar call={call()} />
        </Suspense>
      )}
    </Show>
  )
}
