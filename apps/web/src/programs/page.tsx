import type { NavPage, NavTab } from '@plaza/program-wire'
import { createEffect, createMemo, createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { t, type Key } from '../i18n.ts'
import { back, keepInner } from '../router.ts'
import { Unloaded } from '../ui/answer.tsx'
import { Badge, Button, Empty, Skeleton } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { usePlace } from '../ui/page.tsx'
import { toast } from '../ui/toast.tsx'
import { FOCUS_STOLEN_MAX } from '../host/limits.ts'
import { bring, closeProgram, failures, hide, live, openInstead, renewProgram, restartProgram } from '../host/live.ts'
import { picture } from '../host/call-media.tsx'
import '../host/newer.ts'
import { programMenu } from './menu.tsx'
import { WebView } from './web-view.tsx'
import { ProgramIcon } from './parts.tsx'
import type { Program } from '../host/program.ts'
import '../styles/program-host.css'

/** A running program with what its host draws around it: the bar with the capsule, the tabs, and what it wishes shown. */
export function ProgramPage(props: { appId: string }) {
  const place = usePlace()
  const program = createMemo(() => live().find(one => one.appId === props.appId))
  createEffect(() => {
    if (place.shown()) void bring(props.appId)
    else {
      const running = program()
      if (running) hide(running)
    }
  })
  onCleanup(() => {
    const running = program()
    if (running) hide(running)
  })
  return (
    <Show when={program()} keyed fallback={<Opening appId={props.appId} />}>
      {running => <Running program={running} shown={place.shown()} />}
    </Show>
  )
}

/** A link or a code leads to a page of a program: `pages/index/index?id=3`, written as one part of the address. */
export function ProgramLink(props: { appId: string; page: string }) {
  onMount(() => openInstead(props.appId, props.page, { scene: 1011 }))
  return <Opening appId={props.appId} />
}

/** A code that makers show their team leads to the version that is on trial. */
export function ProgramTrial(props: { appId: string }) {
  onMount(() => openInstead(props.appId, '', { scene: 1011, trial: true }))
  return <Opening appId={props.appId} />
}

/** Before there is anything to show, or when it could not be opened. */
function Opening(props: { appId: string }) {
  const code = () => failures()[props.appId]
  return (
    <div class="screen program">
      <header class="program-bar">
        <span class="program-bar-start" />
        <h1 tabindex="-1" />
        <Capsule onMore={undefined} onClose={back} />
      </header>
      <Show when={code()} fallback={<div class="program-slot">{<Skeleton rows={5} />}</div>}>
        {why => <Unloaded code={why()} again={() => bring(props.appId)} />}
      </Show>
    </div>
  )
}

function Running(props: { program: Program; shown: boolean }) {
  let slot!: HTMLDivElement
  const { program } = props
  const page = createMemo((): NavPage | undefined => program.stack().at(-1))
  const bar = () => page()?.bar
  const custom = () => bar()?.custom ?? false
  createEffect(() => {
    const inner = program.stack().length - 1
    if (props.shown && inner >= 0) keepInner(inner)
  })
  usePlaceOf(
    () => slot,
    program,
    () => props.shown,
  )
  guardFocus(program, () => props.shown)
  const goBack = () => (program.stack().length > 1 ? history.back() : closeProgram(program))
  return (
    <div
      class="screen program"
      classList={{ custom: custom() }}
      style={{
        '--bar': bar()?.background ?? '',
        '--bar-text': bar()?.front === 'white' ? '#fff' : '#111',
      }}
    >
      <header class="program-bar" classList={{ colored: Boolean(bar()?.background) }}>
        <span class="program-bar-start">
          <Show when={!custom() && (program.stack().length > 1 || page()?.home)}>
            <button
              type="button"
              class="program-button"
              aria-label={t(page()?.home ? 'program.home' : 'back')}
              onClick={() => (page()?.home ? restartProgram(program, '') : goBack())}
            >
              <Icon name={page()?.home ? 'home' : 'back'} />
            </button>
          </Show>
        </span>
        <h1 tabindex="-1" classList={{ 'hidden-visually': custom() }}>
          <Show when={bar()?.loading}>
            <i class="spinner" />
          </Show>
          {bar()?.title || program.run.program.name}
        </h1>
        <Capsule
          trial={program.run.envVersion === 'trial'}
          onMore={at => programMenu(at, program)}
          onClose={() => closeProgram(program)}
        />
      </header>
      <div class="program-slot" ref={slot}>
        <State program={program} />
        <WebView program={program} page={page()} />
      </div>
      <Show when={program.newer()}>
        <div class="program-newer" role="status">
          <span>{t('program.newer')}</span>
          <Button small onClick={() => renewProgram(program)}>
            {t('program.restart')}
          </Button>
        </div>
      </Show>
      <Show when={program.tab()?.visible && program.tab()}>{tab => <Tabs program={program} tab={tab()} />}</Show>
      <ToastOver program={program} />
    </div>
  )
}

/** Always there, whatever the program draws: the menu and the way out, and the word where it is no version for everybody. */
const Capsule = (props: { trial?: boolean; onMore: ((at: Element) => void) | undefined; onClose: () => void }) => (
  <span class="capsule">
    <Show when={props.trial}>
      <b class="trial-mark">{t('trial.mark')}</b>
    </Show>
    <button
      type="button"
      aria-label={t('program.menu')}
      aria-haspopup="menu"
      disabled={!props.onMore}
      onClick={event => props.onMore?.(event.currentTarget)}
    >
      <Icon name="more" />
    </button>
    <i />
    <button type="button" aria-label={t('program.close')} onClick={() => props.onClose()}>
      <Icon name="close" />
    </button>
  </span>
)

const FAILURES = {
  broken: 'program.failed.broken',
  stopped: 'refusal.program_stopped',
  offline: 'refusal.offline',
  ended: 'program.failed.ended',
  hanging: 'program.failed.hanging',
  forged: 'program.failed.forged',
} as const satisfies Record<string, Key>

/** While it loads, and when it failed. */
function State(props: { program: Program }) {
  const failed = () => {
    const now = props.program.state()
    return now.s === 'failed' ? now.why : undefined
  }
  return (
    <>
      <Show when={props.program.state().s === 'loading'}>
        <div class="program-loading" role="status">
          <ProgramIcon program={props.program.run.program} size="l" />
          <b>{props.program.run.program.name}</b>
          <i class="spinner" />
        </div>
      </Show>
      <Show when={failed()}>
        {why => (
          <Empty icon="alert" title={t(FAILURES[why()])}>
            <Show when={why() !== 'stopped'}>
              <Button icon="retry" onClick={() => restartProgram(props.program, '')}>
                {t('program.restart')}
              </Button>
            </Show>
          </Empty>
        )}
      </Show>
    </>
  )
}

function Tabs(props: { program: Program; tab: NavTab }) {
  return (
    <nav
      class="program-tabs"
      aria-label={t('program.tabs')}
      style={{ '--tab-back': props.tab.background, '--tab-text': props.tab.color, '--tab-on': props.tab.selectedColor }}
    >
      <For each={props.tab.items}>
        {(item, i) => {
          const on = () => props.tab.index === i()
          return (
            <button
              type="button"
              aria-current={on() ? 'page' : undefined}
              onClick={() => props.program.tell({ name: 'tab', index: i() })}
            >
              <span class="tab-icon">
                <TabIcon program={props.program} src={(on() && item.selectedIcon) || item.icon} />
                <Show when={item.badge} fallback={<Badge count={item.dot ? 1 : 0} dot />}>
                  <span class="badge">{item.badge}</span>
                </Show>
              </span>
              <span>{item.text}</span>
            </button>
          )
        }}
      </For>
    </nav>
  )
}

function TabIcon(props: { program: Program; src: string | undefined }) {
  const [url, setUrl] = createSignal<string>()
  createEffect(() => {
    const { src } = props
    if (!src) return setUrl(undefined)
    void picture(props.program, src).then(
      blob => setUrl(URL.createObjectURL(blob)),
      () => setUrl(undefined),
    )
  })
  createEffect(() => {
    const made = url()
    onCleanup(() => made && URL.revokeObjectURL(made))
  })
  return <Show when={url()}>{src => <img src={src()} alt="" />}</Show>
}

/** `wx.showToast` and `wx.showLoading`: the program's words in the host's frame. */
const ToastOver = (props: { program: Program }) => (
  <Show when={props.program.shown().toast}>
    {shown => (
      <div
        class="program-toast-place"
        classList={{ mask: shown().mask }}
        popover="manual"
        ref={element => queueMicrotask(() => element.isConnected && element.showPopover())}
      >
        <div class="program-toast" classList={{ plain: shown().icon === 'none' }} role="status">
          <Show when={shown().icon !== 'none'}>
            <Show when={shown().icon !== 'loading'} fallback={<i class="spinner" />}>
              <Icon name={shown().icon === 'success' ? 'check' : 'alert'} />
            </Show>
          </Show>
          <span>{shown().title}</span>
        </div>
      </div>
    )}
  </Show>
)

/** Keeps the cage exactly over its slot. It stands outside of the pages, because an iframe that moves begins anew. */
function usePlaceOf(slot: () => HTMLElement, program: Program, shown: () => boolean): void {
  onMount(() => {
    const put = () => {
      const { left, top, width, height } = slot().getBoundingClientRect()
      Object.assign(program.place.style, {
        insetInlineStart: `${left}px`,
        insetBlockStart: `${top}px`,
        inlineSize: `${width}px`,
        blockSize: `${height}px`,
      })
      program.resized()
    }
    const observer = new ResizeObserver(put)
    observer.observe(slot())
    observer.observe(document.documentElement)
    onCleanup(() => observer.disconnect())
  })
  createEffect(() => {
    const on = shown() && program.state().s === 'open' && !program.stack().at(-1)?.webView
    program.place.classList.toggle('shown', on)
    program.place.classList.toggle('coming', shown() && program.state().s === 'loading')
    program.frame.tabIndex = on ? 0 : -1
    program.frame.inert = !on
  })
  onCleanup(() => program.place.classList.remove('shown', 'coming'))
}

/**
 * A program may not take the keyboard from somebody who is typing elsewhere: focus that comes to its frame unasked goes back to
 * where it was, and who tries again and again is told on.
 */
function guardFocus(program: Program, shown: () => boolean): void {
  let stolen = 0
  let last: Element | null = null
  let byTab = false
  const remember = (event: FocusEvent) => {
    if (event.target instanceof Element && event.target !== program.frame) last = event.target
  }
  const key = (event: KeyboardEvent) => (byTab = event.key === 'Tab')
  const lost = () => {
    if (document.activeElement !== program.frame) return
    if (shown() && (byTab || program.frame.matches(':hover') || !isTyping(last))) return
    if (last instanceof HTMLElement) last.focus({ preventScroll: true })
    if (++stolen === FOCUS_STOLEN_MAX) toast(t('program.stole', { name: program.run.program.name }))
  }
  addEventListener('focusin', remember)
  addEventListener('keydown', key, true)
  addEventListener('blur', lost)
  onCleanup(() => {
    removeEventListener('focusin', remember)
    removeEventListener('keydown', key, true)
    removeEventListener('blur', lost)
  })
}

const isTyping = (element: Element | null): boolean =>
  element instanceof HTMLElement &&
  element.isConnected &&
  (element.isContentEditable || element.matches('input, textarea, dialog *'))
