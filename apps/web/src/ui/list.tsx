import { createMemo, createSignal, For, onCleanup, onMount, type JSX } from 'solid-js'

/** Lists shorter than this are simply drawn. */
const WINDOWED_FROM = 80
const BEYOND = 12

/**
 * A list of rows of known height (in rem) that draws only what is near the screen. Arrow keys, Home and End move between
 * the rows' buttons.
 */
export function List<T>(props: {
  items: T[]
  height: (item: T) => number
  label: string
  children: (item: T) => JSX.Element
}) {
  let box!: HTMLDivElement
  const [view, setView] = createSignal({ top: 0, height: 900 })
  const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize)
  const tops = createMemo(() => {
    const found = [0]
    for (const item of props.items) found.push(found.at(-1)! + props.height(item))
    return found
  })
  const range = createMemo(
    () => {
      const count = props.items.length
      if (count < WINDOWED_FROM) return [0, count] as const
      const { top, height } = view()
      const px = rem() // asked once: it reads the page's style
      const first = Math.max(0, tops().findIndex(y => y * px > top) - 1 - BEYOND)
      const past = tops().findIndex(y => y * px > top + height)
      return [first - (first % 6), past < 0 ? count : Math.min(count, past + BEYOND)] as const
    },
    undefined,
    { equals: (a, b) => a[0] === b[0] && a[1] === b[1] },
  )
  onMount(() => {
    const scroller = box.closest<HTMLElement>('.scroll')
    if (!scroller) return
    const look = () => setView({ top: scroller.scrollTop - box.offsetTop, height: scroller.clientHeight })
    scroller.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    observer.observe(scroller)
    onCleanup(() => (scroller.removeEventListener('scroll', look), observer.disconnect()))
  })
  return (
    <div
      class="list"
      role="list"
      aria-label={props.label}
      ref={box}
      style={{
        'padding-block-start': `${tops()[range()[0]]}rem`,
        'padding-block-end': `${tops().at(-1)! - tops()[range()[1]]!}rem`,
      }}
      onKeyDown={event => moveFocus(event, box)}
    >
      <For each={props.items.slice(range()[0], range()[1])}>{props.children}</For>
    </div>
  )
}

/** Arrow keys between the buttons of a list. */
export function moveFocus(event: KeyboardEvent, box: HTMLElement): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined && event.key !== 'Home' && event.key !== 'End') return
  const rows = [...box.querySelectorAll<HTMLElement>('[data-row]')]
  const index = rows.indexOf(document.activeElement as HTMLElement)
  if (index < 0) return
  const next = event.key === 'Home' ? rows[0] : event.key === 'End' ? rows.at(-1) : rows[index + step!]
  next?.focus()
  event.preventDefault()
}
