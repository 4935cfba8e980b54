import type { ChatEvent, PictureBody, VideoBody } from '@plaza/contract'
import { createEffect, createSignal, on, onMount, Show } from 'solid-js'
import { openDialog } from '../host/dialog.tsx'
import { t } from '../i18n.ts'
import { openChat } from '../screens/open.ts'
import { wantMessage } from '../ui/jump.ts'
import { nameOf } from '../ui/names.ts'
import { IconButton } from '../ui/page.tsx'
import { store } from '../ui/state.ts'
import { forward } from './deeds.tsx'
import { fileUrl, saveFile, sentUrl } from './files.ts'
import { zoomable } from './zoom.ts'
import '../styles/viewer.css'

interface Shown {
  event: ChatEvent
  kind: 'picture' | 'video'
  file: string
}

/** Every picture and film of an event. */
function shownOf(event: ChatEvent): Shown[] {
  if (event.recalled !== undefined) return []
  if (event.k === 'video') {
    const { file, gone } = event.b as VideoBody
    return gone ? [] : [{ event, kind: 'video', file }]
  }
  if (event.k !== 'picture') return []
  return (event.b as PictureBody).items
    .filter(item => !item.gone)
    .map(item => ({ event, kind: 'picture' as const, file: item.file }))
}

/** Opens a picture or film large, with those around it in the chat. */
export function openViewer(event: ChatEvent, index: number): void {
  const around = store().threads.get(event.c)?.items ?? []
  const near = around.some(item => item.id === event.id) ? around.flatMap(shownOf) : shownOf(event)
  const wanted = shownOf(event)[index]
  const start = near.findIndex(one => one.event.id === event.id && one.file === wanted?.file)
  if (start >= 0) void openDialog(done => <Viewer all={near} start={start} onDone={done} />)
}

function Viewer(props: { all: Shown[]; start: number; onDone: () => void }) {
  let box!: HTMLDialogElement
  let stage!: HTMLDivElement
  const [at, setAt] = createSignal(props.start)
  const now = () => props.all[at()]!
  const go = (step: number) => setAt(Math.max(0, Math.min(props.all.length - 1, at() + step)))
  const close = () => box.close()
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') go(1)
    else if (event.key === 'ArrowLeft') go(-1)
    else if (event.key !== 'Escape') return
    event.stopPropagation()
  }
  onMount(() => {
    const zoom = zoomable(stage, { swipe: go, away: close })
    createEffect(on(at, zoom.reset))
    box.showModal()
  })
  const toMessage = () => {
    close()
    wantMessage(now().event.c, now().event.q)
    openChat(now().event.c)
  }
  const name = () => `plaza-${now().file.slice(0, 8)}`
  return (
    <dialog
      class="viewer"
      ref={element => (box = element)}
      aria-label={t('talk.viewer')}
      onClose={() => props.onDone()}
      onKeyDown={onKey}
    >
      <header class="viewer-bar">
        <IconButton icon="close" label={t('close')} onClick={close} />
        <span class="viewer-by">
          {nameOf(now().event.f)}
          <Show when={props.all.length > 1}>
            <small>
              {at() + 1} / {props.all.length}
            </small>
          </Show>
        </span>
        <IconButton
          icon="download"
          label={t('talk.save')}
          onClick={() => saveFile(now().event.c, now().file, name())}
        />
        <IconButton icon="forward_to" label={t('chat.forward')} onClick={() => void forward([now().event])} />
        <IconButton icon="chats" label={t('talk.open')} onClick={toMessage} />
      </header>
      <div class="viewer-stage" ref={element => (stage = element)}>
        <Show when={now()} keyed>
          {one => (
            <Show when={one.kind === 'video'} fallback={<Large of={one} />}>
              <video src={fileUrl(one.event.c, one.file)} controls autoplay playsinline />
            </Show>
          )}
        </Show>
      </div>
      <Show when={at() > 0}>
        <IconButton icon="back" class="viewer-before" label={t('talk.viewer.before')} onClick={() => go(-1)} />
      </Show>
      <Show when={at() < props.all.length - 1}>
        <IconButton icon="forward" class="viewer-after" label={t('talk.viewer.after')} onClick={() => go(1)} />
      </Show>
    </dialog>
  )
}

function Large(props: { of: Shown }) {
  const [failed, setFailed] = createSignal(false)
  return (
    <Show when={!failed()} fallback={<p class="viewer-gone">{t('talk.not_here')}</p>}>
      <img
        src={sentUrl(props.of.file) ?? fileUrl(props.of.event.c, props.of.file, 'view')}
        alt={t('talk.picture', { at: 1, of: 1 })}
        draggable={false}
        onError={() => setFailed(true)}
      />
    </Show>
  )
}
