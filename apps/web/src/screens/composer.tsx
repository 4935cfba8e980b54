import { createEffect, createSignal, lazy, on, onCleanup, onMount, Show, Suspense } from 'solid-js'
import { Portal } from 'solid-js/web'
import type { ChatEvent, ChatRow } from '@plaza/contract'
import { CAPTION_LENGTH_MAX, DRAFT_LENGTH_MAX, TEXT_LENGTH_MAX } from '@plaza/contract/limits'
import { textOf } from '../engine/rules.ts'
import { t } from '../i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { lineOf, nameOf } from '../ui/names.ts'
import { contextMenu } from '../ui/menu.tsx'
import { IconButton } from '../ui/page.tsx'
import type { Held, Said } from '../talk/recorder.tsx'
import type { How } from '../talk/send-menu.tsx'
import { client, fine, store, wide } from '../ui/state.ts'
import { attachedFiles, dropZone } from './attached.ts'
import { MentionPicker, queryAt, type Mentioned } from './mention.tsx'
import { tried } from './open.ts'

const Emoji = lazy(() => import('./emoji.tsx').then(module => ({ default: module.Emoji })))
const Tray = lazy(() => import('../talk/tray.tsx').then(module => ({ default: module.Tray })))
const DropHere = lazy(() => import('../talk/drop-here.tsx').then(module => ({ default: module.DropHere })))
const Recorder = lazy(() => import('../talk/recorder.tsx').then(module => ({ default: module.Recorder })))
/** Then nothing needs to be measured while one types. */
const GROWS_BY_ITSELF = CSS.supports('field-sizing', 'content')
const DRAFT_AFTER_MS = 800
const COUNT_FROM = TEXT_LENGTH_MAX - 200

/** What the composer is for at the moment. */
export type Writing =
  | { w: 'new' }
  | { w: 'reply'; to: ChatEvent }
  | { w: 'edit'; of: ChatEvent }
  | { w: 'again'; text: string }

/** Where one writes. Enter sends where there is a keyboard, the button everywhere. */
export function Composer(props: {
  row: ChatRow
  writing: Writing
  onWriting: (writing: Writing) => void
  shown: boolean
}) {
  const c = props.row.c
  let area!: HTMLTextAreaElement
  const [text, setText] = createSignal(props.row.draft)
  const [emoji, setEmoji] = createSignal(false)
  const [query, setQuery] = createSignal<string | undefined>()
  const [picked, setPicked] = createSignal<Mentioned[]>([])
  const files = attachedFiles()
  const [recording, setRecording] = createSignal<{ held: Held | undefined }>()
  const over = dropZone(
    () => area,
    list => files.add(list),
  )
  let pickerKeys: ((event: KeyboardEvent) => boolean) | undefined
  let draftTimer: ReturnType<typeof setTimeout> | undefined

  const grow = () => {
    if (GROWS_BY_ITSELF) return
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight, innerHeight * 0.35)}px`
  }
  const write = (next: string) => {
    setText(next)
    area.value = next
    grow()
  }
  onMount(() => {
    write(text())
    if (fine()) area.focus({ preventScroll: true })
  })

  const keepDraft = () => {
    clearTimeout(draftTimer)
    draftTimer = undefined
    if (props.writing.w === 'edit') return
    const draft = text().slice(0, DRAFT_LENGTH_MAX)
    if ((store().rows.get(c)?.draft ?? '') !== draft) client().mine(c, { draft })
  }
  onCleanup(() => draftTimer !== undefined && keepDraft())
  createEffect(
    on(
      () => props.shown,
      shown => !shown && draftTimer !== undefined && keepDraft(),
      { defer: true },
    ),
  )
  // Written on another device while nothing is being written here.
  createEffect(
    on(
      () => props.row.draft,
      draft => {
        if (draftTimer === undefined && props.writing.w !== 'edit' && document.activeElement !== area) write(draft)
      },
      { defer: true },
    ),
  )
  createEffect(
    on(
      () => props.writing,
      writing => {
        if (writing.w === 'edit') write(textOf(writing.of))
        if (writing.w === 'again') write(writing.text)
        if (writing.w !== 'new') area.focus()
      },
      { defer: true },
    ),
  )

  const onInput = () => {
    setText(area.value)
    grow()
    setQuery(props.row.kind === 'group' ? queryAt(area) : undefined)
    if (text() !== '' && store().me.privacy.showTyping) client().typing(c)
    clearTimeout(draftTimer)
    draftTimer = setTimeout(keepDraft, DRAFT_AFTER_MS)
  }

  const stop = () => {
    if (props.writing.w === 'edit') write(props.row.draft)
    props.onWriting({ w: 'new' })
  }

  const body = (words: string) => {
    const mentions = picked()
      .filter(one => words.includes(`@${one.name}`))
      .map(one => one.id)
    return mentions.length > 0 ? { text: words, mentions: [...new Set(mentions)] } : { text: words }
  }
  const sendable = (words: string) => words !== '' && words.length <= TEXT_LENGTH_MAX
  const answered = () => (props.writing.w === 'reply' ? props.writing.to.q : undefined)

  let leaving = false
  /** True once all of it is kept on this device, and will be sent whatever happens. */
  const sendFiles = async (how: How): Promise<boolean> => {
    const [words, re, writing] = [text().trim(), answered(), props.writing]
    if (leaving || words.length > CAPTION_LENGTH_MAX) return false
    leaving = true
    said(writing)
    let left = words
    const done = await tried(async () => {
      const [{ sendAttached }, all] = await Promise.all([import('../talk/send-files.ts'), files.settled()])
      await sendAttached(c, all, { text: words, original: files.original(), re, ...how }, (some, withWords) => {
        files.drop(some)
        if (withWords) left = ''
      })
    })
    leaving = false
    if (left !== '') unsaid(left, writing)
    return done
  }

  /** What found no room on this device is written here again, unless something else is by now. */
  const unsaid = (words: string, writing: Writing, mentioned: Mentioned[] = []) => {
    if (text() !== (writing.w === 'edit' ? props.row.draft : '') || props.writing.w !== 'new') return
    if (writing.w !== 'new') props.onWriting(writing)
    write(words)
    setPicked(mentioned)
    keepDraft()
  }

  const send = ({ later, ...silent }: How = {}): Promise<boolean> | undefined => {
    if (files.some()) return sendFiles({ ...silent, ...(later === undefined ? {} : { later }) })
    const words = text().trim()
    if (!sendable(words)) return undefined
    const [writing, mentioned] = [props.writing, picked()]
    const b = body(words)
    const re = writing.w === 'reply' ? { re: writing.to.q } : {}
    const kept =
      writing.w === 'edit'
        ? client().say({ c, k: 'edit', b: writing.of.k === 'text' ? b : { text: words }, re: writing.of.q })
        : client().say({ c, k: 'text', b, ...re, ...silent }, undefined, later)
    said(writing)
    void kept.then(is => is || unsaid(words, writing, mentioned))
    return kept
  }

  /** What was written has left; the next may be written. */
  const said = (writing: Writing) => {
    write(writing.w === 'edit' ? props.row.draft : '')
    setPicked([])
    setQuery(undefined)
    if (writing.w !== 'new') props.onWriting({ w: 'new' })
    if (writing.w !== 'edit') keepDraft()
    if (!emoji() && document.activeElement !== area) area.focus()
  }

  /** Other ways to send, by a long press or the right button. */
  const more = (at: { x: number; y: number } | Element) => {
    if (!isReady() || props.writing.w === 'edit') return
    void import('../talk/send-menu.tsx').then(({ openSendMenu }) => openSendMenu(at, c, send))
  }

  const insert = (words: string, replaced = 0) => {
    const at = area.selectionStart ?? text().length
    const end = area.selectionEnd ?? at
    write(text().slice(0, at - replaced) + words + text().slice(end))
    area.setSelectionRange(at - replaced + words.length, at - replaced + words.length)
    onInput()
  }

  const pick = (one: Mentioned) => {
    insert(`@${one.name} `, (query() ?? '').length + 1)
    setPicked([...picked(), one])
    setQuery(undefined)
    area.focus()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (query() !== undefined && pickerKeys?.(event)) return event.preventDefault()
    if (event.key === 'Enter' && !event.shiftKey && fine()) {
      event.preventDefault()
      void send()
    } else if (event.key === 'Escape') {
      if (query() !== undefined) setQuery(undefined)
      else if (emoji()) setEmoji(false)
      else if (props.writing.w !== 'new') stop()
      else return
      event.stopPropagation()
    } else if (event.key === 'ArrowUp' && !event.altKey && text() === '') {
      const mine = store()
        .threads.get(c)
        ?.items.findLast(item => item.f === store().myId && item.k === 'text' && item.recalled === undefined)
      if (mine) (event.preventDefault(), props.onWriting({ w: 'edit', of: mine }))
    }
  }

  // They take the place of the button that sends while there is nothing to send.
  const idle = () => text() === '' && !files.some() && props.writing.w !== 'edit'
  const isReady = () => (text().trim() !== '' || files.some()) && text().length <= TEXT_LENGTH_MAX
  const plus = (from: Element) =>
    void import('../talk/plus-menu.ts').then(({ openPlusMenu }) =>
      openPlusMenu(from, {
        row: props.row,
        re: answered(),
        onFiles: files.add,
        onSent: () => said(props.writing),
      }),
    )
  /** The finger may be lifted before what records is here. */
  const hold = ({ clientX: x, clientY: y }: PointerEvent) => {
    const held = { x, y, lifted: false }
    addEventListener('pointerup', () => (held.lifted = true), { once: true })
    setRecording({ held })
  }
  const recorded = (voice?: Said, how: How = {}) => {
    setRecording(undefined)
    if (!voice) return
    const re = answered()
    void tried(async () => {
      const { sendVoice, spoken } = await import('../talk/send-files.ts')
      // What this device has no room for waits among the files.
      if (!(await tried(() => sendVoice(c, voice, { re, ...how })))) files.add([spoken(voice)], 'file')
    })
    if (re !== undefined) said(props.writing)
  }
  const quoted = () =>
    props.writing.w === 'reply' ? props.writing.to : props.writing.w === 'edit' ? props.writing.of : undefined
  return (
    <div class="composer">
      <Show when={query() !== undefined}>
        <MentionPicker row={props.row} query={query()!} onPick={pick} keys={listen => (pickerKeys = listen)} />
      </Show>
      <Show when={quoted()}>
        {event => (
          <div class="writing">
            <Icon name={props.writing.w === 'edit' ? 'edit' : 'reply'} />
            <span>
              <b>
                {props.writing.w === 'edit'
                  ? t('chat.editing')
                  : event().f === store().myId
                    ? t('chat.replying.self')
                    : t('chat.replying', { name: nameOf(event().f) })}
              </b>
              <span>{lineOf(event())}</span>
            </span>
            <IconButton icon="close" label={t('cancel')} onClick={stop} />
          </div>
        )}
      </Show>
      <Show when={files.some()}>
        <Suspense>
          <Tray
            all={files.all()}
            coming={files.coming()}
            original={files.original()}
            onChange={files.setAll}
            onOriginal={files.setOriginal}
          />
        </Suspense>
      </Show>
      <Show when={over()}>
        <Portal mount={area.closest('.chat') ?? document.body}>
          <Suspense>
            <DropHere />
          </Suspense>
        </Portal>
      </Show>
      <Show when={recording()} keyed>
        {({ held }) => (
          <Suspense>
            <Recorder c={c} held={held} onDone={recorded} />
          </Suspense>
        )}
      </Show>
      <div class="composer-row">
        <IconButton
          icon="smile"
          label={t('chat.emoji')}
          pressed={emoji()}
          onClick={event => {
            setEmoji(!emoji())
            if (event.detail === 0 && emoji()) return // by key: the panel takes the focus
            if (wide()) area.focus()
            else area.blur()
          }}
        />
        <textarea
          ref={area}
          rows={1}
          dir="auto"
          placeholder={t(fine() ? 'chat.write.desktop' : 'chat.write')}
          aria-label={t('chat.write')}
          maxlength={TEXT_LENGTH_MAX + 500}
          enterkeyhint="enter"
          onInput={onInput}
          onPaste={event => {
            const pasted = [...(event.clipboardData?.files ?? [])]
            if (pasted.length > 0) (event.preventDefault(), files.add(pasted))
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setTimeout(() => setQuery(undefined), 200)}
          onFocus={() => !wide() && setEmoji(false)}
        />
        {/* Hidden, not taken away: they come back with each message that is sent. */}
        <button
          type="button"
          class="icon-button mic"
          hidden={!idle()}
          aria-label={t('chat.speak')}
          title={t('chat.speak')}
          onPointerDown={event => event.button === 0 && hold(event)}
          onContextMenu={event => event.preventDefault()}
          onClick={event => event.detail === 0 && setRecording({ held: undefined })}
        >
          <Icon name="mic" />
        </button>
        <IconButton
          icon="plus"
          label={t('chat.plus')}
          popup
          hidden={!idle()}
          onClick={event => plus(event.currentTarget as Element)}
        />
        <button
          type="button"
          class="send"
          ref={element => contextMenu(element, more)}
          hidden={idle()}
          classList={{ ready: isReady() }}
          disabled={!isReady()}
          aria-label={t(props.writing.w === 'edit' ? 'save' : 'chat.send')}
          onPointerDown={event => event.preventDefault()}
          onClick={() => send()}
        >
          <Icon name={props.writing.w === 'edit' ? 'check' : 'up'} />
        </button>
      </div>
      <Show when={text().length > COUNT_FROM}>
        <p class="count" role="status" classList={{ over: text().length > TEXT_LENGTH_MAX }}>
          {TEXT_LENGTH_MAX - text().length}
        </p>
      </Show>
      <Show when={emoji()}>
        <Suspense fallback={<div class="emoji" />}>
          <Emoji
            onClose={() => (setEmoji(false), area.focus())}
            c={c}
            onPick={glyph => insert(glyph)}
            onSticker={(b, { later, ...silent }) => {
              const re = answered()
              const content = { c, k: 'sticker' as const, b, ...(re === undefined ? {} : { re }), ...silent }
              void client().say(content, { ...b }, later)
              if (re !== undefined) props.onWriting({ w: 'new' })
            }}
          />
        </Suspense>
      </Show>
    </div>
  )
}
