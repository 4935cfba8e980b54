import { createSignal, For, onCleanup, Show, type JSX } from 'solid-js'
import { Portal } from 'solid-js/web'
import { Icon, type IconName } from './icon.tsx'
import { rove } from './rove.ts'

export interface MenuItem {
  label: string
  icon: IconName
  run: () => void
  danger?: boolean
}
interface Open {
  x: number
  y: number
  items: MenuItem[]
  from: HTMLElement | null
  /** A modal dialog lets nothing outside of it be pressed: its menus are drawn within. */
  mount: Element
  above?: JSX.Element
}

const EDGE_PX = 8
const LONG_PRESS_MS = 450
const MOVED_PX = 10

const [open, setOpen] = createSignal<Open | undefined>()

/** Opens the one menu at a point, or under the element. `above` stands over the items (quick reactions). */
export function openMenu(at: { x: number; y: number } | Element, items: MenuItem[], above?: JSX.Element): void {
  const from = document.activeElement instanceof HTMLElement ? document.activeElement : null
  const mount = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body
  const box = at instanceof Element ? at.getBoundingClientRect() : undefined
  const place = box ? { x: box.right, y: box.bottom + 4 } : (at as { x: number; y: number })
  setOpen({ ...place, items, from, mount, above })
}

/** False if there was none. */
export function closeMenu(): boolean {
  const was = open()
  if (!was) return false
  setOpen(undefined)
  was.from?.focus({ preventScroll: true })
  return true
}

/** After a touch, the browser is done with its click by then. */
const CLICK_AFTER_MS = 60

/** The press that is under way has done its work: the click in which it ends does nothing, wherever that is. */
function swallowClick(): void {
  const over = new AbortController()
  const swallow = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
  }
  for (const kind of ['mousedown', 'click']) addEventListener(kind, swallow, { capture: true, signal: over.signal })
  const end = () => setTimeout(() => over.abort(), CLICK_AFTER_MS)
  for (const kind of ['pointerup', 'pointercancel']) addEventListener(kind, end, { capture: true, signal: over.signal })
}

export const Menu = () => (
  <Show when={open()} keyed>
    {menu => {
      let box!: HTMLDivElement
      const place = () => {
        // As it will stand: it still grows while it is measured.
        const { offsetWidth: width, offsetHeight: height } = box
        box.style.left = `${Math.max(EDGE_PX, Math.min(menu.x, innerWidth - width - EDGE_PX))}px`
        const below = menu.y + height + EDGE_PX <= innerHeight
        box.style.top = `${Math.max(EDGE_PX, below ? menu.y : Math.min(menu.y - height, innerHeight - height - EDGE_PX))}px`
      }
      const show = () => {
        if (!box.isConnected) return
        box.showPopover?.()
        place()
        box.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true })
      }
      const over = new AbortController()
      const { signal } = over
      const outside = (event: Event) => {
        if (box.contains(event.target as Node)) return
        closeMenu()
        swallowClick()
      }
      setTimeout(() => addEventListener('pointerdown', outside, { capture: true, signal }))
      // Not closed: a phone's own keyboard goes when the menu takes the focus, and the window grows.
      addEventListener('resize', place, { signal })
      onCleanup(() => over.abort())
      return (
        <Portal mount={menu.mount}>
          <div
            class="menu"
            popover="manual"
            ref={element => ((box = element), queueMicrotask(show))}
            onKeyDown={event => keys(event, box)}
          >
            {menu.above}
            <div role="menu">
              <For each={menu.items}>
                {item => (
                  <button
                    type="button"
                    role="menuitem"
                    tabindex="-1"
                    classList={{ danger: item.danger ?? false }}
                    onClick={() => (closeMenu(), item.run())}
                  >
                    <Icon name={item.icon} />
                    {item.label}
                  </button>
                )}
              </For>
            </div>
          </div>
        </Portal>
      )
    }}
  </Show>
)

function keys(event: KeyboardEvent, box: HTMLElement): void {
  const items = [...box.querySelectorAll<HTMLElement>('button')]
  // Past its end it begins again.
  const [first, last] = [items[0], items.at(-1)]
  const around = { ArrowDown: first, ArrowRight: first, ArrowUp: last, ArrowLeft: last }[event.key]
  const next = rove(event, items) ?? around
  if (next) next.focus()
  else if (event.key === 'Escape' || event.key === 'Tab') closeMenu()
  else return
  event.preventDefault()
  event.stopPropagation()
}

/** Lets an element show its menu by right click, Shift+F10, the menu key, or a long touch. For `ref`. */
export function contextMenu(element: HTMLElement, show: (at: { x: number; y: number } | Element) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let shown = 0
  let start = { x: 0, y: 0 }
  const stop = () => clearTimeout(timer)
  element.addEventListener('contextmenu', event => {
    event.preventDefault()
    stop()
    if (Date.now() - shown < 600) return
    const byKey = event.button !== 2
    show(byKey ? (event.target as Element) : { x: event.clientX, y: event.clientY })
  })
  element.addEventListener('pointerdown', event => {
    if (event.pointerType === 'mouse') return
    start = { x: event.clientX, y: event.clientY }
    stop()
    timer = setTimeout(() => {
      shown = Date.now()
      navigator.vibrate?.(8)
      swallowClick()
      show(start)
    }, LONG_PRESS_MS)
    // Heard only while a finger is down: there are many lines and bubbles.
    const lifted = new AbortController()
    const { signal } = lifted
    const end = () => (stop(), lifted.abort())
    element.addEventListener(
      'pointermove',
      moved => void (Math.hypot(moved.clientX - start.x, moved.clientY - start.y) > MOVED_PX && stop()),
      { signal },
    )
    for (const kind of ['pointerup', 'pointercancel', 'pointerleave'] as const)
      element.addEventListener(kind, end, { signal })
  })
}
