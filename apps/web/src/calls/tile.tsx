import { createEffect, createMemo, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Icon } from '../ui/icon.tsx'
import { nameOf } from '../ui/names.ts'
import { soundWhereChosen } from './devices.ts'
import { live } from './line.ts'
import type { LiveCall } from './live-call.ts'

/** Another party: their picture where they send one, else their face; their voice in either case. */
export function Tile(props: { peer: string; person: string; call: LiveCall; large: boolean; many: boolean }) {
  let video!: HTMLVideoElement
  // Asked again with every change of the call.
  const view = () => (live(), props.call.lines.views.get(props.peer))
  const state = createMemo(() => view()?.state ?? 'closed')
  const theirs = createMemo(() => view()?.theirs)
  const stream = createMemo(() => view()?.stream)
  const seen = () => state() === 'connected' && (theirs()?.camera || theirs()?.screen)
  const speaks = () => (live(), props.many && props.call.lines.speaker === props.peer)
  const pinned = () => (live(), props.call.pinned === props.peer)
  createEffect(() => {
    state()
    const now = stream()
    if (now && video.srcObject !== now) video.srcObject = now
    void video.play().catch(() => {})
  })
  createEffect(() => soundWhereChosen(video))
  return (
    <div
      class="call-tile"
      classList={{ shows: seen(), whole: theirs()?.screen, large: props.large, speaks: speaks() }}
      data-state={state()}
    >
      <video ref={video} autoplay playsinline aria-label={t('call.picture_of', { name: nameOf(props.person) })} />
      <Show when={!seen()}>
        <Avatar person={props.person} size="xl" />
      </Show>
      <span class="call-name">
        <Show when={state() === 'connected' && theirs()?.mic === false}>
          <Icon name="mic_off" />
        </Show>
        {nameOf(props.person)}
        <Show when={state() !== 'connected'}>
          <i class="spinner" />
        </Show>
      </span>
      <Show when={props.many}>
        <button
          type="button"
          class="call-pin"
          aria-pressed={pinned()}
          aria-label={t('call.pin', { name: nameOf(props.person) })}
          title={t('call.pin', { name: nameOf(props.person) })}
          onClick={() => props.call.pin(pinned() ? undefined : props.peer)}
        >
          <Icon name="pin" />
        </button>
      </Show>
    </div>
  )
}

/** Somebody for whom it rings. */
export const Waited = (props: { person: string }) => (
  <div class="call-tile waited">
    <Avatar person={props.person} size="xl" />
    <span class="call-name">{nameOf(props.person)}</span>
  </div>
)
