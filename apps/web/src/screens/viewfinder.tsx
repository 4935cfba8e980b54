import { createEffect, createSignal, onCleanup, onMount, Show } from 'solid-js'
import { t, type Key } from '../i18n.ts'
import { Button } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { toast } from '../ui/toast.tsx'
import { usePlace } from '../ui/page.tsx'
import { choosePicture } from './picture.ts'
import { readCode } from './read-code.ts'
import '../styles/codes.css'

const EVERY_MS = 160

/** What the camera sees, with a frame for a code; tells the text of each one it reads, also from a picture of the album. */
export function Viewfinder(props: { hint: string; paused: boolean; onText: (text: string) => void }) {
  let video!: HTMLVideoElement
  let stream: MediaStream | undefined
  let stopped = false
  const place = usePlace()
  const [problem, setProblem] = createSignal<Key | undefined>()
  const [torch, setTorch] = createSignal<boolean | undefined>()

  const found = (text: string) => {
    navigator.vibrate?.(30)
    props.onText(text)
  }
  const look = async () => {
    if (stopped) return
    if (video.readyState >= 2 && place.shown() && !props.paused) {
      const text = await readCode(video).catch(() => undefined)
      if (text !== undefined && !stopped) found(text)
    }
    setTimeout(() => void look(), EVERY_MS)
  }
  const start = async () => {
    if (!navigator.mediaDevices) return setProblem('scan.insecure')
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 } },
      })
      if (stopped) return stop()
      const abilities = stream.getVideoTracks()[0]?.getCapabilities?.() as { torch?: boolean } | undefined
      if (abilities?.torch) setTorch(false)
      video.srcObject = stream
      await video.play()
      void look()
    } catch {
      setProblem('scan.no_camera')
    }
  }
  const stop = () => stream?.getTracks().forEach(track => track.stop())
  onMount(() => void start())
  onCleanup(() => {
    stopped = true
    stop()
  })
  createEffect(() => {
    const on = torch()
    if (on !== undefined)
      void stream?.getVideoTracks()[0]?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
  })
  const fromPicture = async () => {
    const file = await choosePicture()
    if (!file) return
    const text = await createImageBitmap(file)
      .then(readCode)
      .catch(() => undefined)
    if (text === undefined) toast(t('scan.nothing'))
    else found(text)
  }
  return (
    <div class="scan-view">
      <video ref={video} muted playsinline aria-label={t('scan.camera')} />
      <Show when={problem()} fallback={<div class="scan-frame" aria-hidden="true" />}>
        {key => (
          <div class="scan-problem">
            <Icon name="camera" />
            <p>{t(key())}</p>
          </div>
        )}
      </Show>
      <p class="scan-hint">{props.hint}</p>
      <div class="scan-actions">
        <Button icon="image" onClick={() => void fromPicture()}>
          {t('scan.picture')}
        </Button>
        <Show when={torch() !== undefined}>
          <Button icon="torch" onClick={() => setTorch(!torch())}>
            {t('scan.torch')}
          </Button>
        </Show>
      </div>
    </div>
  )
}
