import type { VoiceBody } from '@plaza/contract'
import { createMemo, For, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { minutesOf } from '../ui/names.ts'
import { isHeard, nextRate, partOf, pause, play, playing, rate, seek } from './player.ts'
import { Progress, type RichProps } from './progress.tsx'
import { bytesOf } from './thumbhash.ts'
import { BARS, barsOf } from './waves.ts'

/** What somebody said aloud. */
export function Voice(props: RichProps) {
  const body = () => props.event.b as VoiceBody
  const bars = createMemo(() => barsOf(bytesOf(body().wave)))
  const on = () => playing() === props.event.id
  const part = () => partOf(props.event)
  const sent = () => props.event.q > 0 && !body().gone
  const press = () => (on() ? pause() : void play(props.event))
  return (
    <span class="voice" classList={{ on: on() }}>
      <button
        type="button"
        class="voice-play"
        disabled={!sent()}
        aria-label={t(on() ? 'talk.voice.pause' : 'talk.voice.play', { length: minutesOf(body().ms) })}
        onClick={press}
      >
        <Icon name={on() ? 'pause' : 'play'} />
      </button>
      <span
        class="voice-wave"
        aria-hidden="true"
        onClick={event => {
          const box = event.currentTarget.getBoundingClientRect()
          seek(props.event, (event.clientX - box.left) / box.width)
        }}
      >
        <For each={bars()}>
          {(bar, i) => <i classList={{ past: i() / BARS < part() }} style={{ 'block-size': `${bar * 100}%` }} />}
        </For>
      </span>
      <span class="voice-length">{minutesOf(body().ms)}</span>
      <Show when={on()}>
        <button type="button" class="voice-rate" aria-label={t('talk.voice.rate', { rate: rate() })} onClick={nextRate}>
          {rate()}×
        </button>
      </Show>
      <Show when={sent() && !isHeard(props.event)}>
        <span class="dot" role="img" aria-label={t('talk.voice.new')} />
      </Show>
      <Progress out={props.out} />
    </span>
  )
}
