import { For, Show } from 'solid-js'
import { language, t } from '../i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { openMenu, type MenuItem } from '../ui/menu.tsx'
import { minutesOf } from '../ui/names.ts'
import { sizeOf } from './files.ts'
import type { Attached } from './prepare.ts'
import '../styles/tray.css'

/** What is about to be sent, above where one writes: to be looked at, put in order, or taken out. */
export function Tray(props: {
  all: Attached[]
  /** How many more are being looked at. */
  coming: number
  original: boolean
  onChange: (all: Attached[]) => void
  onOriginal: (on: boolean) => void
}) {
  const pictures = () => props.all.filter(one => one.as === 'picture')
  const bytes = () => pictures().reduce((sum, one) => sum + one.original.size, 0)
  const drop = (one: Attached) => {
    URL.revokeObjectURL(one.url)
    props.onChange(props.all.filter(other => other !== one))
  }
  const move = (one: Attached, step: number) => {
    const at = props.all.indexOf(one)
    const next = props.all.toSpliced(at, 1).toSpliced(at + step, 0, one)
    props.onChange(next)
  }
  const menu = (from: Element, one: Attached) => {
    const at = props.all.indexOf(one)
    const items: MenuItem[] = [{ label: t('talk.tray.drop'), icon: 'trash', run: () => drop(one), danger: true }]
    if (at < props.all.length - 1)
      items.unshift({ label: t('talk.tray.later'), icon: 'forward', run: () => move(one, 1) })
    if (at > 0) items.unshift({ label: t('talk.tray.earlier'), icon: 'back', run: () => move(one, -1) })
    openMenu(from, items)
  }
  return (
    <div class="tray">
      <div class="tray-files" role="list" aria-label={t('talk.tray')}>
        <For each={props.all}>
          {one => (
            <div role="listitem" class="tray-file" classList={{ wide: one.as === 'file' }}>
              <button
                type="button"
                aria-label={one.as === 'file' ? undefined : t('talk.more', { what: one.name })}
                aria-haspopup="menu"
                onClick={event => menu(event.currentTarget, one)}
              >
                <Show when={one.as === 'picture'}>
                  <img src={one.url} alt="" draggable={false} />
                </Show>
                <Show when={one.as === 'video'}>
                  <video src={one.url} muted playsinline preload="metadata" />
                  <span class="video-length" aria-hidden="true">
                    {minutesOf(one.ms ?? 0)}
                  </span>
                </Show>
                <Show when={one.as === 'file'}>
                  <Icon name="file" />
                  <span class="tray-name">{one.name}</span>
                  <small>{sizeOf(one.original.size, language())}</small>
                </Show>
              </button>
              <button
                type="button"
                class="tray-drop"
                aria-label={t('talk.tray.drop_named', { name: one.name })}
                onClick={() => drop(one)}
              >
                <Icon name="close" />
              </button>
            </div>
          )}
        </For>
        <For each={Array.from({ length: props.coming }, (_, i) => i)}>
          {() => (
            <div role="listitem" class="tray-file coming" aria-label={t('talk.tray.coming')}>
              <i class="spinner" />
            </div>
          )}
        </For>
      </div>
      <Show when={pictures().length > 0}>
        <label class="tray-original">
          <input
            type="checkbox"
            checked={props.original}
            onChange={event => props.onOriginal(event.currentTarget.checked)}
          />
          {t('talk.original')} <small>{sizeOf(bytes(), language())}</small>
        </label>
      </Show>
    </div>
  )
}
