import type { PictureBody, PictureItem } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import type { OutFile } from '../engine/outbox.ts'
import { t } from '../i18n.ts'
import { fileUrl, localUrl, sentUrl } from './files.ts'
import { Progress, type RichProps } from './progress.tsx'
import { hashPicture } from './thumbhash.ts'
import { openViewer } from './viewer.tsx'

/** The longest side of a single picture, in rem, and the shortest it is drawn at. */
const SIDE_REM = 15
const SHORT_REM = 6

/** Width and height in rem of a picture that stands alone: its own shape, within reason. */
export function frameOf(w = 4, h = 3): { width: number; height: number } {
  const scale = Math.min(SIDE_REM / w, SIDE_REM / h)
  return { width: Math.max(SHORT_REM, w * scale), height: Math.max(SHORT_REM, h * scale) }
}

/** One to nine pictures; the room of each is known before it is there. */
export function Pictures(props: RichProps) {
  const items = () => (props.event.b as PictureBody).items
  const alone = () => items().length === 1
  const columns = () => (alone() ? 1 : items().length === 2 || items().length === 4 ? 2 : 3)
  return (
    <span class="pictures" classList={{ alone: alone() }} style={{ '--columns': columns() }}>
      <For each={items()}>
        {(item, i) => (
          <Picture
            c={props.event.c}
            item={item}
            sharp={alone()}
            local={props.out?.files?.[i()]}
            sent={props.event.q > 0}
            label={t('talk.picture', { at: i() + 1, of: items().length })}
            onOpen={() => openViewer(props.event, i())}
          />
        )}
      </For>
      <Progress out={props.out} />
    </span>
  )
}

function Picture(props: {
  c: string
  item: PictureItem
  sharp: boolean
  local: OutFile | undefined
  sent: boolean
  label: string
  onOpen: () => void
}) {
  const local = localUrl(() => props.local)
  const [failed, setFailed] = createSignal(false)
  const source = () => {
    const { file } = props.item
    if (local() || (file && sentUrl(file))) return local() ?? sentUrl(file)
    return props.sent && file ? fileUrl(props.c, file, props.sharp ? 'view' : 'thumb') : undefined
  }
  const size = () => (props.sharp ? frameOf(props.item.w, props.item.h) : undefined)
  return (
    <button
      type="button"
      class="picture"
      aria-label={props.label}
      style={{
        ...(size()
          ? { 'inline-size': `${size()!.width}rem`, 'aspect-ratio': `${size()!.width} / ${size()!.height}` }
          : {}),
        ...(props.item.hash ? { 'background-image': `url(${hashPicture(props.item.hash) ?? ''})` } : {}),
      }}
      disabled={!props.sent || props.item.gone === true}
      onClick={() => props.onOpen()}
    >
      <Show when={source() && !props.item.gone && !failed()}>
        <img src={source()} alt="" decoding="async" draggable={false} onError={() => setFailed(true)} />
      </Show>
      <Show when={props.item.gone || failed()}>
        <span class="picture-gone">{t(props.item.gone ? 'talk.gone' : 'talk.not_here')}</span>
      </Show>
    </button>
  )
}
