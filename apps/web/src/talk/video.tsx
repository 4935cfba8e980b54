import type { VideoBody } from '@plaza/contract'
import { Show } from 'solid-js'
import { t } from '../i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { minutesOf } from '../ui/names.ts'
import { fileUrl, localUrl } from './files.ts'
import { frameOf } from './pictures.tsx'
import { Progress, type RichProps } from './progress.tsx'
import { hashPicture } from './thumbhash.ts'
import { openViewer } from './viewer.tsx'

/** A film: how it looks and how long it is; it plays in the viewer. */
export function Video(props: RichProps) {
  const body = () => props.event.b as VideoBody
  const size = () => frameOf(body().w, body().h)
  const local = localUrl(() => props.out?.files?.[0])
  /** Its first frame, from here or from the city, which sends no more of it than that takes. */
  const poster = () =>
    local() ?? (props.event.q > 0 && !body().gone ? `${fileUrl(props.event.c, body().file)}#t=0.01` : undefined)
  return (
    <span class="pictures alone">
      <button
        type="button"
        class="picture video"
        aria-label={t('talk.play', { length: minutesOf(body().ms ?? 0) })}
        style={{
          'inline-size': `${size().width}rem`,
          'aspect-ratio': `${size().width} / ${size().height}`,
          ...(body().hash ? { 'background-image': `url(${hashPicture(body().hash!) ?? ''})` } : {}),
        }}
        disabled={props.event.q === 0 || body().gone === true}
        onClick={() => openViewer(props.event, 0)}
      >
        <Show when={poster()}>{url => <video src={url()} muted playsinline preload="metadata" tabindex="-1" />}</Show>
        <Show when={!body().gone} fallback={<span class="picture-gone">{t('talk.gone')}</span>}>
          <span class="video-play">
            <Icon name="play" />
          </span>
        </Show>
        <Show when={body().ms}>{ms => <span class="video-length">{minutesOf(ms())}</span>}</Show>
      </button>
      <Progress out={props.out} />
    </span>
  )
}
