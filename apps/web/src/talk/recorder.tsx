import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { contextMenu } from '../ui/menu.tsx'
import { minutesOf } from '../ui/names.ts'
import { IconButton } from '../ui/page.tsx'
import { toast } from '../ui/toast.tsx'
import { waveOf } from './waves.ts'
import { openSendMenu, type How } from './send-menu.tsx'
import '../styles/tray.css'

/** Longer is not said in one go. */
export const VOICE_MS_MAX = 60_000
/** Shorter was a slip of the finger. */
const SHORT_MS = 700
/** Pressed shorter than this, the microphone stays on without a finger. */
const TAP_MS = 350
const AWAY_PX = 90
const LOCK_PX = 70
const TICK_MS = 100
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus']

/** A finger on the microphone: where it came down, and whether it is gone already. */
export interface Held {
  readonly x: number
  readonly y: number
  readonly lifted: boolean
}

export interface Said {
  bytes: Blob
  ms: number
  wave: string
}

/** Listens until it is told to stop; loudness is noted along the way. */
async function listen(): Promise<{ stop: () => Promise<Said>; cancel: () => void }> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const type = TYPES.find(one => MediaRecorder.isTypeSupported(one))
  const recorder = new MediaRecorder(stream, type ? { mimeType: type, audioBitsPerSecond: 32_000 } : {})
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Uint8Array(analyser.fftSize)
  const loud: number[] = []
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(samples)
    loud.push(Math.min(255, Math.max(...samples.map(sample => Math.abs(sample - 128))) * 2))
  }, TICK_MS)
  const parts: Blob[] = []
  recorder.addEventListener('dataavailable', event => parts.push(event.data))
  const began = performance.now()
  recorder.start()
  const end = () => {
    clearInterval(timer)
    for (const track of stream.getTracks()) track.stop()
    void context.close()
  }
  return {
    stop: () =>
      new Promise(done => {
        const ms = Math.round(performance.now() - began)
        recorder.addEventListener('stop', () => {
          end()
          done({ bytes: new Blob(parts, { type: recorder.mimeType.split(';')[0]! }), ms, wave: waveOf(loud) })
        })
        recorder.stop()
      }),
    cancel: () => {
      recorder.stop()
      end()
    },
  }
}

/**
 * Lies over the composer while one speaks. Held: lifting the finger sends, sliding to the side throws away, sliding up (or a
 * short press) goes on without the finger. Whoever asks how else to send has said what they wanted to say.
 */
export function Recorder(props: { c: string; held: Held | undefined; onDone: (said?: Said, how?: How) => void }) {
  const [ms, setMs] = createSignal(0)
  const [locked, setLocked] = createSignal(props.held === undefined)
  const [away, setAway] = createSignal(false)
  const [still, setStill] = createSignal(false)
  let listening: Awaited<ReturnType<typeof listen>> | undefined
  let stopped: Promise<Said> | undefined
  let over = false
  const began = performance.now()

  const stop = (): Promise<Said> | undefined => {
    setStill(true)
    return (stopped ??= listening?.stop())
  }
  const finish = async (keep: boolean, how?: How) => {
    if (over) return
    over = true
    if (!keep && !stopped) listening?.cancel()
    const said = keep ? await stop() : undefined
    if (said && said.ms < SHORT_MS) toast(t('talk.voice.short'))
    props.onDone(said && said.ms >= SHORT_MS ? said : undefined, how)
  }
  const more = async (at: { x: number; y: number } | Element) => {
    if (await stop()) openSendMenu(at, props.c, how => finish(true, how))
  }
  const onMove = (event: PointerEvent) => {
    if (locked() || !props.held) return
    setAway(Math.abs(event.clientX - props.held.x) > AWAY_PX)
    if (props.held.y - event.clientY > LOCK_PX) setLocked(true)
  }
  const onUp = () => {
    if (locked()) return
    if (performance.now() - began < TAP_MS) setLocked(true)
    else void finish(!away())
  }
  onMount(() => {
    if (props.held?.lifted) setLocked(true)
    addEventListener('pointermove', onMove)
    addEventListener('pointerup', onUp)
    addEventListener('pointercancel', onUp)
    let timer: ReturnType<typeof setInterval> | undefined
    listen().then(
      made => {
        if (over) return made.cancel()
        listening = made
        const start = performance.now()
        timer = setInterval(() => {
          if (still()) return
          setMs(performance.now() - start)
          if (ms() >= VOICE_MS_MAX) void finish(true)
        }, TICK_MS)
      },
      () => {
        over = true
        toast(t('talk.voice.no_mic'))
        props.onDone()
      },
    )
    onCleanup(() => {
      clearInterval(timer)
      removeEventListener('pointermove', onMove)
      removeEventListener('pointerup', onUp)
      removeEventListener('pointercancel', onUp)
      void finish(false)
    })
  })
  return (
    <div
      class="recorder"
      classList={{ away: away(), still: still() }}
      role="group"
      aria-label={t('talk.voice.recording')}
      onKeyDown={event => event.key === 'Escape' && (event.stopPropagation(), void finish(false))}
    >
      <span class="recorder-time" role="timer">
        <i />
        {minutesOf(ms())}
      </span>
      <Show
        when={locked()}
        fallback={<span class="recorder-hint">{t(away() ? 'talk.voice.let_go' : 'talk.voice.slide')}</span>}
      >
        <span class="recorder-hint" />
        <IconButton icon="trash" label={t('talk.voice.throw')} onClick={() => void finish(false)} />
        <button
          type="button"
          class="send ready"
          aria-label={t('talk.voice.send')}
          ref={element => (contextMenu(element, at => void more(at)), queueMicrotask(() => element.focus()))}
          onClick={() => void finish(true)}
        >
          <Icon name="up" />
        </button>
      </Show>
    </div>
  )
}
