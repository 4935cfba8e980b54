import type { ChatEvent } from '@plaza/contract'
import { Show } from 'solid-js'
import type { OutItem } from '../engine/outbox.ts'
import { t } from '../i18n.ts'
import { client, watch } from '../ui/state.ts'

/** What each kind of rich message is drawn from. */
export interface RichProps {
  event: ChatEvent
  /** While it is being sent from here. */
  out: OutItem | undefined
}

/** How far the files of a message have come, and a way to stop them. */
export function Progress(props: { out: OutItem | undefined }) {
  const files = () => (props.out?.state === 'waiting' ? (props.out.files ?? []) : [])
  const part = () => {
    for (const { id } of files()) watch(`upload:${id}`)
    const total = files().reduce((sum, file) => sum + file.bytes, 0)
    const there = files().reduce(
      (sum, { id, bytes, file }) => sum + bytes * (file === undefined ? (client().progress.get(id) ?? 0) : 1),
      0,
    )
    return total > 0 ? there / total : 0
  }
  const percent = () => Math.round(part() * 100)
  return (
    <Show when={files().length > 0}>
      <button
        type="button"
        class="ring"
        style={{ '--part': `${percent()}%` }}
        aria-label={t('talk.stop_sending', { percent: percent() })}
        onClick={event => {
          event.stopPropagation()
          client().outbox.remove(props.out!.id)
        }}
      >
        <i />
      </button>
    </Show>
  )
}
