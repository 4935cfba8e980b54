import { createEffect, createSignal, onCleanup, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { IconButton } from '../ui/page.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { picture } from './call-media.tsx'
import type { Program } from './program.ts'

/** Pictures of a program, one at a time, as large as they fit. */
export function Previewer(props: { program: Program; urls: string[]; start: number; onDone: () => void }) {
  const [at, setAt] = createSignal(props.start)
  const [shown, setShown] = createSignal<{ at: number; url: string | undefined }>()
  createEffect(() => {
    const index = at()
    void picture(props.program, props.urls[index]!)
      .then(blob => URL.createObjectURL(blob))
      .catch(() => undefined)
      .then(url => (index === at() ? setShown({ at: index, url }) : url && URL.revokeObjectURL(url)))
  })
  const url = () => (shown()?.at === at() ? shown()?.url : undefined)
  createEffect(() => {
    const made = url()
    onCleanup(() => made && URL.revokeObjectURL(made))
  })
  const move = (by: number) => setAt(Math.min(props.urls.length - 1, Math.max(0, at() + by)))
  return (
    <Sheet title={t('program.picture', { at: at() + 1, of: props.urls.length })} onClose={() => props.onDone()}>
      <div
        class="previewer"
        onKeyDown={event => {
          if (event.key === 'ArrowRight') move(1)
          if (event.key === 'ArrowLeft') move(-1)
        }}
      >
        <Show
          when={url()}
          fallback={
            <span class="previewer-none">{shown()?.at === at() ? <Icon name="alert" /> : <i class="spinner" />}</span>
          }
        >
          {src => <img src={src()} alt={t('program.picture', { at: at() + 1, of: props.urls.length })} />}
        </Show>
        <Show when={props.urls.length > 1}>
          <IconButton icon="back" label={t('back')} disabled={at() === 0} onClick={() => move(-1)} />
          <IconButton
            icon="forward"
            label={t('program.next')}
            disabled={at() === props.urls.length - 1}
            onClick={() => move(1)}
          />
        </Show>
      </div>
    </Sheet>
  )
}
