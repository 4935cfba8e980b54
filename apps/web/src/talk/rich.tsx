import { Match, Switch } from 'solid-js'
import { t } from '../i18n.ts'
import { FileRow, Person, Place, RecordCard } from './small.tsx'
import { Pictures } from './pictures.tsx'
import type { RichProps } from './progress.tsx'
import { Poll } from './poll.tsx'
import { Sticker } from './stickers.tsx'
import { Video } from './video.tsx'
import { Voice } from './voice.tsx'
import '../styles/rich.css'

/** A message that is more than words, each kind in its own way. */
export const Rich = (props: RichProps) => (
  <Switch fallback={<p class="words">{t('talk.unknown')}</p>}>
    <Match when={props.event.k === 'picture'}>
      <Pictures event={props.event} out={props.out} />
    </Match>
    <Match when={props.event.k === 'video'}>
      <Video event={props.event} out={props.out} />
    </Match>
    <Match when={props.event.k === 'voice'}>
      <Voice event={props.event} out={props.out} />
    </Match>
    <Match when={props.event.k === 'file'}>
      <FileRow event={props.event} out={props.out} />
    </Match>
    <Match when={props.event.k === 'place'}>
      <Place event={props.event} out={props.out} />
    </Match>
    <Match when={props.event.k === 'person'}>
      <Person event={props.event} out={props.out} />
    </Match>
    <Match when={props.event.k === 'sticker'}>
      <Sticker event={props.event} />
    </Match>
    <Match when={props.event.k === 'record'}>
      <RecordCard event={props.event} out={props.out} />
    </Match>
    <Match when={props.event.k === 'poll'}>
      <Poll event={props.event} out={props.out} />
    </Match>
  </Switch>
)
