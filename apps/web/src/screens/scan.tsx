import { createEffect, createSignal, onCleanup, onMount, Show } from 'solid-js'
import { urlOf } from '../engine/linkify.ts'
import { t, type Key } from '../i18n.ts'
import { replaceTop } from '../router.ts'
import { Button } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { Bar, usePlace } from '../ui/page.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { ownPath } from './links.ts'
import { choosePicture } from './picture.ts'
import { readCode } from './read-code.ts'
import '../styles/codes.css'

const EVERY_MS = 160

/** Reads a QR code with the camera or from a picture. */
export function Scan() {
  let video!: HTMLVideoElement
  let stream: MediaStream | undefined
  let stopped = false
  const place = usePlace()
  const [problem, setProblem] = createSignal<Key | undefined>()
  const [foreign, setForeign] = createSignal<string | undefined>()
  const [torch, setTorch] = createSignal<boolean | undefined>()

  const found = (text: string) => {
    navigator.vibrate?.(30)
    const path = ownPath(text)
    if (path) replaceTop(path)
    else setForeign(text)
  }
  const look = async () => {
    if (stopped) return
    if (video.readyState >= 2 && place.shown() && foreign() === undefined) {
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
    const text = await readCode(await createImageBitmap(file)).catch(() => undefined)
    if (text === undefined) toast(t('scan.nothing'))
    else found(text)
  }
  return (
    <div class="screen scan">
      <Bar title={t('scan.title')} />
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
        <p class="scan-hint">{t('scan.hint')}</p>
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
      <Show when={foreign()}>{text => <Foreign text={text()} onClose={() => setForeign(undefined)} />}</Show>
    </div>
  )
}

/** A code that is not ours: says what it is, opens nothing by itself. */
function Foreign(props: { text: string; onClose: () => void }) {
  const url = () => {
    const parsed = urlOf(props.text)
    return parsed && /^https?:$/.test(parsed.protocol) ? parsed : undefined
  }
  const copy = () => void navigator.clipboard?.writeText(props.text).then(() => toast(t('copied')))
  return (
    <Sheet title={t(url() ? 'scan.foreign.link' : 'scan.foreign.text')} onClose={props.onClose}>
      <Show when={url()} fallback={<p class="sheet-text">{t('scan.foreign.text.note')}</p>}>
        {link => <p class="sheet-text">{t('scan.foreign.link.note', { host: link().host })}</p>}
      </Show>
      <p class="foreign">{props.text}</p>
      <div class="sheet-actions">
        <Button icon="copy" onClick={copy}>
          {t('chat.copy')}
        </Button>
        <Show when={url()}>
          {link => (
            <a class="button" href={link().href} target="_blank" rel="noopener noreferrer nofollow">
              <Icon name="link" /> <span>{t('scan.foreign.open')}</span>
            </a>
          )}
        </Show>
      </div>
    </Sheet>
  )
}
